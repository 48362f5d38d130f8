import type { ChipUid, SpoilReason } from "../card.ts";
import type { ChipSight } from "../ports/card-encoder.ts";
import type { KeyFault } from "../ports/key-store.ts";
import {
  afterChip,
  awaitingOwnCard,
  encoding,
  type IssueState,
  lookingAtChip,
  lookingFirst,
  rejecting,
  type Step,
  waiting,
} from "./issue-card-moves.ts";
import type { EncodeFault, IssueEvent, LookFault } from "./issue-card-terms.ts";

/** How often a chip is gone on with after a write that failed or was cut short, before the card is given up. */
const encodeTries = 3;

/** What follows a look at the chip. A key that is not given out says nothing about the card: it waits where it is. */
export function afterLookAtChip(state: IssueState, event: Extract<IssueEvent, { kind: "chip-seen" }>): Step {
  const doubted = state.phase.at === "looking-at-chip" ? state.phase.doubted : null;
  if ("fault" in event) {
    if (event.fault.kind === "crous-unlisted") {
      return waiting(state, { kind: "crous-unlisted", uid: event.fault.uid }, "card-inside");
    }
    if (isKeyFault(event.fault)) return waitingForKey(state, event.fault);
    const reason = doubted ?? spoilOf(event.fault);
    // In two steps a card that is not there was lifted, not lost: its chip still tells how far it got.
    if (state.way === "two-steps" && isLifted(event.fault.kind)) return awaitingOwnCard(state, doubted);
    return reason === "card-removed"
      ? lookingFirst(state, { at: "rejecting", reason })
      : rejecting(state, reason);
  }
  return judged(state, event.seen, doubted);
}

function waitingForKey(state: IssueState, { kind, name, version }: KeyFault): Step {
  return waiting(state, { kind: "keys-unavailable", key: `${name} v${version}`, why: kind }, "card-inside");
}

function isKeyFault(fault: LookFault): fault is KeyFault {
  return "name" in fault && "version" in fault;
}

/** What the chip in hand is, and what follows. */
export function judged(state: IssueState, seen: ChipSight, doubted: SpoilReason | null): Step {
  switch (seen.kind) {
    case "blank":
      if (state.uid !== null && state.uid !== seen.uid) return rejecting(state, "chip-of-another-card");
      return goingOn(state, seen.uid, doubted ?? "chip-refused");
    case "personalised":
      if (!isThisCard(state, seen)) return rejecting(state, "chip-of-another-card");
      // A record alone does not tell that everything after it was written and read back.
      return state.exchanges === null
        ? goingOn(state, seen.uid, doubted ?? "chip-half-written")
        : afterChip(state);
    case "half-written":
      return seen.uid === state.uid
        ? goingOn(state, seen.uid, doubted ?? "chip-half-written")
        : rejecting(state, "chip-half-written");
    case "foreign":
      return rejecting(state, "chip-of-another-card");
    case "wrong-type":
      return rejecting(state, "wrong-card-type");
  }
}

function isLifted(fault: string): boolean {
  return fault === "no-card" || fault === "card-removed";
}

/** Writes the chip, or goes on with it: the personaliser finds out itself what is left to do. */
function goingOn(state: IssueState, uid: ChipUid, otherwise: SpoilReason): Step {
  return state.encodesTried < encodeTries ? encoding(state, uid) : rejecting(state, otherwise);
}

/** A chip whose profile keeps no record on it is told by its number: it is bound to this card and to no other. */
export function isThisCard(
  state: IssueState,
  seen: Extract<ChipSight, { readonly kind: "personalised" }>,
): boolean {
  return seen.uid === state.uid && (seen.record === null || seen.record.escn === state.escn);
}

/** What can be put right waits for a person, and takes no try; what never can sends the card to the box; the rest is looked at again. */
export function afterEncodeFault(state: IssueState, fault: EncodeFault): Step {
  const untried = { ...state, encodesTried: state.encodesTried - 1 };
  switch (fault.kind) {
    case "no-such-key":
    case "keys-locked":
    case "keys-unreachable":
    case "keys-slowed":
      return waitingForKey(untried, fault);
    case "content-impossible":
      return waiting(untried, { kind: "content-impossible", placeholder: fault.placeholder }, "card-inside");
    case "spoiled":
    case "chip-too-old":
    case "chip-full":
    case "chip-taken":
    case "chip-given-up":
      return rejecting(state, spoilOf(fault));
    case "no-card":
    case "card-removed":
    case "card-mute":
    case "deadline-passed":
    case "reader-lost":
    case "chip-refused":
    case "chip-integrity":
    case "read-back-differs":
    case "uid-changed":
    case "not-blank":
    case "not-personalised":
    case "disk-full":
      return lookingAtChip(state, spoilOf(fault));
  }
}

/** Which words a fault of the chip is thrown away under. */
function spoilOf(fault: EncodeFault): SpoilReason {
  switch (fault.kind) {
    case "spoiled":
      if (fault.because === "another-record") return "chip-of-another-card";
      return fault.because === "unknown-origin" ? "chip-not-fresh" : "chip-spoiled";
    case "chip-too-old":
    case "chip-full":
      return fault.kind;
    case "chip-taken":
    case "chip-given-up":
      return "chip-of-another-card";
    case "no-card":
    case "card-removed":
      return "card-removed";
    case "card-mute":
    case "deadline-passed":
    case "reader-lost":
      return "chip-mute";
    case "read-back-differs":
      return "read-back-differs";
    case "uid-changed":
    case "not-blank":
      return "chip-of-another-card";
    case "chip-refused":
    case "chip-integrity":
    case "not-personalised":
    case "no-such-key":
    case "keys-locked":
    case "keys-unreachable":
    case "keys-slowed":
    case "content-impossible":
    case "disk-full":
      return "chip-refused";
  }
}
