import { expect, expectAccessible, test, wordsOf } from "./desk.ts";

test("the label printer prints a test label, and is taken away, asked twice", async ({ page, desk }) => {
  // The simulated printer takes its time over a label; on a machine that others use, so does all else.
  test.setTimeout(90_000);
  const words = await wordsOf("fr");
  const labels = await wordsOf("fr", "labels");
  const button = (key: string) => page.getByRole("button", { name: labels(key) });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(desk.url);
  await expect(page.getByRole("navigation", { name: words("board.title") })).toBeVisible();
  await page.goto(`${new URL(desk.url).origin}/#settings/labels`);
  const main = page.getByRole("main");
  await button("page.test").click();
  const [before = ""] = labels("page.tested", { time: "|" }).split("|");
  await expect(main.getByText(before)).toBeVisible({ timeout: 20_000 });
  await button("page.take").click();
  await expect(main.getByText(labels("page.ready"), { exact: true })).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await button("page.remove").click();
  await button("page.removeSure").click();
  await expect(main.getByText(labels("page.none"))).toBeVisible({ timeout: 20_000 });
});
