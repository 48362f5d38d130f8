import { readFile } from "node:fs/promises";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";

/** The first of the invented students. */
const number = "22600001";
const before = "D'Aubigny";
const after = "Le Bihan";

test("a person's page is found from the search, by keys alone: corrected, blocked and noted with the way back, handed over, and erased by two", async ({
  page,
  desk,
}) => {
  test.setTimeout(240_000);
  const words = await wordsOf("fr", "student");
  const english = await wordsOf("en", "student");
  const interfaceWords = await wordsOf("fr");
  const main = page.getByRole("main");
  const said = page.getByRole("region", { name: interfaceWords("board.lastMove") });
  const button = (name: string) => main.getByRole("button", { name, exact: true });
  const lastName = words("identity.fields.civilLastName");
  const correct = words("identity.correctOf", { field: lastName });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(desk.url);
  await expect(page.locator("[data-line]").first()).toBeVisible();

  await test.step("from the search, by keys alone", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(number);
    await expect(page.getByRole("option", { name: new RegExp(number), selected: true })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Shift+Enter");
    await expect(main.getByRole("heading", { level: 2 })).toBeFocused();
    await expect(main.getByRole("heading", { level: 2 })).toContainText(before);
    await expectAccessible(page);
  });

  await test.step("a corrected name says what the file says, and one key takes it back", async () => {
    await button(correct).press("Enter");
    await expect(main.getByLabel(words("identity.value", { field: lastName }))).toBeFocused();
    await page.keyboard.press("Control+a");
    await page.keyboard.type(after);
    await page.keyboard.press("Tab");
    await page.keyboard.type("Acte de naissance vu");
    await expectAccessible(page);
    await button(words("keep")).press("Enter");
    await expect(main.getByRole("heading", { level: 2 })).toContainText(after);
    // The way back is there for ten seconds: nothing slow comes between.
    await said.getByRole("button", { name: interfaceWords("board.undo") }).press("Enter");
    await expect(main.getByRole("heading", { level: 2 })).toContainText(before);
    await button(correct).press("Enter");
    await page.keyboard.press("Control+a");
    await page.keyboard.type(after);
    await page.keyboard.press("Tab");
    await page.keyboard.type("Acte de naissance vu");
    await button(words("keep")).press("Enter");
    await expect(main.getByText(words("identity.told", { told: before }))).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("a block holds the card back, a note is kept, both stand on the timeline", async () => {
    await button(words("blocks.add")).press("Enter");
    await page.keyboard.type("Pièce d’identité périmée");
    await main
      .getByRole("form", { name: words("blocks.add") })
      .getByRole("button", { name: words("blocks.add") })
      .press("Enter");
    await expect(main.getByText(words("blocks.names.desk"), { exact: true })).toBeVisible();
    await button(words("notes.add")).press("Enter");
    await page.keyboard.type("Revient lundi avec sa pièce");
    await button(words("keep")).press("Enter");
    await expect(main.getByText("Revient lundi avec sa pièce")).toBeVisible();
    const timeline = page.getByRole("complementary", { name: words("timeline.title") });
    await expect(timeline.getByText(words("timeline.what.held"))).toBeVisible();
    await expect(timeline.getByText("Revient lundi avec sa pièce")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("all that is held is handed over as a document to read", async () => {
    const saving = page.waitForEvent("download");
    await button(words("rights.document")).press("Enter");
    const file = await (await saving).path();
    const text = await readFile(file, "utf8");
    expect(text).toContain("Revient lundi avec sa pièce");
    expect(text).toContain(words("data.keys.civilLastName"));
  });

  await test.step("in English, erased for good by two operators", async () => {
    await page.locator('button[lang="en"]').click();
    await button(english("rights.erase")).press("Enter");
    const form = main.getByRole("form");
    await form.getByLabel(english("rights.second"), { exact: true }).fill("Sacha Exemple");
    await form.getByLabel(english("rights.secondPin")).fill("1470");
    await form.getByLabel(english("reason")).fill("Asked for by letter");
    await expectAccessible(page);
    await form.getByRole("button", { name: english("rights.sure") }).press("Enter");
    await expect(main.getByText(english("gone"))).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Control+k");
    await page.keyboard.type(number);
    await expect(page.getByText((await wordsOf("en"))("search.none", { text: number }))).toBeVisible();
  });
});
