import { createSimulatedZplPrinter } from "../../printers/simulated/zpl-printer.ts";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";
import { atKeyboard } from "./keyboard.ts";

test("the label printer prints a test label, is taken away, asked twice, and another is added without a mouse", async ({
  page,
  desk,
}) => {
  // The simulated printer takes its time over a label; on a machine that others use, so does all else.
  test.setTimeout(150_000);
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

  const printer = await createSimulatedZplPrinter({
    port: 0,
    labels: 20,
    widthDots: 450,
    heightDots: 150,
    peelBar: false,
  });
  const { tabTo, typeInto, choose } = atKeyboard(page);
  try {
    await tabTo(main.getByRole("radio", { name: labels("page.kinds.zpl") }));
    await page.keyboard.press("Space");
    await typeInto(main.getByLabel(labels("page.field.name"), { exact: true }), "Zebra de l’accueil");
    await tabTo(button("page.use"));
    await page.keyboard.press("Enter");
    await expect(main.getByRole("alert")).toContainText(labels("page.field.host"));
    await typeInto(main.getByLabel(labels("page.field.host")), printer.host, "back");
    await typeInto(main.getByLabel(labels("page.field.port")), String(printer.port));
    await choose(main.getByRole("combobox", { name: labels("page.dots") }), labels("page.dotsOf.300"));
    await tabTo(main.getByRole("checkbox", { name: labels("page.peels") }));
    await page.keyboard.press("Space");
    await tabTo(button("page.use"));
    await page.keyboard.press("Enter");
    await expect(main.locator(".printer-name")).toHaveText("Zebra de l’accueil", { timeout: 20_000 });
    await expect(main.getByText(labels("page.ready"), { exact: true })).toBeVisible({ timeout: 20_000 });
    await tabTo(button("page.test"));
    await page.keyboard.press("Enter");
    await expect(main.getByText(before)).toBeVisible({ timeout: 20_000 });
    expect(printer.state().printed).toBe(1);
    printer.fail("media-out");
    await page.keyboard.press("Enter");
    await expect(main.getByRole("alert")).toContainText(labels("trouble.no-labels.what"));
    await expect(main.getByRole("alert")).toContainText(labels("trouble.no-labels.todo"));
    expect(printer.state().printed).toBe(1);
    await expectAccessible(page);
  } finally {
    await printer.close();
  }
});
