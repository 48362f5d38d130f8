import { expect, expectAccessible, test, wordsOf } from "./desk.ts";

test.use({ signsIn: false });

for (const language of ["fr", "en"] as const) {
  test(`nobody sees the day before they sign in, and a locked desk keeps what was typed, in ${language}`, async ({
    page,
    desk,
  }) => {
    const words = await wordsOf(language);
    const door = await wordsOf(language, "door");
    const board = page.getByRole("navigation", { name: words("board.title") });
    const pin = page.getByLabel(door("pin"), { exact: true });
    await page.goto(desk.url);
    await page.goto(new URL("/?token=used", desk.url).href);
    await expect(page).toHaveURL(new URL("/", desk.url).href);
    await page.locator(`button[lang="${language}"]`).click();
    await expect(page.getByRole("heading", { name: door("signIn.title") })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel(door("name"), { exact: true }).fill("camille exemple");
    await pin.fill("2581");
    await page.keyboard.press("Enter");
    await expect(page.getByText(door("fault.not-known.what"))).toBeVisible();
    await expect(board).toBeHidden();
    await pin.fill("2580");
    await page.keyboard.press("Enter");
    await expect(board).toBeVisible();

    const search = page.getByRole("combobox", { name: words("search.label") });
    await search.fill("zyx");
    await page.keyboard.press("Control+l");
    const locked = page.getByRole("dialog", { name: door("lock.title") });
    await expect(locked).toBeVisible();
    await expectAccessible(page);
    await page.reload();
    await expect(locked).toBeVisible();
    await page.keyboard.type("2580");
    await page.keyboard.press("Enter");
    await expect(locked).toBeHidden();
    await expect(board).toBeVisible();

    await page.getByRole("button", { name: door("menu.of", { name: "Camille Exemple" }) }).click();
    await page.getByRole("button", { name: door("menu.other") }).click();
    await page
      .getByRole("button", { name: door("examples.choose", { name: "Sacha Exemple", pin: "1470" }) })
      .click();
    await expect(
      page.getByRole("button", { name: door("menu.of", { name: "Sacha Exemple" }) }),
    ).toBeVisible();
  });
}

test.describe("a desk that knows nobody", () => {
  test.use({ examples: false });

  test("makes its first operator, who names a colleague with one role and no more", async ({
    page,
    desk,
  }) => {
    const words = await wordsOf("fr");
    const door = await wordsOf("fr", "door");
    const people = await wordsOf("fr", "people");
    await page.goto(desk.url);
    await expect(page.getByRole("heading", { name: door("first.title") })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel(door("name"), { exact: true }).fill("Zoé Œuvrard");
    await page.getByLabel(door("first.pin")).fill("1234");
    await page.getByLabel(door("first.again")).fill("1234");
    await page.keyboard.press("Enter");
    await expect(page.getByText(door("trouble.too-easy"))).toBeVisible();
    await page.getByLabel(door("first.pin")).fill("2718");
    await page.getByLabel(door("first.again")).fill("2718");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("navigation", { name: words("board.title") })).toBeVisible();

    await page.goto(`${new URL(page.url()).origin}/#settings/operators`);
    await page.getByRole("button", { name: people("operators.add") }).click();
    await page.getByLabel(door("name"), { exact: true }).fill("Ines Ștefan");
    await page.getByLabel(people("operators.pin")).fill("3141");
    await page.getByRole("checkbox", { name: door("role.accueil") }).check();
    await page.getByRole("button", { name: people("operators.create") }).click();
    await expect(page.getByRole("rowheader", { name: "Ines Ștefan" })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole("button", { name: door("menu.of", { name: "Zoé Œuvrard" }) }).click();
    await page.getByRole("button", { name: door("menu.other") }).click();
    await page.getByLabel(door("name"), { exact: true }).fill("Ines Ștefan");
    await page.getByLabel(door("pin"), { exact: true }).fill("3141");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("navigation", { name: words("board.title") })).toBeVisible();
    const settings = await wordsOf("fr", "settings");
    await page.keyboard.press("Control+,");
    await expect(page.getByRole("link", { name: settings("page.roles") })).toBeVisible();
    await expect(page.getByRole("link", { name: settings("page.operators") })).toBeHidden();
  });
});
