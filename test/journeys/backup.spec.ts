import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";

test("a recovery key is made, a copy written, and read to its end with that key, by the keyboard", async ({
  page,
  desk,
}) => {
  const words = await wordsOf("fr");
  const backup = await wordsOf("fr", "backup");
  const copies = await mkdtemp(join(tmpdir(), "guichet-copies-"));
  const button = (key: string) => page.getByRole("button", { name: backup(key) });
  await page.goto(desk.url);
  await expect(page.getByRole("navigation", { name: words("board.title") })).toBeVisible();
  await page.goto(`${new URL(desk.url).origin}/#settings/backups`);
  await button("key.make").press("Enter");
  const secret = (await page.locator("code").textContent()) ?? "";
  await expect(button("key.keep")).toBeDisabled();
  await page.keyboard.type(secret.slice(-6).toLowerCase());
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page.getByText(backup("key.changeMeans"))).toBeVisible();
  await page.getByRole("textbox", { name: backup("plan.folder") }).fill(join(copies, "nowhere"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText(backup("fault.folder-missing.todo"));
  await page.getByRole("textbox", { name: backup("plan.folder") }).fill(copies);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeHidden();
  await button("files.make").press("Enter");
  await page.getByRole("button", { name: backup("files.attemptOf", { date: "" }) }).press("Enter");
  await page.keyboard.type(secret);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText(backup("attempt.good"));
  await expectAccessible(page);
  await rm(copies, { recursive: true, force: true });
});
