import { expect, expectAccessible, test, wordsOf } from "./desk.ts";

test("an administrator names the university, sees its card change, is told what is wrong, and takes it back", async ({
  page,
  desk,
}) => {
  const words = await wordsOf("fr", "university");
  await page.goto(desk.url);
  await page.getByRole("button", { name: (await wordsOf("fr"))("header.settings") }).click();
  await page.getByRole("link", { name: (await wordsOf("fr", "settings"))("page.university") }).click();
  const form = page.getByRole("region", { name: words("facts") });
  const typed = (fact: string) =>
    form.getByRole("textbox", { name: new RegExp(`^${words(`fact.${fact}`)}`) });
  const save = form.getByRole("button", { name: words("save") });
  await expect(form.getByAltText(words("card.front"))).toBeVisible();
  await expect(save).toBeDisabled();

  await typed("pic").fill("12");
  await expect(form.getByText(words("wrong.pic"))).toBeVisible();
  await expect(save).toBeDisabled();
  await typed("pic").fill("123456789");
  await typed("accent").fill("#f2c14e");
  await expect(form.getByText(words("contrast.poor", { ratio: "1,6" }))).toBeVisible();
  await expectAccessible(page);
  await typed("name").fill("Université de Rouvres");
  await typed("name").press("Enter");
  const header = page.getByRole("banner");
  await expect(header.getByRole("heading", { name: "Université de Rouvres" })).toBeVisible();
  await expect(form.getByText(words("waiting.todo"))).toBeVisible();
  await expectAccessible(page);

  await form.getByRole("button", { name: words("undo") }).click();
  await expect(header.getByRole("heading", { name: "Université d’Exemple" })).toBeVisible();
  await expect(form.getByText(words("waiting.todo"))).toBeHidden();
  await expect(typed("pic")).toHaveValue("999999999");
});

test("an administrator writes a new version of a text in both languages and sees what changes; the former one stays", async ({
  page,
  desk,
}) => {
  const words = await wordsOf("fr", "texts");
  await page.goto(`${desk.url}#settings/texts`);
  const which = page.getByRole("combobox", { name: words("which") });
  await which.selectOption("rules");
  const title = page.getByRole("group", { name: words("part.title") });
  const keep = page.getByRole("button", { name: words("keep") });
  const [french, english] = [title.getByRole("textbox").first(), title.getByRole("textbox").last()];
  await french.fill("Règlement de votre carte");
  await english.fill("");
  await expect(keep).toBeDisabled();
  await english.fill("Rules of your card");
  const changes = page.getByRole("region", { name: words("changes") });
  await expect(changes.locator("ins").first()).toHaveText("votre");
  await expectAccessible(page);
  await keep.click();
  await expect(page.getByRole("button", { name: words("undo") })).toBeVisible();
  await page.getByText(words("version", { version: "2026-1" })).click();
  await expect(page.getByText("Règlement de la carte", { exact: true }).last()).toBeVisible();
  await expectAccessible(page);
});

test("an administrator shortens how long tickets are kept, is told of a number out of range, and sees what goes tonight", async ({
  page,
  desk,
}) => {
  const words = await wordsOf("fr", "retention");
  await page.goto(`${desk.url}#settings/retention`);
  const tickets = page.getByRole("spinbutton", {
    name: words("daysOf", { thing: words("thing.tickets") }),
  });
  const keep = page.getByRole("button", { name: words("keep") });
  await tickets.fill("0");
  await expect(page.getByText(words("outOfRange"))).toBeVisible();
  await expect(keep).toBeDisabled();
  await tickets.fill("30");
  await tickets.press("Enter");
  await expect(page.getByRole("button", { name: words("undo") })).toBeVisible();
  await expect(page.getByText(words("reports.none"))).toBeVisible();
  await expectAccessible(page);
});
