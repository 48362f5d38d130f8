import { setTimeout as wait } from "node:timers/promises";
import {
  type CardFaces,
  cardHeightDots,
  cardWidthDots,
  type PrintLayers,
} from "../../main/core/ports/card-printer.ts";
import { pngOf } from "../../native/images/rasters.ts";
import { laidOver } from "../artwork/layers.ts";
import {
  advisedCleaning,
  type CardHappening,
  type CardMechanismState,
  type CardPlace,
  type CardStep,
  clearJam,
  countedRibbon,
  countedSinceCleaning,
  latestCleaning,
  letOut,
  printHeld,
  pulledOut,
  type SimulatedFault,
  takeOut,
  toStation,
} from "./card-mechanism.ts";

/** How a simulated card printer is set up, whatever language it is spoken to in. */
export interface CardMachineOptions {
  /** Where it stands: new, or as kept from an earlier run. */
  readonly state: CardMechanismState;
  /** What was last printed on the front of each card in earlier runs, if it was kept. */
  readonly printed?: ReadonlyMap<string, PrintLayers>;
  /** Time one printed card takes. */
  readonly printMs?: number;
  /** Time a print takes that is made slow. */
  readonly slowPrintMs?: number;
  /** Told of every move before the printer answers, so that the chip of the same body lies on the reader in time. */
  onMoved?(cardId: string, place: CardPlace): void | Promise<void>;
  /** Told of everything that happens, with the state it led to, before the printer answers: the place to keep the state. */
  onHappening?(happening: CardHappening, state: CardMechanismState): void | Promise<void>;
}

/** The hands on a simulated card printer. */
export interface CardMachineHands {
  state(): CardMechanismState;
  /** Whether a card is under the head at work. */
  isPrinting(): boolean;
  /** Lays cards on top of those in the feeder: they are taken next, the first of them first. */
  loadFeeder(cards: readonly string[]): void;
  loadRibbon(faces: number): void;
  clean(): void;
  takeOut(cardId: string): Promise<void>;
  /** Pulls out the card held, in the middle of whatever is done with it. */
  pullOut(): Promise<void>;
  clearJam(): Promise<void>;
  fail(fault: SimulatedFault): void;
  mend(fault: SimulatedFault): void;
  /** PNG of the last print on the front of a card, both layers over each other; null when it was never printed. */
  picture(cardId: string): Promise<Uint8Array | null>;
  /** The last print on the front of a card. */
  layersOf(cardId: string): PrintLayers | null;
}

/** What a new ribbon puts right. */
const overWithNewRibbon = [
  "ribbon-low",
  "ribbon-ended",
  "ribbon-ended-during-print",
  "ribbon-false-alarm",
] as const;

/** How a print ended. */
export type PrintEnd = "printed" | "nothing-happened" | "waits-for-card" | "cancelled" | "failed";

/** The mechanics of a simulated card printer: what moves and prints when it is told to, in any language. */
export interface CardMachine extends CardMachineHands {
  has(fault: SimulatedFault): boolean;
  waitsForCard(): boolean;
  /** Obeys a command of the printers' own language and gives its reply. */
  obey(command: string): Promise<string>;
  /** Prints on the card held, or on the next of the feeder; `started` is asked just before the head comes down. */
  print(faces: CardFaces, started: () => Promise<boolean>): Promise<PrintEnd>;
  close(): void;
}

/** A machine in the state told. */
export function createCardMachine(options: CardMachineOptions): CardMachine {
  let state = options.state;
  let keepsAfterPrint = false;
  let printing = false;
  let waiting = false;
  let bogusAnswers = 0;
  const printed = new Map(options.printed);
  const closing = new AbortController();

  async function apply(step: CardStep): Promise<void> {
    state = step.state;
    for (const happening of step.happened) {
      if (happening.kind === "printed") printed.set(happening.cardId, happening.faces.front);
      else await options.onMoved?.(happening.cardId, happening.to);
      await options.onHappening?.(happening, state);
    }
  }
  const has = (fault: SimulatedFault) => state.faults.includes(fault);
  const mend = (fault: SimulatedFault) => {
    state = { ...state, faults: state.faults.filter((one) => one !== fault) };
  };
  const raise = (fault: SimulatedFault) => {
    state = { ...state, faults: [...new Set([...state.faults, fault])] };
  };
  const counted = (count: number): string => {
    if (has("bogus-counter") && bogusAnswers < 2) {
      bogusAnswers += 1;
      return "OK";
    }
    bogusAnswers = 0;
    return String(count);
  };

  async function obey(command: string): Promise<string> {
    switch (command) {
      case "Si":
        await apply(toStation(state, "print-head"));
        return "OK";
      case "Sic":
        await apply(toStation(state, "contactless"));
        return "OK";
      case "Se":
        await apply(letOut(state, "hopper"));
        return "OK";
      case "Ser":
        await apply(letOut(state, "reject-box"));
        return "OK";
      case "Scs":
        // Seen in the field: with a card inside, clearing the status throws it away.
        await apply(letOut(state, "reject-box"));
        mend("ribbon-false-alarm");
        waiting = false;
        return "OK";
      case "Ss":
      case "Srs":
        return "OK";
      case "Psoe;D":
      case "Psoe;E":
        keepsAfterPrint = command === "Psoe;D";
        return "OK";
      case "Rrt;count":
        return counted(countedRibbon(state));
      case "Rco;c":
        return counted(state.cardsInserted);
      case "Rco;a":
        return counted(advisedCleaning);
      case "Rco;m":
        return counted(latestCleaning);
      case "Rco;r":
        return counted(advisedCleaning - countedSinceCleaning(state));
      default:
        return "ERROR CDE";
    }
  }

  async function print(faces: CardFaces, started: () => Promise<boolean>): Promise<PrintEnd> {
    if (has("too-fast-no-print")) return "nothing-happened";
    if (has("waits-for-card") && state.held === null) {
      waiting = true;
      state = { ...state, cardsInserted: state.cardsInserted + 1 };
      await pass(options.printMs ?? 0);
      return "waits-for-card";
    }
    if (!(await started())) return "cancelled";
    if (countedRibbon(state) === 0 || has("cover-open")) return "failed";
    printing = true;
    try {
      await apply(toStation(state, "print-head"));
      if (state.held?.place !== "print-head") return "failed";
      if (has("cover-opened-during-print")) {
        mend("cover-opened-during-print");
        raise("cover-open");
        return "failed";
      }
      await pass(has("slow") ? (options.slowPrintMs ?? 600_000) : (options.printMs ?? 0));
      if (closing.signal.aborted) return "cancelled";
      const whole = !has("ribbon-ended-during-print");
      await apply(printHeld(state, faces, whole));
      if (!whole) return "failed";
      if (!keepsAfterPrint) await apply(letOut(state, "hopper"));
      return "printed";
    } finally {
      printing = false;
    }
  }
  const pass = async (ms: number) => {
    if (ms > 0) await wait(ms, undefined, { signal: closing.signal, ref: false }).catch(() => null);
  };

  return {
    state: () => state,
    loadFeeder(cards) {
      state = { ...state, feeder: [...cards, ...state.feeder] };
    },
    loadRibbon(faces) {
      state = { ...state, ribbonLeft: faces };
      for (const fault of overWithNewRibbon) mend(fault);
    },
    clean() {
      state = { ...state, cardsSinceCleaning: 0 };
      mend("cleaning-due");
      mend("cleaning-overdue");
    },
    takeOut: (cardId) => apply(takeOut(state, cardId)),
    pullOut: () => apply(pulledOut(state)),
    clearJam: () => apply(clearJam(state)),
    fail: raise,
    mend(fault) {
      mend(fault);
      if (fault === "waits-for-card") waiting = false;
    },
    layersOf: (cardId) => printed.get(cardId) ?? null,
    async picture(cardId) {
      const layers = printed.get(cardId);
      if (layers === undefined) return null;
      const pixels = laidOver(layers.colour, layers.black);
      return pngOf({ pixels, widthPx: cardWidthDots, heightPx: cardHeightDots });
    },
    has,
    isPrinting: () => printing,
    waitsForCard: () => waiting,
    obey,
    print,
    close: () => closing.abort(),
  };
}
