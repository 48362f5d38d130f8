import type { Page } from "@playwright/test";
import { dayAfter, dayIn } from "../../main/core/calendar.ts";
import { expect, expectAccessible, signInBySelf, test, wordsOf } from "./desk.ts";
import { windowBeside } from "./window-without-screen.ts";

/** Holds back what the station tells a page, as a slow network does, until it is let go. */
async function slowNetwork(page: Page) {
  const held: (() => void)[] = [];
  let holding = false;
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const tell = () => socket.send(message);
      if (holding) held.push(tell);
      else tell();
    });
  });
  return {
    hold: () => {
      holding = true;
    },
    letGo: () => {
      holding = false;
      for (const tell of held.splice(0)) tell();
    },
  };
}

/** Presses a key on somebody's line. */
async function press(on: Page, name: string, key: string): Promise<void> {
  await on.locator("li.line", { hasText: name }).locator("[data-line]").focus();
  await on.keyboard.press(key);
}

test("two agents at two windows serve a morning of forty visits, and both see the same board", async ({
  page,
  desk,
  browser,
}) => {
  test.setTimeout(180_000);
  const words = await wordsOf("fr");
  const queue = await wordsOf("fr", "queue");
  const preflight = await wordsOf("fr", "preflight");
  const network = await slowNetwork(page);
  await page.goto(desk.url);
  await expect(page.locator("[data-line]").first()).toBeVisible();
  const here = await windowBeside(page, "Camille Exemple", "2580");
  const sacha = await windowBeside(page, "Sacha Exemple", "1470");
  const { station: camille } = here;

  await test.step("a second desk is added in the settings, with its hours", async () => {
    await page.goto(`${new URL(desk.url).origin}/#settings/queue`);
    const main = page.getByRole("main");
    await main.getByRole("button", { name: queue("settings.addDesk") }).click();
    await expect(main.getByLabel(queue("settings.deskName")).last()).toHaveValue("Guichet 2");
    await main.getByRole("button", { name: queue("settings.addHours") }).click();
    await main.getByLabel(queue("settings.to"), { exact: true }).fill("08:00");
    await expect(main.getByText(queue("settings.fault.bad-hours"))).toBeVisible();
    await main.getByLabel(queue("settings.to"), { exact: true }).fill("12:30");
    await expectAccessible(page);
    await main.getByRole("button", { name: queue("settings.keep") }).click();
    await expect(main.getByText(queue("settings.version", { version: 1 }))).toBeVisible();
    await page.keyboard.press("Escape");
  });
  await test.step("the day before, who will be sent away is known, and what to write to them", async () => {
    const day = dayAfter(dayIn("Europe/Paris", Date.now()));
    const rows = (await linesNow()).slice(0, 12).map((line) => `${day};08:00;${line.studentNumber};Carte`);
    const file = new File([["Date;Heure;N° étudiant;Motif", ...rows].join("\n")], "rdv.csv");
    const wish = { file, fileName: file.name, as: null, columns: null, dryRun: false };
    for await (const event of await camille.imports.read(wish)) {
      if (event.kind === "end") expect(event.answer).toMatchObject({ ok: true, value: { added: 12 } });
    }
    await page.getByRole("button", { name: words("command.preflight") }).click();
    const row = page
      .getByRole("row")
      .filter({ hasText: preflight("problem.outside-hours") })
      .first();
    await row.getByRole("group").locator("summary").click();
    await expect(row.getByText(preflight("mail.todo.outside-hours"))).toBeVisible();
    await expectAccessible(page);
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: preflight("export") }).click();
    expect((await saving).suggestedFilename()).toBe(preflight("file", { day }));
    await page.keyboard.press("Escape");
  });
  const [first, second] = (await camille.queue.plan()).plan.desks;
  if (first === undefined || second === undefined) throw new Error("two desks were kept");

  const context = await browser.newContext({ storageState: await page.context().storageState() });
  const other = await context.newPage();
  await other.addInitScript(signInBySelf, { name: "Sacha Exemple", pin: "1470" });
  await other.goto(new URL(desk.url).origin);
  await other.getByLabel(words("board.ownDesk")).selectOption(second.name);
  await expect(page.getByLabel(words("board.ownDesk"))).toHaveValue(first.id);

  const lineIn = (on: Page, section: string, name: string) =>
    on.getByRole("region", { name: words(`board.sections.${section}`) }).locator("li", { hasText: name });
  const expected = page.getByRole("region", { name: words("board.sections.expected") }).locator("li");
  const toast = (on: Page) => on.getByRole("region", { name: words("board.lastMove") });
  const names = await expected.locator(".line-name").allTextContents();
  const [one = "", two = "", three = ""] = names;
  const said = (on: Page, verb: string, name: string) =>
    expect(toast(on)).toContainText(words(`board.said.${verb}`, { name }));

  await test.step("who arrives at one window waits at the other, with a ticket", async () => {
    for (const name of [one, two, three]) {
      await press(page, name, "a");
      await said(page, "arrive", name);
      await expect(lineIn(other, "arrived", name).locator(".line-ticket")).toHaveText(/^[AB]-\d{3}$/);
    }
    await expectAccessible(other);
  });

  await test.step("out of turn, again, aside and back, each seen by the other", async () => {
    await press(page, two, "p");
    await said(page, "call", two);
    await expect(lineIn(page, "being-served", two)).toBeVisible();
    await expect(lineIn(other, "being-served", two)).toContainText(first.name);
    await page.keyboard.press("r");
    await said(page, "recall", two);
    await expect(lineIn(other, "being-served", two)).toContainText(words("board.calls_other", { count: 2 }));
    await page.keyboard.press("m");
    await expect(lineIn(other, "parked", two)).toBeVisible();
    await press(other, two, "m");
    await expect(lineIn(page, "arrived", two)).toBeVisible();
  });

  await test.step("who waits reads ticket and desk in a window of their own, and no name", async () => {
    const opening = page.context().waitForEvent("page");
    await page.getByRole("button", { name: words("command.waiting") }).click();
    const hall = await opening;
    await press(other, two, "p");
    await expect(hall.getByRole("list")).toContainText(second.name);
    const ticket = await lineIn(other, "being-served", two).locator(".line-ticket").textContent();
    await expect(hall.getByRole("listitem").first()).toContainText(ticket ?? "none");
    await expect(hall.getByText(two)).toHaveCount(0);
    await hall.setViewportSize({ width: 1080, height: 1920 });
    await expectAccessible(hall);
    await hall.close();
    await other.keyboard.press("u");
    await expect(lineIn(page, "arrived", two)).toBeVisible();
  });

  await test.step("of two who call the same person, one has them and the other is told who", async () => {
    network.hold();
    await press(other, three, "p");
    await expect(lineIn(other, "being-served", three)).toContainText(second.name);
    await press(page, three, "p");
    network.letGo();
    await expect(toast(page)).toContainText(
      words("board.takenBy", { desk: second.name, by: "Sacha Exemple" }),
    );
    await expect(lineIn(page, "being-served", three)).toContainText(second.name);
  });

  await test.step("sent on to one desk, nobody else gets them by turn; an absence is taken back", async () => {
    await press(page, one, "t");
    const panel = page.getByRole("dialog");
    await expect(panel.locator("li button").first()).toBeFocused();
    await expectAccessible(page);
    await panel.getByRole("button", { name: second.name }).click();
    await said(page, "transfer", one);
    await page.keyboard.press("n");
    await said(page, "call", two);
    await expect(lineIn(page, "being-served", two)).toBeVisible();
    await expect(lineIn(other, "being-served", two)).toContainText(first.name);
    await page.keyboard.press("x");
    await said(page, "no-show", two);
    await expect(lineIn(other, "being-served", two)).toBeHidden();
    await page.keyboard.press("u");
    await expect(lineIn(other, "being-served", two)).toBeVisible();
    await page.keyboard.press("n");
    await expect(toast(page)).toContainText(words("board.nobodyWaits"));
    await other.keyboard.press("n");
    await expect(lineIn(page, "being-served", one)).toContainText(second.name);
  });

  await test.step("forty are served by turn; nobody twice, and both boards count them", async () => {
    const lines = await linesNow();
    const waiting = lines.filter(({ state }) => state === "expected" || state === "arrived").slice(0, 40);
    const atDesk = lines.filter(({ state }) => state === "being-served");
    for (const { visitId } of atDesk) await camille.queue.say({ visitId, verb: { do: "finish" } });
    for (const { visitId, state } of waiting) {
      if (state === "expected") await sacha.station.queue.say({ visitId, verb: { do: "arrive" } });
    }
    const served: string[] = [];
    const serve = async (station: typeof camille, at: typeof first) => {
      for (;;) {
        const next = await station.queue.next({ desk: at.id, service: null });
        if (!next.ok) throw new Error(next.fault.kind);
        if (next.value === null) return;
        served.push(next.value.visitId);
        const { visitId } = next.value;
        expect(await station.queue.say({ visitId, verb: { do: "finish" } })).toMatchObject({ ok: true });
      }
    };
    await Promise.all([serve(camille, first), serve(sacha.station, second)]);
    expect(served.toSorted()).toEqual(waiting.map(({ visitId }) => visitId).toSorted());
    const done = words("board.filters.done");
    for (const on of [page, other]) {
      const counted = on.getByRole("button", { name: `${done} ${atDesk.length + 40}` });
      await expect(counted).toBeVisible({ timeout: 60_000 });
    }
  });

  async function linesNow() {
    for await (const { lines } of await camille.board.live()) return lines;
    throw new Error("no board");
  }
  here.close();
  sacha.close();
  await context.close();
});
