import type { Page } from "@playwright/test";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";
import { hadACard } from "./had-a-card.ts";

const name = "Tao Gonçalves";
const number = "22602924";

// A whole card is made, and the page is judged by axe, on a machine that others may use.
test.describe.configure({ timeout: 180_000 });

/** The student comes back, is found by name, and is at the step of the renewal. */
async function backAtTheDesk(page: Page, words: Awaited<ReturnType<typeof wordsOf>>): Promise<void> {
  const main = page.getByRole("main");
  await page.getByRole("combobox", { name: words("search.label") }).fill("gonçalves tao");
  await expect(page.getByRole("option", { name: /Gonçalves/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  // The visit that gave the first card was today's.
  await main.getByRole("button", { name: words("visit.again") }).click();
  await main.getByRole("button", { name: words("board.actions.being-served") }).click();
  await page.getByText(words("checkIn.documents.identity-card")).click();
  await page.getByRole("button", { name: words("common.next") }).click();
  await expect(page.getByRole("heading", { name: words("step.heading.renewal") })).toBeVisible();
}

test.describe("a card that was lost", () => {
  test.use({ prepared: { by: (folder) => hadACard(folder, number, []) } });

  test("is charged by the table that was put in force, opposed, found, lost again, paid, and made anew, in French", async ({
    page,
    desk,
  }) => {
    const words = await wordsOf("fr");
    const renewals = await wordsOf("fr", "renewals");
    const settings = await wordsOf("fr", "settings");
    const press = (key: string, facts?: Record<string, string | number>) =>
      page.getByRole("button", { name: renewals(key, facts), exact: true }).click();
    const reason = (key: string) => page.getByRole("radio", { name: renewals(`reason.${key}`) });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(desk.url);

    await expect(page.getByRole("combobox", { name: words("search.label") })).toBeVisible();
    await test.step("a published table is started from, seen on examples, and put in force", async () => {
      await page.keyboard.press("Control+,");
      await page.getByRole("link", { name: settings("page.fees") }).click();
      await expect(page.getByText(renewals("table.none"))).toBeVisible();
      await page.getByRole("combobox", { name: renewals("table.start") }).selectOption("amu");
      const effect = page.getByRole("region", { name: renewals("table.effect") }).first();
      await expect(effect.getByRole("row", { name: renewals("reason.lost") })).toContainText("10,00");
      await page.getByRole("button", { name: /^Modifier Perdue/ }).click();
      await page.getByLabel(renewals("table.amount")).fill("12,5");
      await expectAccessible(page);
      await press("table.done");
      await expect(effect.getByRole("row", { name: renewals("reason.lost") })).toContainText("12,50");
      await press("table.keep");
      await expect(page.getByText(renewals("table.rulesCount", { count: 3 }))).toBeVisible();
      await page.keyboard.press("Escape");
    });

    await test.step("lost: opposed at once; found in the bag: live again", async () => {
      await backAtTheDesk(page, words);
      await reason("lost").click();
      const old = page.getByRole("region", { name: renewals("oldCard.title") });
      await expect(old).toContainText(renewals("reason.lost").toLocaleLowerCase());
      await expect(page.getByRole("button", { name: /12,50/ })).toBeDisabled();
      await expectAccessible(page);
      await press("oldCard.foundAgain");
      await expect(page.getByText(renewals("start"))).toBeVisible();
    });

    await test.step("lost after all: the form seen, the fee announced, a wrong amount refused, the right one noted", async () => {
      await reason("lost").click();
      await page.getByLabel(renewals("evidence.request-form")).check();
      await page.getByText(words("common.why")).click();
      await page.getByRole("button", { name: /12,50/ }).click();
      await page.getByRole("radio", { name: renewals("means.card-terminal") }).click();
      await page.getByLabel(renewals("pay.amount")).fill("1,25");
      await page.getByLabel(renewals("pay.referenceOf.card-terminal")).fill("T-0412");
      await press("pay.seen");
      await expect(page.getByText(renewals("fault.other-amount.what"))).toBeVisible();
      await expectAccessible(page);
      await page.getByLabel(renewals("pay.amount")).fill("12,50");
      await press("pay.seen");
      await expect(page.getByText("T-0412")).toBeVisible();
      await expectAccessible(page);
    });

    await test.step("paid and not made, it is the first thing seen from the empty desk", async () => {
      await page.goto(`${new URL(desk.url).origin}/`);
      const waiting = page.getByRole("region", { name: renewals("open.title") });
      await expect(waiting).toContainText(renewals("open.paid"));
      await waiting.getByRole("button", { name: renewals("open.resume", { name }) }).click();
    });

    await test.step("the last photo, the rules, and the new card in the hand", async () => {
      await page.getByRole("button", { name: words("photo.useKept") }).click();
      await page.getByRole("button", { name: words("photo.confirm") }).click();
      await page.getByText(words("choices.rulesRead"), { exact: true }).first().click();
      await page.getByRole("button", { name: words("common.next") }).click();
      await page.getByRole("button", { name: words("issue.make") }).click();
      await page.getByRole("button", { name: words("handOver.good") }).click({ timeout: 60_000 });
      await page.getByRole("button", { name: words("handOver.simulatedTap") }).click();
      await expect(page.getByRole("main").getByText(words("handOver.done"))).toBeVisible();
    });
  });
});

test.describe("the other reasons", () => {
  const rules = ["amu-lost", "amu-stolen", "amu-damaged", "um-chip-faulty", "bordeaux-usage-name"];
  test.use({ prepared: { by: (folder) => hadACard(folder, number, rules) } });

  test("stolen with a declaration, damaged, faulty by the test, prénom d’usage: each says what it costs and why, in English", async ({
    page,
    desk,
  }) => {
    const words = await wordsOf("en");
    const renewals = await wordsOf("en", "renewals");
    const reason = (key: string) => page.getByRole("radio", { name: renewals(`reason.${key}`) }).click();
    const fee = page.getByRole("region", { name: renewals("fee.title") });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(desk.url);
    await page.locator('button[lang="en"]').click();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await backAtTheDesk(page, words);

    await reason("stolen");
    await expect(fee).toContainText("€10.00");
    await page.getByLabel(renewals("evidence.police-declaration")).check();
    await expect(fee).toContainText(renewals("fee.free"));
    await fee.getByText(words("common.why")).click();
    await expect(fee).toContainText("amu-stolen");
    await expectAccessible(page);

    await reason("damaged");
    await page.getByLabel(renewals("evidence.police-declaration")).uncheck();
    await expect(page.getByText(/It stays so until the new one/)).toBeVisible();
    await page.getByRole("button", { name: renewals("fee.agreeDue", { amount: "€10.00" }) }).click();
    await expect(page.getByRole("radio", { name: renewals("means.cheque") })).toBeVisible();

    await reason("chip-faulty");
    await expect(fee).toContainText(renewals("fee.amount-unknown.what"));
    await page.getByLabel(renewals("evidence.chip-test-failed")).check();
    await expect(fee).toContainText(renewals("fee.free"));

    await reason("usage-name");
    await expect(fee).toContainText("bordeaux-usage-name");
    await page.getByRole("button", { name: renewals("fee.agreeFree") }).click();
    await expect(page.getByText(renewals("settled.what"))).toBeVisible();
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page);
    await page.getByRole("button", { name: words("common.next") }).click();
    await expect(page.getByRole("button", { name: words("photo.useKept") })).toBeVisible();
  });
});
