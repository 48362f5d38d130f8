import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import type { CardId } from "../../main/core/ids.ts";
import { type SimulatedLabelFault, simulatedLabelFault } from "../../main/core/ports/label-room.ts";
import type { Reprint } from "../../main/core/sticker.ts";
import { testSticker } from "../../main/core/test-sticker.ts";
import { createChanges } from "../../main/station/changes.ts";
import { watchLabels } from "../../main/station/label-watch.ts";
import type { StationParts } from "../../main/station/parts.ts";
import { createStickers, type Stickers } from "../../main/station/stickers.ts";
import { thisYear } from "../../main/station/today.ts";
import type { ZplOptions } from "../../printers/labels/zpl/driver.ts";
import { readByZxing } from "../support/code-readers.ts";
import { type OutsidePrinter, outsidePrinter } from "../support/label-room.ts";
import {
  clearAway,
  eligible,
  filledFolder,
  givenOut,
  openDeskOn,
  prepared,
  signedInWindow,
  viewOf,
} from "./desk-in-hand.ts";

/** For what never answers, or never comes out. */
const hasty: Partial<ZplOptions> = { deadlines: { answerMs: 400, printMs: 700 } };
const spoiled: Reprint = { because: "spoiled", note: "" };

let desk: Desk;
const everything = { act: null, from: null, until: null, by: null, subject: null, beforeSeq: null };
const holders: CardId[] = [];
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  desk = await openDeskOn(await filledFolder());
}, 60_000);

afterAll(async () => {
  for (const each of open.toReversed()) await each.close();
  await clearAway();
});

/** The card of a student who was given one, another at each call. */
async function liveCard(): Promise<CardId> {
  const visit = await givenOut(desk, await eligible(desk, holders.length));
  const { card } = await viewOf(desk, visit);
  if (card === null) throw new Error("no card was given out");
  holders.push(card.id);
  return card.id;
}

/** The desk's stickers on a printer that stands outside it. */
function stickersOn(
  outside: OutsidePrinter,
  more: Partial<ZplOptions> = {},
  others: Partial<StationParts> = {},
): Stickers {
  const parts = { ...desk.station.parts, labels: outside.room(more), ...others };
  const changes = createChanges();
  const stickers = createStickers(parts, watchLabels(parts, changes), changes);
  open.push(stickers);
  return stickers;
}

async function standing(peels: boolean): Promise<OutsidePrinter> {
  const outside = await outsidePrinter(peels);
  open.push(outside.machine);
  return outside;
}

const isTaken = (stickers: Stickers, card: CardId) =>
  expect.poll(async () => (await stickers.view(card))?.sticker?.state, { timeout: 20_000 }).toBe("taken");

/** The states of the student's stickers of this year, in order. */
async function states(card: CardId) {
  const { parts } = desk.station;
  const holder = await parts.store.cards.byId(card);
  if (holder === null) throw new Error("no such card");
  const all = await parts.store.stickers.ofStudent(holder.studentId, thisYear(parts));
  return all.map(({ state }) => state);
}

/** What a fault does to a sticker, in words short enough for a table; then everything put right, and the student gets one. */
async function ended(outside: OutsidePrinter, card: CardId, fault: SimulatedLabelFault): Promise<string> {
  const { machine, printed } = outside;
  const before = printed.length;
  const waitsInVain = ["silent-when-media-out", "old-firmware", "slow"].includes(fault);
  const stickers = stickersOn(outside, waitsInVain ? hasty : {});
  const again = (await stickers.view(card))?.sticker === null ? null : spoiled;
  machine.fail(fault);
  const done = await stickers.print(card, again);
  const answer = done.ok
    ? "printed"
    : done.fault.kind === "printer"
      ? `${done.fault.trouble}${done.fault.mayHaveComeOut ? ", maybe out" : ""}`
      : done.fault.kind;
  const left = await stickers.view(card);
  const words = `${answer}; asks ${left?.asks ?? "nothing"}; out ${printed.length - before}`;
  machine.mend(fault);
  machine.mend("media-out");
  if (left?.asks === "came-out") expect(await stickers.say(card, "did-not")).toBe(true);
  if (!done.ok) {
    const more = (await stickers.view(card))?.sticker === null ? null : spoiled;
    expect(await stickers.print(card, more), `after ${fault}`).toMatchObject({ ok: true });
  }
  machine.takeLabel();
  await stickers.say(card, "taken");
  expect((await stickers.view(card))?.sticker?.state).toBe("taken");
  await stickers.close();
  return words;
}

/** With a peel bar and torn off alike. */
const same = (cell: string) => [cell, cell];

describe("every fault of a label printer", () => {
  const table: string[] = [];
  afterAll(() => void process.stdout.write(`${table.join("\n")}\n`));

  test("during a sticker ends as the table says, and no number is printed twice", async () => {
    const card = await liveCard();
    const [peeled, torn] = [await standing(true), await standing(false)];
    const rows: Record<string, readonly [string, string]> = {};
    for (const fault of simulatedLabelFault.options) {
      const cells = [await ended(peeled, card, fault), await ended(torn, card, fault)] as const;
      rows[fault] = cells;
      table.push(`  ${fault}\n    peel bar: ${cells[0]}\n    torn off: ${cells[1]}`);
    }
    const refused = (trouble: string) => same(`${trouble}; asks nothing; out 0`);
    const printed = "printed; asks taken; out 1";
    expect(rows).toEqual({
      "media-out": refused("no-labels"),
      "ribbon-out": refused("no-ribbon"),
      "head-open": refused("head-open"),
      paused: refused("paused"),
      "head-too-hot": refused("head-too-hot"),
      "cutter-stuck": refused("cutter-stuck"),
      "label-jam": refused("label-jam"),
      "labels-not-found": refused("labels-not-found"),
      "media-out-during-print": same("no-labels, maybe out; asks came-out; out 0"),
      "silent-when-media-out": refused("silent"),
      "no-host-status": same(printed),
      "old-firmware": same(printed),
      "nothing-comes-out": [
        "no-label-seen, maybe out; asks came-out; out 0",
        // Nothing tells it from a label that came out: whoever stands there is asked in any case.
        "printed; asks taken; out 0",
      ],
      slow: same("not-in-time, maybe out; asks came-out; out 0"),
      offline: refused("offline"),
      "media-low": same(printed),
      "dirty-head": same(printed),
    });
    const labels = [...peeled.printed, ...torn.printed];
    expect(new Set(labels.map(({ black }) => black.toString())).size).toBe(labels.length);
  }, 120_000);
});

describe("after the desk fell", () => {
  const never = new Promise<never>(() => undefined);
  /** The desk that falls: it keeps the intent, and never again what became of it. */
  const falling = (): Partial<StationParts> => {
    const { store } = desk.station.parts;
    return { store: { ...store, stickers: { ...store.stickers, move: () => never } } };
  };

  test("before anything was sent, somebody is asked all the same: nobody can know", async () => {
    const card = await liveCard();
    const outside = await standing(true);
    const artist = { ...desk.station.parts.labelArtist, draw: () => never };
    void stickersOn(outside, {}, { labelArtist: artist }).print(card, null);
    await expect.poll(() => states(card), { timeout: 20_000 }).toEqual(["sent"]);
    const after = stickersOn(outside);
    await after.recover();
    expect(await after.view(card)).toMatchObject({ asks: "came-out", printing: false });
    expect(outside.printed).toEqual([]);
  });

  test("with the label on the peel bar, it is seen there, and nobody is asked", async () => {
    const card = await liveCard();
    const outside = await standing(true);
    void stickersOn(outside, {}, falling()).print(card, null);
    await expect.poll(() => outside.printed.length, { timeout: 20_000 }).toBe(1);
    const after = stickersOn(outside);
    await after.recover();
    expect(await after.view(card)).toMatchObject({ asks: "taken", sticker: { state: "out" } });
    outside.machine.takeLabel();
    await isTaken(after, card);
    expect(await after.print(card, null)).toMatchObject({ ok: false, fault: { kind: "has-sticker" } });
  });

  test("with a label torn off, only somebody who looks can say; no means another number", async () => {
    const card = await liveCard();
    const outside = await standing(false);
    void stickersOn(outside, {}, falling()).print(card, null);
    await expect.poll(() => outside.printed.length, { timeout: 20_000 }).toBe(1);
    const after = stickersOn(outside);
    await after.recover();
    expect(await after.view(card)).toMatchObject({ asks: "came-out" });
    expect(await after.print(card, spoiled), "first the question").toMatchObject({ ok: false });
    expect(await after.say(card, "did-not")).toBe(true);
    expect(await after.say(card, "did-not"), "said once").toBe(false);
    expect(await after.print(card, null)).toMatchObject({ ok: true });
    expect(await states(card)).toEqual(["void", "out"]);
    expect(outside.printed.length).toBe(2);
    expect(outside.printed[0]).not.toEqual(outside.printed[1]);
  });

  test("with a label still in the printer, the printer forgets it: it does not come out later on its own", async () => {
    const card = await liveCard();
    const outside = await standing(false);
    outside.machine.fail("slow");
    void stickersOn(outside, {}, falling()).print(card, null);
    await expect.poll(() => outside.commands.includes("^XZ"), { timeout: 20_000 }).toBe(true);
    const after = stickersOn(outside);
    await after.recover();
    outside.machine.mend("slow");
    expect(outside.commands).toContain("~JA");
    expect(await after.view(card)).toMatchObject({ asks: "came-out", printer: { trouble: null } });
    expect(outside.printed).toEqual([]);
  });
});

test("a printer that vanished under way is told to forget before the next sticker is sent", async () => {
  const card = await liveCard();
  const outside = await standing(false);
  const stickers = stickersOn(outside);
  outside.machine.fail("slow");
  const printing = stickers.print(card, null);
  await expect.poll(() => outside.commands.includes("^XZ"), { timeout: 20_000 }).toBe(true);
  outside.machine.fail("offline");
  expect(await printing).toMatchObject({ ok: false, fault: { trouble: "offline", mayHaveComeOut: true } });
  outside.machine.mend("slow");
  expect(await stickers.view(card)).toMatchObject({ asks: "came-out", printer: { trouble: "offline" } });
  await stickers.say(card, "did-not");
  outside.machine.mend("offline");
  expect(await stickers.print(card, null)).toMatchObject({ ok: true });
  expect(outside.printed.length).toBe(1);
});

describe("at a window", () => {
  test("a student has one sticker a year; another one is printed only when it is said why, and both are kept with the reason", async () => {
    const card = await liveCard();
    const window = await signedInWindow(desk, ["accueil"]);
    const first = await window.stickers.print({ cardId: card, again: null });
    expect(first).toMatchObject({ ok: true });
    await window.stickers.say({ cardId: card, word: "taken" });
    expect(await window.stickers.print({ cardId: card, again: null })).toEqual({
      ok: false,
      fault: { kind: "has-sticker" },
    });
    const untold = { because: "other", note: " " } as const;
    await expect(window.stickers.print({ cardId: card, again: untold })).rejects.toThrow();
    const hands = await desk.station.parts.labels.hands();
    hands?.takeLabel();
    const again = { because: "other", note: "le chien l’a mangée" } as const;
    const second = await window.stickers.print({ cardId: card, again });
    if (!first.ok || !second.ok) throw new Error("no sticker");
    expect(second.value.serialNumber).not.toBe(first.value.serialNumber);
    const label = hands?.lastLabel();
    expect(label && (await readByZxing(label))).toEqual([`QRCode ${second.value.serialNumber}`]);
    const kept = await desk.station.parts.store.cards.byId(card);
    const view = kept?.visitId ? await viewOf(desk, kept.visitId) : null;
    expect(
      view?.timeline.filter(({ what }) => what.startsWith("sticker")).map(({ detail }) => detail),
    ).toEqual(
      expect.arrayContaining([
        second.value.serialNumber,
        first.value.serialNumber,
        `${first.value.serialNumber}|other|le chien l’a mangée`,
      ]),
    );
    const audited = await desk.station.parts.audit.find({ ...everything, act: "stickers.print" }, 10);
    expect(audited.map(({ outcome }) => outcome)).toEqual(["done", "failed", "refused", "done"]);
    expect(audited[0]).toMatchObject({
      subject: kept?.studentId,
      facts: {
        before: { [`stickers.${first.value.serialNumber}`]: "taken" },
        after: { [`stickers.${first.value.serialNumber}`]: "void" },
      },
    });
  });

  test("a card that is not live gets no sticker, and the régie prints none", async () => {
    const visit = await prepared(desk, await eligible(desk, holders.length));
    const { card } = await viewOf(desk, visit);
    if (card === null) throw new Error("no card asked for");
    const window = await signedInWindow(desk, ["accueil"]);
    expect(await window.stickers.print({ cardId: card.id, again: null })).toEqual({
      ok: false,
      fault: { kind: "no-live-card" },
    });
    const regie = await signedInWindow(desk, ["regie"]);
    await expect(regie.stickers.print({ cardId: card.id, again: null })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  test("a label printer is taken away and another is chosen, at once and in the settings; a test label is nobody's", async () => {
    const window = await signedInWindow(desk, ["admin"]);
    const { labels } = desk.station.parts;
    await window.labels.hand({ does: "take" });
    expect(await window.labels.test()).toMatchObject({ ok: true });
    const last = (await labels.hands())?.lastLabel();
    expect(last && (await readByZxing(last))).toEqual([`QRCode ${testSticker.qrText}`]);
    expect(await window.labels.picture()).toBeInstanceOf(Blob);
    await window.labels.choose({ chosen: { kind: "none" } });
    expect(await window.labels.test()).toMatchObject({ fault: { trouble: "none-chosen" } });
    const outside = await standing(false);
    await window.labels.choose({ chosen: outside.chosen });
    expect(await window.labels.test()).toMatchObject({ ok: true });
    expect(outside.printed.length).toBe(1);
    outside.machine.fail("head-open");
    expect(await window.labels.test()).toMatchObject({
      fault: { trouble: "head-open", mayHaveComeOut: false },
    });
  });
});
