import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";

test("a technician tries a template on hard names, sees what is off, and gives the desk its colour for good", async ({
  page,
  desk,
}) => {
  const words = await wordsOf("fr", "artwork");
  await page.goto(desk.url);
  await page.getByRole("button", { name: (await wordsOf("fr"))("header.settings") }).click();
  await page.getByRole("link", { name: (await wordsOf("fr", "settings"))("page.templates") }).click();
  const front = page.getByAltText(/Éloïse Martin/).first();
  await expect(front).toBeVisible();
  await expect(page.getByText(words("remark.own-mark.european-student-card"))).toBeVisible();
  await expectAccessible(page);

  const people = page.getByLabel(words("sample"));
  await page.getByRole("button", { name: words("next") }).click();
  await expect(people).toHaveValue("long-french");
  await expect(page.getByRole("listitem").filter({ hasText: "Master Mathématiques" })).toBeVisible();
  await people.selectOption("not-writable");
  await expect(page.getByText(/小 龍/)).toBeVisible();
  await expect(page.getByText(words("notDrawn"))).toBeVisible();

  await people.selectOption("plain");
  await page
    .getByRole("combobox", { name: words("template") })
    .first()
    .selectOption("student-front-on-printed-blank@1");
  const printed = page.getByRole("checkbox", { name: words("layer.plastic") });
  await expect(printed).toBeChecked();
  await expect(page.locator(".face").first().locator("img")).toHaveCount(3);
  await printed.uncheck();
  await expect(page.locator(".face").first().locator("img")).toHaveCount(2);
  await expectAccessible(page);

  const picture = words("picture.logo");
  const choose = async (file: string) => {
    const choosing = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: words("choosePictureFor", { picture }) }).click();
    await (await choosing).setFiles(fileURLToPath(new URL(`../support/${file}`, import.meta.url)));
  };
  await choose("README.md");
  await expect(page.getByText(words("pictureFault.not-a-picture.what"))).toBeVisible();
  await choose("astronaut.png");
  await expect(page.getByRole("button", { name: words("removePictureFor", { picture }) })).toBeVisible();
  await expect(page.getByText(words("remark.own-mark.logo"))).toBeHidden();

  await page.getByLabel(words("lookAccent")).fill("#8a1538");
  await page.getByRole("button", { name: words("save") }).click();
  await expect(page.getByText(words("saved"))).toBeVisible();
  const kept: unknown = JSON.parse(await readFile(join(desk.folder, "settings.json"), "utf8"));
  expect(kept).toMatchObject({ cardAccent: "#8a1538", cardTemplate: "student-front" });
});
