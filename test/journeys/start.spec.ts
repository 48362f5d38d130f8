import { newDatabaseKey } from "../../main/security/database-key.ts";
import { createStartLock } from "../../main/security/start-lock.ts";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";

const camille = { holder: "Camille Durand", passphrase: "quatre chevaux bleus" };
const dominique = { holder: "Dominique Petit", passphrase: "une autre phrase" };

/** The data folder of a desk that asks at its start, before it ever started. */
async function asking(folder: string): Promise<void> {
  const key = await newDatabaseKey(folder);
  const lock = createStartLock({ folder, key, clock: { now: Date.now }, hold: () => () => undefined });
  for (const done of [await lock.ask(camille), await lock.addHolder(camille, dominique)]) {
    expect(done).toMatchObject({ ok: true });
  }
}

test.describe("a desk that asks at its start", () => {
  test.use({ prepared: { by: asking }, signsIn: false });

  test("is opened by somebody's passphrase with the keyboard alone, then starts by itself again once one of them says so", async ({
    page,
    desk,
  }) => {
    const words = await wordsOf("fr", "start");
    const door = await wordsOf("fr", "door");
    await page.goto(desk.url);
    await expect(page.getByRole("heading", { name: words("page.title") })).toBeVisible();
    await expect(page.getByLabel(words("passphrase"))).toBeFocused();
    await page.keyboard.type("quatre chevaux blancs");
    await page.keyboard.press("Enter");
    await expect(page.getByText(words("fault.wrong-passphrase.what"))).toBeVisible();
    await expect(page.getByLabel(words("passphrase"))).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    await page.keyboard.type(dominique.passphrase);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: door("signIn.title") })).toBeVisible();
    await page.getByRole("button", { name: /Camille Exemple/ }).click();

    await page.goto(`${new URL(page.url()).origin}/#settings/keys`);
    const section = page.getByRole("region", { name: words("heading") });
    await expect(section.getByText(words("ask.state"))).toBeVisible();
    await expectAccessible(page);
    await section
      .getByRole("button", { name: words("holders.removeName", { name: camille.holder }) })
      .click();
    await section.getByLabel(words("holder")).selectOption(dominique.holder);
    await section.getByLabel(words("passphrase")).fill(dominique.passphrase);
    await expectAccessible(page);
    await section.getByRole("button", { name: words("holders.removeDo", { name: camille.holder }) }).click();
    await expect(section.getByText(words("holders.alone.what"))).toBeVisible();

    await section.getByRole("button", { name: words("back.open") }).click();
    await section.getByLabel(words("passphrase")).fill(dominique.passphrase);
    await section.getByRole("button", { name: words("back.do") }).click();
    await expect(section.getByText(words("unattended.state"))).toBeVisible();
    await expect(section.getByText(words("unattended.why"))).toBeVisible();

    await section.getByRole("button", { name: words("ask.open") }).click();
    await section.getByLabel(words("name")).fill(camille.holder);
    await section.getByLabel(words("passphrase"), { exact: true }).fill(camille.passphrase);
    await expect(section.getByRole("button", { name: words("ask.do") })).toBeDisabled();
    await section.getByLabel(words("again")).fill(camille.passphrase);
    await expectAccessible(page);
    await section.getByRole("button", { name: words("ask.do") }).click();
    await expect(section.getByText(words("ask.state"))).toBeVisible();
  });
});
