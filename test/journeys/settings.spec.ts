import { expect, expectAccessible, test, wordsOf } from "./desk.ts";

test("the settings open by key, every page of them can be read by all, and the day comes back", async ({
  page,
  desk,
}) => {
  const words = await wordsOf("fr");
  const settings = await wordsOf("fr", "settings");
  await page.goto(desk.url);
  await expect(page.getByRole("navigation", { name: words("board.title") })).toBeVisible();
  await page.keyboard.press("Control+,");
  const list = page.getByRole("navigation", { name: settings("pages") });
  for (const link of await list.getByRole("link").all()) {
    await link.click();
    await expect(link).toHaveAttribute("aria-current", "page");
    await expect(page.getByRole("main").getByRole("heading", { level: 3 })).toBeVisible();
    await expectAccessible(page);
  }
  await page.reload();
  await expect(list).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("navigation", { name: words("board.title") })).toBeVisible();
});
