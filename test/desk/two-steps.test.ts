import { afterAll, describe, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import type { VisitId } from "../../main/core/ids.ts";
import {
  benchOf,
  clearAway,
  closeDesk,
  finish,
  folderWithVisit,
  issueOf,
  openDeskOn,
  say,
  tapOwn,
  untilNeed,
  watchedStore,
} from "./desk-in-hand.ts";
import { expectOneLiveCard, leftBehind } from "./what-is-left.ts";

afterAll(clearAway);

async function needOf(desk: Desk, visit: VisitId) {
  return (await issueOf(desk, visit)).need;
}

describe("a card made in two steps", () => {
  test("is written on the desk reader, put into the printer by hand, printed once, and handed over when it answers", async () => {
    const { folder, visit } = await folderWithVisit();
    const desk = await openDeskOn(folder, { station: "none" });
    expect((await untilNeed(desk, visit)).need).toEqual({ kind: "lay-blank", lastTap: null });
    benchOf(desk).layBlank("blank-ev2");
    await untilKind(desk, visit, "load-printer");
    benchOf(desk).putInPrinter();
    expect((await say(desk, visit, "go-on")).need).toMatchObject({ kind: "verify" });
    const { acts } = await issueOf(desk, visit);
    expect(acts.map(({ act }) => act)).toEqual([
      "look-at-printer",
      "await-blank",
      "encode",
      "look-at-printer",
      "print",
      "await-tap",
    ]);
    await say(desk, visit, "looks-good");
    await tapOwn(desk, visit);
    expect(await finish(desk, visit)).toBeNull();
    await expectOneLiveCard(desk, visit);
    expect((await leftBehind(desk, visit)).plastic).toEqual(["hopper, encoded 1, printed 1"]);
  });

  test("never takes a card that is not blank, and says which was laid", async () => {
    const { folder, visit } = await folderWithVisit();
    const desk = await openDeskOn(folder, { station: "none" });
    await untilNeed(desk, visit);
    for (const [kind, lastTap] of [
      ["foreign", "not-blank"],
      ["other", "wrong-type"],
      ["mute", "unreadable"],
    ] as const) {
      benchOf(desk).layBlank(kind);
      await untilTap(desk, visit, lastTap);
    }
    benchOf(desk).layBlank("blank-ev1");
    await untilKind(desk, visit, "load-printer");
  });

  test("lifted while its chip is written, is wanted again and goes on from what the chip says", async () => {
    let desk: Desk | null = null;
    let lifted = false;
    const wrapStore = watchedStore({
      kept({ intent }) {
        if (lifted || intent?.act !== "encode" || desk === null) return;
        lifted = true;
        benchOf(desk).tap(null);
      },
    });
    const { folder, visit } = await folderWithVisit();
    desk = await openDeskOn(folder, { station: "none", wrapStore });
    await untilNeed(desk, visit);
    benchOf(desk).layBlank("blank-ev2");
    await untilKind(desk, visit, "lay-again");
    benchOf(desk).layBlank("blank-ev2");
    await untilTap(desk, visit, "another-card");
    benchOf(desk).tap(null);
    const first = benchOf(desk)
      .view()
      .cards.filter((card) => card.place === "hand")
      .at(-1);
    benchOf(desk).tap(first?.id ?? null);
    await untilKind(desk, visit, "load-printer");
    expect(await finishByHand(desk, visit)).toBeNull();
    await expectOneLiveCard(desk, visit);
  });

  test("that can not be found any more gives way to another, with another number", async () => {
    const { folder, visit } = await folderWithVisit();
    const desk = await openDeskOn(folder, { station: "none" });
    await untilNeed(desk, visit);
    benchOf(desk).layBlank("blank-ev2");
    await untilKind(desk, visit, "load-printer");
    expect((await say(desk, visit, "will-not-verify")).need).toEqual({
      kind: "card-rejected",
      reason: "card-not-found",
      byHand: true,
    });
    expect((await leftBehind(desk, visit)).cards).toEqual(["DESTROYED card-not-found", "REQUEST_CHECKED"]);
  });

  test("printed on another card than the one written is found out by the tap", async () => {
    const { folder, visit } = await folderWithVisit();
    const desk = await openDeskOn(folder, { station: "none" });
    await untilNeed(desk, visit);
    benchOf(desk).layBlank("blank-ev2");
    await untilKind(desk, visit, "load-printer");
    expect((await say(desk, visit, "go-on")).need).toMatchObject({ kind: "verify" });
    const printed = benchOf(desk)
      .view()
      .cards.find((card) => card.place === "hopper");
    benchOf(desk).tap(printed?.id ?? null);
    await untilTap(desk, visit, "another-card");
    expect((await say(desk, visit, "will-not-verify")).need).toMatchObject({
      kind: "card-rejected",
      byHand: true,
    });
  });

  test("that was left on the reader, and another printed, is not taken for the printed one before it is laid again", async () => {
    const { folder, visit } = await folderWithVisit();
    const desk = await openDeskOn(folder, { station: "none" });
    await untilNeed(desk, visit);
    benchOf(desk).layBlank("blank-ev2");
    await untilKind(desk, visit, "load-printer");
    expect((await say(desk, visit, "go-on")).need).toMatchObject({ kind: "verify" });
    await say(desk, visit, "looks-good");
    expect(await needOf(desk, visit)).toMatchObject({ kind: "verify", lastTap: null });
    const printed = benchOf(desk)
      .view()
      .cards.find((card) => card.place === "hopper");
    benchOf(desk).tap(printed?.id ?? null);
    await untilTap(desk, visit, "another-card");
  });

  test("whose station stops in the middle of the print is thrown away by hand: nobody knows what is on it", async () => {
    const { folder, visit } = await folderWithVisit();
    const stopping = Promise.withResolvers<void>();
    const wrapStore = watchedStore({
      kept({ intent }) {
        if (intent?.act === "print") stopping.resolve();
      },
    });
    const desk = await openDeskOn(folder, { station: "none", wrapStore, printMs: 1_500 });
    await untilNeed(desk, visit);
    benchOf(desk).layBlank("blank-ev2");
    await untilKind(desk, visit, "load-printer");
    benchOf(desk).putInPrinter();
    void say(desk, visit, "go-on").catch(() => undefined);
    await stopping.promise;
    await closeDesk(desk);
    const again = await openDeskOn(folder, { station: "none" });
    await untilKind(again, visit, "card-rejected");
    expect(await needOf(again, visit)).toEqual({
      kind: "card-rejected",
      reason: "print-uncertain",
      byHand: true,
    });
  });

  test("wants its printer mended before the blank, but not cards in it", async () => {
    const { folder, visit } = await folderWithVisit();
    const desk = await openDeskOn(folder, { station: "none" });
    benchOf(desk).setFault("cover-open", true);
    expect((await untilNeed(desk, visit)).need).toMatchObject({ kind: "printer", condition: "cover-open" });
    benchOf(desk).setFault("cover-open", false);
    benchOf(desk).setFault("feeder-empty", true);
    expect((await say(desk, visit, "go-on")).need).toMatchObject({ kind: "lay-blank" });
    benchOf(desk).layBlank("blank-ev2");
    await untilKind(desk, visit, "load-printer");
    expect((await say(desk, visit, "go-on")).need).toMatchObject({
      kind: "printer",
      condition: "feeder-empty",
      inHand: true,
      spoiled: false,
    });
  });
});

describe("a printer that prints first", () => {
  test("prints, then writes the chip, then gives out", async () => {
    const { folder, visit } = await folderWithVisit();
    const desk = await openDeskOn(folder, { station: "print-first" });
    expect(await finish(desk, visit)).toBeNull();
    const { acts } = await issueOf(desk, visit);
    expect(acts.slice(0, 7).map(({ act }) => act)).toEqual([
      "look-at-printer",
      "feed",
      "print",
      "move-to-chip",
      "look-at-chip",
      "encode",
      "eject",
    ]);
    await expectOneLiveCard(desk, visit);
  });

  test("throws away a printed card whose chip is not to be had, and its number with it", async () => {
    const { folder, visit } = await folderWithVisit();
    const desk = await openDeskOn(folder, { station: "print-first" });
    benchOf(desk).fill("mute", 1);
    expect((await untilNeed(desk, visit)).need).toEqual({
      kind: "card-rejected",
      reason: "chip-mute",
      byHand: false,
    });
    const left = await leftBehind(desk, visit);
    expect(left.plastic).toEqual(["reject-box, encoded 0, printed 1"]);
    expect(left.cards).toEqual(["DESTROYED chip-mute", "REQUEST_CHECKED"]);
    expect(await finish(desk, visit)).toBeNull();
    await expectOneLiveCard(desk, visit);
  });
});

/** Waits until the issue of a visit needs this. */
function untilKind(desk: Desk, visit: VisitId, kind: string): Promise<void> {
  return untilNeeds(desk, visit, (need) => need.kind === kind);
}

function untilTap(desk: Desk, visit: VisitId, lastTap: string): Promise<void> {
  return untilNeeds(desk, visit, (need) => need.lastTap === lastTap);
}

async function untilNeeds(
  desk: Desk,
  visit: VisitId,
  is: (need: { readonly kind?: string; readonly lastTap?: string | null }) => boolean,
): Promise<void> {
  const done = new AbortController();
  for await (const view of desk.station.follow(visit, done.signal)) {
    if (is({ ...view?.issue?.need })) break;
  }
  done.abort();
}

/** Puts the card into the printer, prints it and verifies it. */
async function finishByHand(desk: Desk, visit: VisitId): Promise<string | null> {
  benchOf(desk).putInPrinter();
  await say(desk, visit, "go-on");
  return finish(desk, visit);
}
