import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";
import { dropOn } from "./drop-on.ts";

const portrait = fileURLToPath(new URL("../support/astronaut.png", import.meta.url));

test("a folder of photos is taken in with a report, other rules are put in force, and what is kept has its time", async ({
  page,
  desk,
}) => {
  test.setTimeout(180_000);
  const photo = await wordsOf("fr", "photo");
  const folder = join(desk.folder, "photos-recues");
  await mkdir(folder);
  await copyFile(portrait, join(folder, "22608437.png"));
  await copyFile(portrait, join(folder, "99999999.png"));
  await writeFile(join(folder, "=1+1.jpg"), "GIF89a");
  await writeFile(join(folder, "22600038.jpg"), "GIF89a");
  await writeFile(join(folder, ".DS_Store"), "x");
  await page.goto(`${desk.url}#settings/photos`);
  await expect(page.getByRole("heading", { name: photo("settings.heading"), level: 3 })).toBeVisible();
  await expectAccessible(page);

  const main = page.getByRole("main");
  await main
    .locator("label.photo-profile")
    .filter({ hasText: /UPJV|Picardie/ })
    .click();
  await main.getByRole("button", { name: photo("settings.apply") }).click();
  await expect(
    main
      .locator("label.photo-profile")
      .filter({ hasText: /UPJV|Picardie/ })
      .getByText(photo("settings.inForce")),
  ).toBeVisible();
  await main.getByText(photo("settings.way.after-hand-over")).click();
  await main.getByLabel(photo("settings.days.after-hand-over")).fill("12");
  await main.getByRole("button", { name: photo("settings.keepRule") }).click();
  await expect(main.getByRole("button", { name: photo("settings.keepRule") })).toBeDisabled();
  const settings = JSON.parse(await readFile(join(desk.folder, "settings.json"), "utf8"));
  expect(settings.photo).toEqual({ profile: "upjv", retention: { keep: "after-hand-over", days: 12 } });

  await changeLimits(main, page);

  const chooser = page.waitForEvent("filechooser");
  await main.getByRole("button", { name: photo("folder.choose") }).click();
  await (await chooser).setFiles(folder);
  const done = main.getByRole("table").last();
  await expect(done.getByRole("rowheader", { name: "99999999.png" })).toBeVisible({ timeout: 60_000 });
  await expect(done.getByRole("row", { name: "22600038.jpg" })).toContainText(
    photo("folder.outcome.refused"),
  );
  await expect(done.getByText(".DS_Store")).toBeHidden();
  await expect(main.getByText(photo("settings.kept_one", { count: 1 }))).toBeVisible();
  const download = page.waitForEvent("download");
  await main.getByRole("button", { name: photo("folder.save") }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv).toContain(`'=1+1.jpg;${photo("folder.outcome.nobody")}`);
  expect(csv).toContain("22608437.png");
  await expectAccessible(page);

  const batch = join(desk.folder, "promotion");
  await mkdir(join(batch, "L1", "A"), { recursive: true });
  for (const number of ["22600001", "22600038", "22608437"]) {
    await copyFile(portrait, join(batch, "L1", "A", `${number}.png`));
  }
  for (let row = 0; row < 30; row += 1) await writeFile(join(batch, `rang-${row}.jpg`), "");
  await main.getByRole("button", { name: photo("folder.again") }).click();
  await page.evaluate(pressOnceThere, photo("folder.cancel"));
  await dropOn(page, main.locator(".folder-drop"), batch);
  const ended = main.getByRole("region", { name: photo("folder.title") }).locator("output");
  await expect(ended).toContainText(/^Arrêté/);
  await expectAccessible(page);
  const first = done.getByRole("rowheader", { name: "L1/A/22600001.png" });
  await expect(first).toBeVisible();
  await expect(done.getByText("rang-29.jpg")).toBeHidden();
  await main.getByRole("button", { name: photo("folder.again") }).click();
  await dropOn(page, main.locator(".folder-drop"), batch);
  await expect(ended).toHaveText(photo("folder.done"), { timeout: 60_000 });
  await expect(done.getByRole("row", { name: "L1/A/22600001.png" })).toContainText(
    photo("folder.outcome.has-one"),
  );
  await expect(done.getByText("rang-29.jpg")).toBeVisible();
});

/** Changes limits beside what they say of the examples, takes changes back, and puts them in force with the decision behind them. */
async function changeLimits(main: Locator, page: Page): Promise<void> {
  const rules = await wordsOf("fr", "photo-rules");
  const photo = await wordsOf("fr", "photo");
  await main.getByRole("button", { name: rules("edit") }).click();
  await expect(main.getByRole("heading", { name: /^Seuils de/ })).toBeFocused();
  const save = main.getByRole("button", { name: rules("save") });
  const examples = main.getByRole("region", { name: rules("examples.title") });
  const good = examples.getByRole("listitem").filter({ hasText: rules("examples.name.good") });
  await expect(examples.getByText(rules("examples.same"))).toBeVisible({ timeout: 30_000 });
  await expect(good).not.toContainText(photo("finding.too-coarse.what"));
  await expect(save).toBeDisabled();
  const eyes = main.getByLabel(rules("limit.resolution.leastEyesPx"));
  await eyes.fill("390");
  await expect(good).toContainText(photo("finding.too-coarse.what"));
  await main.getByLabel(rules("limit.size.head.target")).fill("40");
  await expect(main.getByText(rules("wrong"))).toBeVisible();
  await expect(save).toBeDisabled();
  await page.keyboard.press("Control+z");
  await expect(main.getByText(rules("wrong"))).toBeHidden();
  await expectAccessible(page);
  await eyes.press("Enter");
  await expect(main.getByText(rules("missing"))).toBeVisible();
  await main.getByLabel(rules("decision")).fill("Conseil du 12 novembre");
  await page.keyboard.press("Enter");
  const limits = main.getByRole("region", { name: photo("settings.rules") });
  const row = limits.getByRole("row", { name: photo("checks.resolution") });
  await expect(row).toContainText(photo("ownLimit.title"));
  await expect(row).toContainText("Conseil du 12 novembre");
  await expect(main.getByRole("button", { name: rules("edit") })).toBeFocused();
  await main.getByText(rules("former.title_one", { count: 1 })).click();
  await main.getByRole("button", { name: rules("former.takeVersion", { version: 1 }) }).click();
  await expect(eyes).toHaveValue("60");
  await main.getByRole("button", { name: rules("cancel") }).click();
  await expect(row).toContainText("Conseil du 12 novembre");
  await main.getByRole("button", { name: rules("restore") }).click();
  await expect(row).not.toContainText("Conseil du 12 novembre");
}

/** Runs in the page: presses a button as soon as it is there, however fast the work it stops. */
function pressOnceThere(name: string): void {
  new MutationObserver((_, observer) => {
    const button = [...document.querySelectorAll("button")].find((each) => each.textContent === name);
    if (button === undefined) return;
    observer.disconnect();
    button.click();
  }).observe(document, { subtree: true, childList: true });
}
