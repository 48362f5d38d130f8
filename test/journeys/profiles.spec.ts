import { expect, expectAccessible, test, wordsOf } from "./desk.ts";

test("chip profiles are read in words, compared with one another, and another one is put in force", async ({
  page,
  desk,
}) => {
  const words = await wordsOf("fr", "profiles");
  await page.goto(desk.url);
  await page.evaluate(() => {
    location.hash = "settings/chip-profiles";
  });
  await page.reload();
  await expect(page.getByRole("heading", { name: words("heading") })).toBeVisible();
  await page.getByRole("button", { name: /esup-library/ }).click();
  await expectAccessible(page);
  await page.getByLabel(words("compare")).selectOption({ index: 1 });
  await expect(page.getByRole("table", { name: words("differencesHeading") })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: words("choose") }).click();
  await page.getByRole("button", { name: words("sure.yes") }).click();
  await expect(page.getByRole("button", { name: /esup-library/ })).toContainText(words("inForce"));
  await page.reload();
  await expect(page.getByRole("button", { name: /esup-library/ })).toContainText(words("inForce"));
});
