import { newCardMechanism } from "../../printers/simulated/card-mechanism.ts";
import { createSimulatedIppPrinter } from "../../printers/simulated/ipp-printer.ts";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";
import { name, toIssue, toPhoto } from "./to-issue.ts";

test("a card is made in two steps on a queue: chosen in the settings, chip on the desk reader, printed, and known again by its chip", async ({
  page,
  desk,
}) => {
  test.setTimeout(240_000);
  const words = await wordsOf("fr");
  const printers = await wordsOf("fr", "printers");
  const reasons = await wordsOf("fr", "reasons");
  const main = page.getByRole("main");
  const button = (key: string) => main.getByRole("button", { name: words(key) });
  const state = newCardMechanism(["first", "second"], 100);
  const printer = await createSimulatedIppPrinter({ port: 0, state, printMs: 1500 });
  try {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(desk.url);
    await expect(page.getByRole("navigation", { name: words("board.title") })).toBeVisible();
    await page.goto(`${new URL(desk.url).origin}/#settings/printers`);

    await test.step("a queue is described by its address, and one that is no address is asked for again", async () => {
      await main.getByRole("radio", { name: printers("kinds.os-queue") }).click();
      await main.getByLabel(printers("field.name"), { exact: true }).fill("Cartes");
      await main.getByLabel(printers("field.uri")).fill("localhost");
      await main.getByRole("button", { name: printers("use") }).click();
      await expect(main.getByRole("alert")).toContainText(printers("field.uri"));
      await main.getByLabel(printers("field.uri")).fill(printer.uri);
      await main.getByLabel(printers("field.quickest")).fill("1");
      await main.getByRole("button", { name: printers("use") }).click();
      await expect(main.locator(".printer-name")).toHaveText("Cartes");
      await expect(main.getByText(printers("ready"), { exact: true })).toBeVisible();
      await expectAccessible(page);
    });

    await test.step("a queue somebody paused says what to do", async () => {
      printer.failQueue("queue-stopped");
      await expect(main.getByText(reasons("condition.stopped.todo")).first()).toBeVisible();
      printer.mendQueue("queue-stopped");
      await expect(main.getByText(printers("ready"), { exact: true })).toBeVisible();
    });

    await toPhoto(page, desk.url);
    await toIssue(page);

    await test.step("the chip is written on the desk reader", async () => {
      await button("issue.make").click();
      await expect(main.getByText(reasons("need.lay-blank.what")).first()).toBeVisible();
      await expectAccessible(page);
      await button("issue.simulated.layBlank").click();
      await expect(main.getByText(reasons("need.load-printer.what")).first()).toBeVisible();
      await expectAccessible(page);
    });

    await test.step("a printer without a card leaves it clean, and prints once it has one", async () => {
      printer.fail("feeder-empty");
      await button("issue.print").click();
      await expect(main.getByText(reasons("condition.feeder-empty.what")).first()).toBeVisible();
      await expectAccessible(page);
      printer.mend("feeder-empty");
      await button("issue.goOn").click();
      await expect(button("handOver.good")).toBeVisible({ timeout: 30_000 });
      expect(printer.state().printings["first"]?.length).toBe(1);
      await expectAccessible(page);
    });

    await test.step("it is looked at, known again by its chip, and handed over", async () => {
      await button("handOver.good").click();
      await button("handOver.simulatedTap").click();
      await expect(main.getByText(words("handOver.doneMeaning", { name }))).toBeVisible();
    });
  } finally {
    await printer.close();
  }
});
