import type {
  CardFaces,
  CardPrinter,
  PrinterCapabilities,
  PrinterFault,
  PrintFault,
  RibbonKind,
} from "../../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../../main/core/result.ts";
import { createQueue } from "../../queue.ts";
import { cardInside, moved, readyToFeed, stateOf } from "./acts.ts";
import { printerCommand } from "./language.ts";
import type { EvolisTalk } from "./sight.ts";
import { createSupplies, type SuppliesAges, usualAges } from "./supplies.ts";

/** How long each kind of act may take. */
interface EvolisDeadlines {
  readonly answerMs: number;
  readonly moveMs: number;
  readonly printMs: number;
}

/** How an Evolis printer is built and how patient to be with it, whichever way it is reached. */
export interface EvolisOptions {
  readonly name: string;
  /** Whether a contactless station is built in, and which comes first; `none`: chips are written elsewhere. */
  readonly station: "chip-first" | "print-first" | "none";
  readonly sides?: 1 | 2;
  readonly ribbon?: RibbonKind;
  readonly deadlines?: EvolisDeadlines;
  /** A print that returns sooner did not print. 0 for a simulated one. */
  readonly fastestPrintMs?: number;
  /** Time between two looks while something moves or prints. */
  readonly pollMs?: number;
  readonly ages?: SuppliesAges;
}

/** What a print needs to know. */
export interface EvolisPrintTerms extends EvolisDeadlines {
  readonly fastestPrintMs: number;
  readonly pollMs: number;
  readonly ribbon: RibbonKind;
  /** Whether the print takes a card of its own and gives it out, or prints the card held and keeps it. */
  readonly takesCard: boolean;
}

export const usualDeadlines: EvolisDeadlines = { answerMs: 5_000, moveMs: 30_000, printMs: 90_000 };

/** In the field a face in colour never took four seconds or less; black is one panel of its five. */
const fastestMs = (ribbon: RibbonKind) => (ribbon === "black" ? 800 : 4_000);

/** The card printer of the port, over one way of talking to an Evolis printer and its way of printing. */
export function createEvolisPrinter(
  options: EvolisOptions,
  talk: EvolisTalk,
  printCard: (faces: CardFaces, terms: EvolisPrintTerms) => Promise<Result<void, PrintFault>>,
): CardPrinter {
  const deadlines = options.deadlines ?? usualDeadlines;
  const { moveMs } = deadlines;
  const pollMs = options.pollMs ?? 250;
  const supplies = createSupplies((command) => talk.count(command), options.ages ?? usualAges);
  const queue = createQueue();
  const { station } = options;
  const takesCard = station === "none";
  const { ribbon = "colour" } = options;
  const capabilities: PrinterCapabilities = {
    sides: options.sides ?? 1,
    ribbon,
    inlineEncoding: !takesCard,
    printsBeforeEncoding: station === "print-first",
  };
  /** Orders to move a card, which a printer without a station is never given. */
  const moving = (move: () => Promise<Result<void, PrinterFault>>) =>
    queue(() =>
      takesCard
        ? Promise.resolve(failed({ kind: "incapable" as const, of: "moving-cards" as const }))
        : move(),
    );
  /** A print in one go leaves no card inside: one that is there was left by a stop in the middle, and nobody knows what is on it. */
  const readyToTake = async () => {
    const sight = await talk.look();
    if (sight.ok && sight.value.held !== "none" && sight.value.condition !== "busy") {
      const cleared = await moved(talk, printerCommand.reject, "none", moveMs, pollMs);
      if (!cleared.ok) return cleared;
    }
    return readyToFeed(talk, supplies, moveMs);
  };
  const takeHeld = (command: string, place: "none" | "contactless") =>
    moving(async () => {
      const inside = await cardInside(talk);
      return inside.ok ? moved(talk, command, place, moveMs, pollMs) : inside;
    });

  return {
    name: options.name,
    capabilities,
    state: () => queue(() => stateOf(talk, supplies)),
    counters: () =>
      queue(async () => {
        const sight = await talk.look();
        return sight.ok ? succeeded(await supplies.counters()) : sight;
      }),
    feed: () =>
      moving(async () => {
        const ready = await readyToFeed(talk, supplies, moveMs);
        if (!ready.ok) return ready;
        return station === "print-first"
          ? moved(talk, printerCommand.insert, "print-head", moveMs, pollMs)
          : moved(talk, printerCommand.toContactless, "contactless", moveMs, pollMs);
      }),
    toContactless: () => takeHeld(printerCommand.toContactless, "contactless"),
    print: (faces) =>
      queue(async (): Promise<Result<void, PrintFault>> => {
        if (faces.back !== null && capabilities.sides === 1) {
          return failed({ fault: { kind: "incapable", of: "two-sides" }, cardTouched: false });
        }
        const ready = takesCard ? await readyToTake() : succeeded(undefined);
        if (!ready.ok) return failed({ fault: ready.fault, cardTouched: false });
        const printed = await printCard(faces, {
          ...deadlines,
          fastestPrintMs: options.fastestPrintMs ?? fastestMs(ribbon),
          pollMs,
          ribbon,
          takesCard,
        });
        const panelSets = faces.back !== null && ribbon !== "colour-black-back" ? 2 : 1;
        if (printed.ok || printed.fault.cardTouched) supplies.printed(panelSets);
        return printed;
      }),
    eject: () => takeHeld(printerCommand.eject, "none"),
    reject: () => takeHeld(printerCommand.reject, "none"),
    close: () => queue(() => Promise.resolve()),
  };
}
