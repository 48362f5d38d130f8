import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";

test("a folder for the files of the night is watched: a wrong path says so, a file in it is taken in and reported", async ({
  page,
  desk,
}) => {
  test.setTimeout(180_000);
  const words = await wordsOf("fr", "watched");
  const main = page.getByRole("main");
  const folder = join(desk.folder, "nuit");
  await page.goto(`${desk.url}#settings/watched`);
  await main.getByRole("textbox", { name: words("folder") }).fill(folder);
  await page.keyboard.press("Enter");
  await expect(main.getByText(words("unreadable"), { exact: true })).toBeVisible();
  await expectAccessible(page);
  await mkdir(folder);
  await writeFile(
    join(folder, "etudiants.csv"),
    "N° étudiant;Nom;Prénom;Né(e) le;Formation;Niveau\r\n40000001;Martin;Zoé;03/02/2007;Licence Droit;L1\r\n",
  );
  await main.getByRole("button", { name: words("watch") }).click();
  const taken = main.getByRole("region", { name: words("taken") });
  const look = main.getByRole("button", { name: words("now") });
  await expect(async () => {
    await look.click();
    await expect(taken.getByText("etudiants.csv")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(main.getByText(words("state.watching"))).toBeVisible();
  await expectAccessible(page);
});
