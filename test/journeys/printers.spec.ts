import { newCardMechanism } from "../../printers/simulated/card-mechanism.ts";
import { createSimulatedEscPrinter } from "../../printers/simulated/evolis-esc.ts";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";
import { atKeyboard } from "./keyboard.ts";

test("the card printer prints a test card, says what it wants, is taken away and chosen again", async ({
  page,
  desk,
}) => {
  test.setTimeout(150_000);
  const words = await wordsOf("fr");
  const printers = await wordsOf("fr", "printers");
  const reasons = await wordsOf("fr", "reasons");
  const button = (key: string) => page.getByRole("button", { name: printers(key) });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(desk.url);
  await expect(page.getByRole("navigation", { name: words("board.title") })).toBeVisible();
  await page.goto(`${new URL(desk.url).origin}/#settings/printers`);
  const main = page.getByRole("main");

  await test.step("its state and counters are seen, and a test card comes out", async () => {
    await expect(main.getByText(printers("ready"), { exact: true })).toBeVisible();
    await expect(main.getByText(printers("counter.ribbonLeft"))).toBeVisible();
    await button("test").click();
    const [before = ""] = printers("tested", { time: "|" }).split("|");
    await expect(main.getByText(before)).toBeVisible({ timeout: 20_000 });
    await expectAccessible(page);
  });

  await test.step("a fault is told with what to do, before a test card is asked for and when it is refused", async () => {
    await page.keyboard.press("Control+b");
    const faults = page.getByRole("region", { name: words("bench.faults") });
    await faults.getByText(words("bench.fault.cover-open"), { exact: true }).click();
    await page.keyboard.press("Control+b");
    await expect(main.getByText(reasons("condition.cover-open.todo")).first()).toBeVisible();
    await button("test").click();
    await expect(main.getByRole("alert")).toContainText(reasons("condition.cover-open.what"));
    await expectAccessible(page);
  });

  await test.step("it is taken away, asked twice, and a printer that lacks an address is not taken", async () => {
    await button("remove").click();
    await button("removeSure").click();
    await expect(main.getByText(printers("none"))).toBeVisible();
    await main
      .getByRole("button", { name: printers("kinds.evolis-service") })
      .or(main.getByRole("radio", { name: printers("kinds.evolis-service") }))
      .click();
    await button("use").click();
    await expect(main.getByRole("alert")).toContainText(printers("field.device"));
    await main.getByLabel(printers("field.name"), { exact: true }).fill("Accueil");
    await main.getByLabel(printers("field.device")).fill("Evolis Primacy 2");
    await main.getByLabel(printers("field.port")).fill("1");
    await button("use").click();
    await expect(main.getByText(reasons("condition.offline.what"))).toBeVisible({ timeout: 20_000 });
    await expectAccessible(page);
  });

  await test.step("without a mouse an Evolis by itself in the network is described, prints a test card, and refuses with what to do", async () => {
    const printer = await createSimulatedEscPrinter({
      port: 0,
      state: newCardMechanism(["first", "second"], 100),
      // Sooner than a real head could, the desk would not believe it.
      printMs: 1_000,
    });
    const { tabTo, typeInto, choose } = atKeyboard(page);
    try {
      await tabTo(main.getByRole("radio", { name: printers("kinds.evolis-service") }));
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Space");
      await typeInto(main.getByLabel(printers("field.name"), { exact: true }), "Guichet 2");
      await typeInto(main.getByLabel(printers("field.host")), printer.host);
      await typeInto(main.getByLabel(printers("field.port")), String(printer.port));
      await choose(main.getByRole("combobox", { name: printers("ribbon") }), printers("ribbons.black"));
      await tabTo(button("use"));
      await page.keyboard.press("Enter");
      await expect(main.locator(".printer-name")).toHaveText("Guichet 2");
      await expect(main.getByText(printers("ready"), { exact: true })).toBeVisible();
      await tabTo(button("test"));
      await page.keyboard.press("Enter");
      const [before = ""] = printers("tested", { time: "|" }).split("|");
      await expect(main.getByText(before)).toBeVisible({ timeout: 20_000 });
      expect(printer.state().hopper).toEqual(["first"]);
      expect(await printer.picture("first")).not.toBeNull();
      printer.fail("hopper-full");
      await page.keyboard.press("Enter");
      await expect(main.getByRole("alert")).toContainText(reasons("condition.hopper-full.what"));
      await expect(main.getByRole("alert")).toContainText(reasons("condition.hopper-full.todo"));
      expect(printer.state().hopper).toEqual(["first"]);
      await expectAccessible(page);
    } finally {
      await printer.close();
    }
  });

  await test.step("the simulated one comes back, and the desk's line says so", async () => {
    await main.getByRole("radio", { name: printers("kinds.simulated") }).click();
    await button("use").click();
    await expect(main.locator(".printer-name")).toHaveText("Evolis Primacy 2", { timeout: 20_000 });
  });
});
