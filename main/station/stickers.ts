import { setTimeout as pause } from "node:timers/promises";
import type { LabelFault } from "../contract/labels.ts";
import type { StickerFault, StickerView } from "../contract/stickers.ts";
import type { Card } from "../core/card.ts";
import type { CardId } from "../core/ids.ts";
import { type LabelTrouble, labelTroubleBehind } from "../core/label-trouble.ts";
import type { LabelDotsPerInch } from "../core/ports/label-artist.ts";
import type { LabelPrinter, LabelPrinterFault } from "../core/ports/label-printer.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import {
  afterWord,
  type Reprint,
  type Sticker,
  type StickerState,
  type StickerWord,
} from "../core/sticker.ts";
import { stickerTemplate } from "../core/test-sticker.ts";
import type { Changes } from "./changes.ts";
import type { LabelWatch } from "./label-watch.ts";
import type { StationParts } from "./parts.ts";
import { now, thisYear } from "./today.ts";

/** The yearly stickers of the students who hold a card, printed at the desk. */
export interface Stickers {
  /** Null when there is no such card. */
  view(card: CardId): Promise<StickerView | null>;
  /** Prints this year's sticker; `again` says why the student gets another one. */
  print(
    card: CardId,
    again: Reprint | null,
  ): Promise<Result<{ readonly serialNumber: string }, StickerFault>>;
  /** What a person says of the sticker; false when it is no longer asked. */
  say(card: CardId, word: StickerWord): Promise<boolean>;
  /** PNG of the sticker that has its number; null while there is none. */
  picture(card: CardId): Promise<Uint8Array | null>;
  /** Takes up what a crash left: the printer is looked at before anybody is asked. */
  recover(): Promise<void>;
  close(): Promise<void>;
}

/** Time between two looks at a label that lies on the peel bar. */
const lookEveryMs = 400;
/** How the picture on the screen is drawn while no printer says otherwise. */
const usualDots: LabelDotsPerInch = 300;

type Printed = Result<{ readonly serialNumber: string }, StickerFault>;

/** Prints stickers: the number is committed before anything is sent, and a number that may have been printed is never printed again. */
export function createStickers(parts: StationParts, watch: LabelWatch, changes: Changes): Stickers {
  const { store, labels, labelArtist, settings } = parts;
  /** Numbers this station is printing: any other that was sent is one nobody saw end. */
  const underWay = new Set<string>();
  const following = new Set<Promise<void>>();
  const stop = new AbortController();
  /** Whether the printer may hold a label nobody waits for any more, because it could not be told to forget it. */
  let mayHoldOne = false;

  const current = async (student: Card["studentId"]): Promise<Sticker | null> =>
    (await store.stickers.ofStudent(student, thisYear(parts))).find(({ state }) => state !== "void") ?? null;

  async function move(sticker: Sticker, to: StickerState): Promise<boolean> {
    const { serialNumber, state: from } = sticker;
    const because = to === "void" ? "did-not-come-out" : null;
    const moved = await store.stickers.move({ serialNumber, from, to, because }, now(parts));
    if (!moved.ok) parts.log({ what: "sticker-not-moved", fault: moved.fault.kind });
    changes.tell("stickers");
    return moved.ok && moved.value;
  }

  /** Sees a label taken from the peel bar, for as long as it lies there. */
  async function followed(sticker: Sticker, printer: LabelPrinter): Promise<void> {
    while (!stop.signal.aborted && (await labels.printer()) === printer) {
      const { state } = (await current(sticker.studentId)) ?? {};
      if (state !== "out") return;
      if ((await printer.taken(0)).ok) {
        await move(sticker, "taken");
        return;
      }
      await pause(lookEveryMs, undefined, { signal: stop.signal, ref: false }).catch(() => null);
    }
  }
  function follow(sticker: Sticker, printer: LabelPrinter): void {
    if (!printer.capabilities.seesTaken) return;
    const done = followed(sticker, printer)
      .catch((cause: unknown) => parts.log({ what: "sticker-not-followed", cause: String(cause) }))
      .finally(() => following.delete(done));
    following.add(done);
  }

  async function forget(printer: LabelPrinter): Promise<Result<void, LabelPrinterFault>> {
    const told = await printer.forget();
    mayHoldOne = !told.ok;
    return told;
  }

  /** What keeps the printer from a label now, or null. A number is not even taken then. */
  async function hindrance(printer: LabelPrinter): Promise<LabelFault | null> {
    const forgotten = mayHoldOne ? await forget(printer) : succeeded(undefined);
    if (!forgotten.ok) return troubled(labelTroubleBehind(forgotten.fault));
    const state = await printer.state();
    if (!state.ok) return troubled(labelTroubleBehind(state.fault));
    const { condition, code } = state.value;
    return condition === null ? null : troubled({ trouble: condition, code });
  }

  const drawn = (sticker: Sticker, dots: LabelDotsPerInch) => {
    const { academicYear, serialNumber } = sticker;
    const facts = {
      academicYear,
      university: settings.universityShort || settings.university,
      serialNumber,
      qrText: serialNumber,
    };
    return labelArtist.draw(facts, stickerTemplate, dots);
  };

  async function printed(sticker: Sticker, printer: LabelPrinter): Promise<Printed> {
    const label = await drawn(sticker, printer.capabilities.dotsPerInch);
    if (!label.ok) {
      await move(sticker, "unsent");
      return failed(troubled({ trouble: "not-drawn", code: label.fault.kind }));
    }
    const done = await printer.print(label.value.raster);
    if (done.ok) {
      await move(sticker, "out");
      follow({ ...sticker, state: "out" }, printer);
      return succeeded({ serialNumber: sticker.serialNumber });
    }
    const { fault, mayHaveComeOut } = done.fault;
    // Where it may have come out it stays as it was sent, and whoever stands there is asked.
    if (mayHaveComeOut) await forget(printer);
    else await move(sticker, "unsent");
    return failed({ ...troubled(labelTroubleBehind(fault)), mayHaveComeOut });
  }

  return {
    async view(id) {
      const card = await store.cards.byId(id);
      if (card === null) return null;
      const printer = await watch.look();
      const sticker = await current(card.studentId);
      const printing = sticker !== null && underWay.has(sticker.serialNumber);
      return {
        academicYear: thisYear(parts),
        sticker: sticker && {
          serialNumber: sticker.serialNumber,
          state: sticker.state,
          movedAt: sticker.movedAt,
          forThisCard: sticker.cardId === id,
        },
        asks: printing ? null : askedOf(sticker),
        printing,
        printer,
      };
    },
    async print(id, again) {
      const card = await store.cards.byId(id);
      if (card?.state !== "ENABLED") return failed({ kind: "no-live-card" });
      const printer = await labels.printer();
      if (printer === null) return failed(troubled({ trouble: "none-chosen", code: "" }));
      const known = await current(card.studentId);
      const mayHaveOne = known === null || known.state === "unsent" || again !== null;
      if (!mayHaveOne) return failed({ kind: "has-sticker" });
      const hindered = await hindrance(printer);
      if (hindered !== null) return failed(hindered);
      const order = { card, year: thisYear(parts), desk: settings.escnPrefix, again };
      const begun = await store.stickers.begin(order, now(parts));
      if (!begun.ok) {
        return failed({ kind: begun.fault.kind === "disk-full" ? "disk-full" : "has-sticker" });
      }
      underWay.add(begun.value.serialNumber);
      changes.tell("stickers");
      try {
        return await printed(begun.value, printer);
      } finally {
        underWay.delete(begun.value.serialNumber);
        changes.tell("stickers", "labels");
      }
    },
    async say(id, word) {
      const card = await store.cards.byId(id);
      const sticker = card === null ? null : await current(card.studentId);
      if (sticker === null || underWay.has(sticker.serialNumber)) return false;
      const to = afterWord(sticker.state, word);
      return to !== null && (await move(sticker, to));
    },
    async picture(id) {
      const card = await store.cards.byId(id);
      const sticker = card === null ? null : await current(card.studentId);
      if (sticker === null) return null;
      const label = await drawn(sticker, (await labels.printer())?.capabilities.dotsPerInch ?? usualDots);
      return label.ok ? labelArtist.picture(label.value.raster) : null;
    },
    async recover() {
      const open = await store.stickers.open(settings.escnPrefix, thisYear(parts));
      const printer = open.length === 0 ? null : await labels.printer();
      if (printer === null) return;
      const sent = open.filter(({ state }) => state === "sent");
      if (sent.length > 0) await forget(printer);
      const state = await printer.state();
      const last = sent.at(-1);
      // The bar was free when the last one was begun, and the printer had forgotten all before it.
      const isOut = state.ok && state.value.condition === "label-waiting";
      if (last !== undefined && isOut && (await move(last, "out")))
        follow({ ...last, state: "out" }, printer);
      for (const each of open) if (each.state === "out") follow(each, printer);
    },
    async close() {
      stop.abort();
      await Promise.all(following);
    },
  };
}

function troubled(trouble: { readonly trouble: LabelTrouble; readonly code: string }): LabelFault {
  return { kind: "printer", ...trouble, mayHaveComeOut: false };
}

function askedOf(sticker: Sticker | null): StickerView["asks"] {
  if (sticker?.state === "sent") return "came-out";
  return sticker?.state === "out" ? "taken" : null;
}
