import { createHash } from "node:crypto";
import type { CardFaces } from "../../main/core/ports/card-printer.ts";

/** Where a piece of plastic can be. */
export type CardPlace = "feeder" | "contactless" | "print-head" | "hopper" | "reject-box" | "taken";

/** What may be made to go wrong, each as it is seen in the field. */
export const simulatedFaults = [
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
  "hopper-full",
  "reject-box-full",
  "head-too-hot",
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
  /** Counts a card as printed and says so while it still waits for one. */
  "waits-for-card",
  /** The counters answer "OK" twice before they give their number. */
  "bogus-counter",
  /** Few faces left on the ribbon. */
  "ribbon-low",
  /** A cleaning is advised, and nothing is lost yet. */
  "cleaning-due",
  /** Cleaned so long ago that the next cards cost the head its warranty. */
  "cleaning-overdue",
  /** Prints, but long after everybody stopped waiting. */
  "slow",
] as const;
export type SimulatedFault = (typeof simulatedFaults)[number];

/** The languages a simulated card printer may be spoken to in. */
export type SimulatedLanguage = "evolis-service" | "evolis-esc" | "ipp";

/** What a printer can not have in a language: no service holds its sessions, a queue knows no ribbon counter and no reject box. */
const unknownIn: Readonly<Record<SimulatedLanguage, readonly SimulatedFault[]>> = {
  "evolis-service": [],
  "evolis-esc": ["session-reserved", "session-stuck"],
  ipp: ["session-reserved", "session-stuck", "ribbon-false-alarm", "bogus-counter", "reject-box-full"],
};

/** The faults a printer spoken to in a language can be given. */
export function faultsIn(language: SimulatedLanguage): readonly SimulatedFault[] {
  return simulatedFaults.filter((fault) => !unknownIn[language].includes(fault));
}

/** One time a card was under the head. */
interface Printing {
  /** SHA-256 of the front's colour then black, hexadecimal: the same as the artwork's. */
  readonly sha256: string;
  /** The same of the back, where one was printed. */
  readonly backSha256?: string;
  readonly whole: boolean;
}

/** Everything a simulated card printer is, as plain JSON: kept in a file, it survives the process. */
export interface CardMechanismState {
  readonly feeder: readonly string[];
  readonly held: { readonly cardId: string; readonly place: "contactless" | "print-head" } | null;
  readonly hopper: readonly string[];
  readonly rejectBox: readonly string[];
  readonly ribbonLeft: number;
  readonly cardsInserted: number;
  readonly cardsSinceCleaning: number;
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
      readonly faces: CardFaces;
    };

/** Cards between two cleanings: advised, and the most the head's warranty allows. */
export const advisedCleaning = 1000;
export const latestCleaning = 1500;
/** What is left of a ribbon that is low. */
const fewFaces = 10;

/** A printer as it leaves its box, with `cards` in the feeder (the first is taken first). */
export function newCardMechanism(cards: readonly string[], ribbonLeft: number): CardMechanismState {
  return {
    feeder: cards,
    held: null,
    hopper: [],
    rejectBox: [],
    ribbonLeft,
    cardsInserted: 0,
    cardsSinceCleaning: 0,
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
  const taken = state.held === null ? 1 : 0;
  return {
    state: {
      ...state,
      held: { cardId, place: to },
      feeder: state.feeder.slice(taken),
      cardsInserted: state.cardsInserted + taken,
      cardsSinceCleaning: state.cardsSinceCleaning + taken,
    },
    happened: [{ kind: "moved", cardId, from: state.held?.place ?? "feeder", to }],
  };
}

/** Sends the card held out, or to the reject box. */
export function letOut(state: CardMechanismState, to: "hopper" | "reject-box"): CardStep {
  if (state.held === null || blocksMoving(state)) return { state, happened: [] };
  if (to === "hopper" && state.faults.includes("hopper-full")) return { state, happened: [] };
  if (to === "reject-box" && state.faults.includes("reject-box-full")) return { state, happened: [] };
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

/** Puts the faces on the card under the head; `whole` is false when the ribbon ended on the way. */
export function printHeld(state: CardMechanismState, faces: CardFaces, whole: boolean): CardStep {
  if (state.held?.place !== "print-head") return { state, happened: [] };
  const { cardId } = state.held;
  const { front, back } = faces;
  const printing: Printing = {
    sha256: sha256Of(front),
    ...(back === null ? {} : { backSha256: sha256Of(back) }),
    whole,
  };
  const before = state.printings[cardId] ?? [];
  return {
    state: {
      ...state,
      ribbonLeft: whole ? Math.max(0, state.ribbonLeft - panelSetsOf(faces)) : 0,
      printings: { ...state.printings, [cardId]: [...before, printing] },
    },
    happened: [{ kind: "printed", cardId, printing, times: before.length + 1, faces }],
  };
}

/** A back in black alone has its own panel on the ribbons made for it; one in colour takes a whole set more. */
function panelSetsOf({ back }: CardFaces): number {
  return back?.colour.some((value) => value !== 255) === true ? 2 : 1;
}

function sha256Of({ colour, black }: CardFaces["front"]): string {
  return createHash("sha256").update(colour).update(black).digest("hex");
}

/** A person takes a card out of the feeder, the hopper or the reject box. */
export function takeOut(state: CardMechanismState, cardId: string): CardStep {
  const from = state.hopper.includes(cardId)
    ? "hopper"
    : state.rejectBox.includes(cardId)
      ? "reject-box"
      : state.feeder.includes(cardId)
        ? "feeder"
        : null;
  if (from === null) return { state, happened: [] };
  return {
    state: {
      ...state,
      feeder: state.feeder.filter((id) => id !== cardId),
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
  const cleared = state.faults.filter((fault) => fault !== "jam");
  return letOut({ ...state, jammed: false, faults: cleared }, "reject-box");
}

/** The service's word on a state, worst first. */
export function supervisionStateOf(state: CardMechanismState): string {
  const has = (fault: SimulatedFault) => state.faults.includes(fault);
  if (has("offline")) return "OFF,PRINTER_OFFLINE";
  if (state.jammed) return "ERROR,ERR_MECHANICAL";
  if (has("cover-open")) return "WARNING,DEF_COVER_OPEN";
  if (has("head-too-hot")) return "ERROR,ERR_HEAD_TEMP";
  if (has("hopper-full")) return "WARNING,DEF_HOPPER_FULL";
  if (has("reject-box-full")) return "WARNING,DEF_REJECT_BOX_FULL";
  if (has("ribbon-ended-during-print") && state.ribbonLeft === 0) return "ERROR,ERR_RIBBON_ENDED";
  if (has("ribbon-ended") || has("ribbon-false-alarm") || state.ribbonLeft === 0) {
    return "WARNING,DEF_RIBBON_ENDED";
  }
  if (has("feeder-empty") || state.feeder.length === 0) return "WARNING,DEF_FEEDER_EMPTY";
  return "READY,PRINTER_READY";
}

/** Faces left, as the printer counts them. */
export function countedRibbon(state: CardMechanismState): number {
  if (state.faults.includes("ribbon-ended")) return 0;
  return state.faults.includes("ribbon-low") ? Math.min(fewFaces, state.ribbonLeft) : state.ribbonLeft;
}

/** Cards since the last cleaning, as the printer counts them. */
export function countedSinceCleaning(state: CardMechanismState): number {
  if (state.faults.includes("cleaning-overdue")) return latestCleaning;
  const least = state.faults.includes("cleaning-due") ? advisedCleaning : 0;
  return Math.max(least, state.cardsSinceCleaning);
}

/** A mechanism kept by an earlier version, with what it did not know of yet. */
export function completed(kept: CardMechanismState): CardMechanismState {
  return { ...newCardMechanism([], 0), ...kept };
}

function blocksMoving(state: CardMechanismState): boolean {
  return state.jammed || state.faults.includes("cover-open") || state.faults.includes("offline");
}
