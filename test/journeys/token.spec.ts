import { prepareSoftHsm, testPin } from "../support/softhsm.ts";
import { expect, expectAccessible, test as onDesk, wordsOf } from "./desk.ts";

/** A desk on a machine with one token. */
const test = onDesk.extend<{ readonly library: string }>({
  library: async ({ examples: _any }, use) => {
    const prepared = await prepareSoftHsm(["scolarite"]);
    if ("missing" in prepared) {
      process.stderr.write(`\nSKIPPED: no journey with a token here: ${prepared.missing}\n\n`);
      onDesk.skip(true, prepared.missing);
      return;
    }
    await use(prepared.library);
    await prepared.remove();
  },
  within: async ({ library: _prepared }, use) => use({ prefix: [] }),
});

test("a technician takes a token, opens it with its PIN, two custodians bring a key into it, it makes one itself, and the desk goes back to its file", async ({
  page,
  desk,
  library,
}) => {
  const words = await wordsOf("fr", "keys");
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  await page.goto(`${desk.url}#settings/keys`);
  await press(words("place.change"));
  const file = page.getByLabel(words("token.library"));
  await file.fill("/nowhere/token.so");
  await press(words("token.look"));
  await expect(page.getByText(words("fault.library-missing.what"))).toBeVisible();
  await file.fill(library);
  await press(words("token.look"));
  await expect(page.getByRole("heading", { name: words("token.found") })).toBeVisible();
  await expectAccessible(page);
  await press(words("token.take", { label: "scolarite" }));
  await expect(page.getByText(words("place.token", { label: "scolarite" }))).toBeVisible();

  await page.getByLabel(words("pin"), { exact: true }).fill("000000");
  await press(words("unlock"));
  await expect(page.getByText(words("fault.wrong-pin.what"))).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(words("pin"), { exact: true }).fill(testPin);
  await press(words("unlock"));
  await expect(page.getByText(words("list.empty"))).toBeVisible();

  await press(words("list.add"));
  await press(words("ceremony.begin"));
  const components = ["00112233445566778899AABBCCDDEEFF", "0F1E2D3C4B5A69788796A5B4C3D2E1F0"];
  for (const [at, custodian] of ["Camille Durand", "Dominique Petit"].entries()) {
    await press(words("ceremony.alone"));
    await page.getByLabel(words("ceremony.custodian")).fill(custodian);
    await page.getByLabel(words("ceremony.component", { digits: 32 })).fill(components[at] ?? "");
    await press(words("ceremony.keep"));
  }
  await press(words("ceremony.end"));
  await press(words("back"));
  await expect(page.getByRole("cell", { name: words("list.current") })).toBeVisible();
  await expectAccessible(page);
  await press(words("list.add"));
  await page.getByLabel(words("ceremony.keyName")).fill("portes");
  await page.getByRole("radio", { name: words("ceremony.way.inside") }).check();
  await expect(page.getByText(words("ceremony.inside.means"))).toBeVisible();
  await page.getByLabel(words("ceremony.witness.first")).fill("Camille Durand");
  await page.getByLabel(words("ceremony.witness.second")).fill("Dominique Petit");
  await expectAccessible(page);
  await press(words("ceremony.inside.do"));
  const record = page.locator(".keys-printed");
  await expect(record.getByText(words("ceremony.madeInside"))).toBeVisible();
  await expect(record).toContainText("Dominique Petit");
  await expectAccessible(page);
  await press(words("back"));
  await expect(page.getByRole("row", { name: /portes/ })).toBeVisible();
  await expect(page.getByText(words("recovery.token.what"))).toBeVisible();
  await press(words("lock"));
  await expect(page.getByText(words("lockedBecause.asked"))).toBeVisible();

  await press(words("place.back"));
  await press(words("place.backSure"));
  await expect(page.getByText(words("absent.what"))).toBeVisible();
});
