import { createHash } from "node:crypto";
import type { PrintLayers } from "../../main/core/ports/card-printer.ts";

/** Where a piece of plastic can be. */
export type CardPlace = "feeder" | "contactless" | "print-head" | "hopper" | "reject-box" | "taken";

/** What may be made to go wrong, each as it is seen in the field. */
const simulatedFaults = [
  /** The feeder reports itself empty, whatever lies in it. */
  "feeder-empty",
  /** No face left on the ribbon; seen before a print. */
  "ribbon-ended",
  /** Reported as ended with faces left, until the status is cleared. */
  "ribbon-false-alarm",
  /** The ribbon ends under the head: half a card. */
  "ribbon-ended-during-print",
  /** The service asks what to do about a missing ribbon when it is told to print, and waits. */
  "no-ribbon-at-print",
  "cover-open",
  /** Somebody opens the cover while the card lies under the head. */
  "cover-opened-during-print",
  /** The next card that moves is stuck. */
  "jam",
  "offline",
  /** A session is left reserved, until the connection is reset. */
  "session-reserved",
  /** A session is left reserved for good. */
  "session-stuck",
  /** Says that it printed, and did not. */
  "too-fast-no-print",
  /** Prints, but long after everybody stopped waiting. */
  "slow",
] as const;
export type SimulatedFault = (typeof simulatedFaults)[number];

/** One time a card was under the head. */
interface Printing {
  /** SHA-256 of colour then black, hexadecimal: the same as the artwork's. */
  readonly sha256: string;
  readonly whole: boolean;
}

/** Everything a simulated card printer is, as plain JSON: kept in a file, it survives the process. */
export interface CardMechanismState {
  readonly feeder: readonly string[];
  readonly held: { readonly cardId: string; readonly place: "contactless" | "print-head" } | null;
  readonly hopper: readonly string[];
  readonly rejectBox: readonly string[];
  readonly ribbonLeft: number;
  readonly jammed: boolean;
  readonly printings: Readonly<Record<string, readonly Printing[]>>;
  readonly faults: readonly SimulatedFault[];
}

/** What happened to a piece of plastic. */
export type CardHappening =
  | { readonly kind: "moved"; readonly cardId: string; readonly from: CardPlace; readonly to: CardPlace }
  | {
      readonly kind: "printed";
      readonly cardId: string;
      readonly printing: Printing;
      readonly times: number;
      readonly layers: PrintLayers;
    };

/** A printer as it leaves its box, with `cards` in the feeder (the first is taken first). */
export function newCardMechanism(cards: readonly string[], ribbonLeft: number): CardMechanismState {
  return {
    feeder: cards,
    held: null,
    hopper: [],
    rejectBox: [],
    ribbonLeft,
    jammed: false,
    printings: {},
    faults: [],
  };
}

/** A state and what happened on the way to it. */
export interface CardStep {
  readonly state: CardMechanismState;
  readonly happened: readonly CardHappening[];
}

/** Takes the card held, or the next of the feeder, to a station. Nothing moves where it can not. */
export function toStation(state: CardMechanismState, to: "contactless" | "print-head"): CardStep {
  if (blocksMoving(state)) return { state, happened: [] };
  const cardId = state.held?.cardId ?? (state.faults.includes("feeder-empty") ? undefined : state.feeder[0]);
  if (cardId === undefined || state.held?.place === to) return { state, happened: [] };
  if (state.faults.includes("jam")) return { state: { ...state, jammed: true }, happened: [] };
  return {
    state: {
      ...state,
      held: { cardId, place: to },
      feeder: state.held === null ? state.feeder.slice(1) : state.feeder,
    },
    happened: [{ kind: "moved", cardId, from: state.held?.place ?? "feeder", to }],
  };
}

/** Sends the card held out, or to the reject box. */
export function letOut(state: CardMechanismState, to: "hopper" | "reject-box"): CardStep {
  if (state.held === null || blocksMoving(state)) return { state, happened: [] };
  if (state.faults.includes("jam")) return { state: { ...state, jammed: true }, happened: [] };
  const { cardId, place } = state.held;
  return {
    state: {
      ...state,
      held: null,
      hopper: to === "hopper" ? [...state.hopper, cardId] : state.hopper,
      rejectBox: to === "reject-box" ? [...state.rejectBox, cardId] : state.rejectBox,
    },
    happened: [{ kind: "moved", cardId, from: place, to }],
  };
}

/** Puts both layers on the card under the head; `whole` is false when the ribbon ended on the way. */
export function printHeld(state: CardMechanismState, layers: PrintLayers, whole: boolean): CardStep {
  if (state.held?.place !== "print-head") return { state, happened: [] };
  const { cardId } = state.held;
  const sha256 = createHash("sha256").update(layers.colour).update(layers.black).digest("hex");
  const printing: Printing = { sha256, whole };
  const before = state.printings[cardId] ?? [];
  return {
    state: {
      ...state,
      ribbonLeft: whole ? state.ribbonLeft - 1 : 0,
      printings: { ...state.printings, [cardId]: [...before, printing] },
    },
    happened: [{ kind: "printed", cardId, printing, times: before.length + 1, layers }],
  };
}

/** A person takes a card out of the hopper or the reject box. */
export function takeOut(state: CardMechanismState, cardId: string): CardStep {
  const from = state.hopper.includes(cardId)
    ? "hopper"
    : state.rejectBox.includes(cardId)
      ? "reject-box"
      : null;
  if (from === null) return { state, happened: [] };
  return {
    state: {
      ...state,
      hopper: state.hopper.filter((id) => id !== cardId),
      rejectBox: state.rejectBox.filter((id) => id !== cardId),
    },
    happened: [{ kind: "moved", cardId, from, to: "taken" }],
  };
}

/** A hand pulls the card held out of the printer, wherever it lies in it. */
export function pulledOut(state: CardMechanismState): CardStep {
  if (state.held === null) return { state, happened: [] };
  const { cardId, place } = state.held;
  return {
    state: { ...state, held: null },
    happened: [{ kind: "moved", cardId, from: place, to: "taken" }],
  };
}

/** A technician opens the printer: the card inside goes to the reject box, and the jam is gone. */
export function clearJam(state: CardMechanismState): CardStep {
  const free = { ...state, jammed: false, faults: state.faults.filter((fault) => fault !== "jam") };
  return letOut(free, "reject-box");
}

/** The service's word on a state, worst first. */
export function supervisionStateOf(state: CardMechanismState): string {
  const has = (fault: SimulatedFault) => state.faults.includes(fault);
  if (has("offline")) return "OFF,PRINTER_OFFLINE";
  if (state.jammed) return "ERROR,ERR_MECHANICAL";
  if (has("cover-open")) return "WARNING,DEF_COVER_OPEN";
  if (has("ribbon-ended-during-print") && state.ribbonLeft === 0) return "ERROR,ERR_RIBBON_ENDED";
  if (has("ribbon-ended") || has("ribbon-false-alarm") || state.ribbonLeft === 0) {
    return "WARNING,DEF_RIBBON_ENDED";
  }
  if (has("feeder-empty") || state.feeder.length === 0) return "WARNING,DEF_FEEDER_EMPTY";
  return "READY,PRINTER_READY";
}

/** Faces left, as the printer counts them. */
export function countedRibbon(state: CardMechanismState): number {
  return state.faults.includes("ribbon-ended") ? 0 : state.ribbonLeft;
}

function blocksMoving(state: CardMechanismState): boolean {
  return state.jammed || state.faults.includes("cover-open") || state.faults.includes("offline");
}
