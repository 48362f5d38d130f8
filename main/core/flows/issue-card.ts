import type { ChipUid, SpoilReason } from "../card.ts";
import type { ChipSight } from "../ports/card-encoder.ts";
import type { PrinterState } from "../ports/card-printer.ts";
import {
  acting,
  afterChip,
  afterPrint,
  afterReject,
  awaitingBlank,
  awaitingOwnCard,
  encoding,
  ended,
  type IssueState,
  isUsed,
  lookingAtChip,
  lookingFirst,
  movingToChip,
  printing,
  reasonOf,
  rejecting,
  replacing,
  type Step,
  verifying,
  waiting,
} from "./issue-card-moves.ts";
import { afterRecoveryLook, afterRestart, resumeAfterBlindLook } from "./issue-card-recovery.ts";
import type { EncodeFault, IssueEvent, Phase, Resume } from "./issue-card-terms.ts";

/** How often a chip is gone on with after a write that failed or was cut short, before the card is given up. */
const encodeTries = 3;

/** Where an issue begins. */
export function newIssue(
  facts: Pick<IssueState, "jobId" | "cardId" | "escn" | "studentNumber" | "layersSha256">,
): IssueState {
  return {
    ...facts,
    way: "chip-first",
    inked: false,
    uid: null,
    attempt: 1,
    act: 0,
    encodesTried: 0,
    exchanges: null,
    phase: { at: "ready" },
  };
}

/**
 * Decides one step of making a card: feed, look at the chip, write it, print, give out, verify, hand over; or print before
 * the chip; or the chip on the desk reader and the print after it, as the printer's way wants it.
 * Pure. A card that may carry ink or keys of an unfinished attempt always goes to the reject box, and its successor is another card.
 */
export function step(state: IssueState, event: IssueEvent): Step {
  if ("answers" in event && event.answers !== state.act) return { state, effects: [] };
  switch (event.kind) {
    case "started":
      return state.phase.at === "ready"
        ? acting(state, { at: "checking-printer", cardMayBeInside: false }, { do: "look-at-printer" }, [
            { do: "move-card", card: state.cardId, to: "REQUEST_CHECKED" },
          ])
        : { state, effects: [] };
    case "restarted":
      return afterRestart(state);
    case "printer-seen":
      return afterLookAtPrinter(state, event);
    case "fed":
      if (event.fault !== null) return waiting(state, { kind: "printer", fault: event.fault }, "next-card");
      return state.way === "print-first" ? printing(state) : lookingAtChip(state, null);
    case "chip-seen":
      return afterLookAtChip(state, event);
    case "encoded":
      return event.fault === null
        ? afterChip({ ...state, exchanges: event.report.exchanges })
        : afterEncodeFault(state, event.fault);
    case "printed":
      return afterPrinted(state, event);
    case "moved-to-chip":
      return event.fault === null
        ? lookingAtChip(state, null)
        : waiting(state, { kind: "printer", fault: event.fault }, "card-inside");
    case "ejected":
      return event.fault === null
        ? verifying(state)
        : waiting(state, { kind: "printer", fault: event.fault }, "eject");
    case "rejected":
      return event.fault === null
        ? afterReject(state)
        : waiting(state, { kind: "printer", fault: event.fault }, { reject: reasonOf(state) });
    case "replacement-ready":
      return afterReplacement(state, event);
    case "tapped":
      return afterTap(state, event);
    case "record-refused":
      return afterRefusal(state);
    case "operator":
      return afterOperator(state, event.says);
  }
}

function afterPrinted(state: IssueState, { fault }: Extract<IssueEvent, { kind: "printed" }>): Step {
  if (fault === null) return afterPrint(state);
  if (fault.cardTouched) {
    return rejecting(state, fault.fault.kind === "condition" ? "print-failed" : "print-uncertain");
  }
  const resume = state.way === "two-steps" ? "print" : "card-inside";
  return waiting({ ...state, inked: false }, { kind: "printer", fault: fault.fault }, resume);
}

function afterLookAtPrinter(before: IssueState, event: Extract<IssueEvent, { kind: "printer-seen" }>): Step {
  if ("fault" in event) {
    return waiting(before, { kind: "printer", fault: event.fault }, resumeAfterBlindLook(before));
  }
  const state = begunWay(before, event);
  const { held, condition, code } = event.seen;
  if (held === "unknown" && condition !== null) {
    const fault = { kind: "condition", condition, code } as const;
    return waiting(state, { kind: "printer", fault }, resumeAfterBlindLook(state));
  }
  if (state.phase.at === "recovering") return afterRecoveryLook(state, state.phase.from, held !== "none");
  if (state.phase.at !== "checking-printer") return { state, effects: [] };
  if (state.way === "two-steps") return afterLookInTwoSteps(state, event.seen);
  if (held !== "none") {
    return state.phase.cardMayBeInside
      ? goingOnInside(state)
      : acting(state, { at: "rejecting", reason: "stale-card" }, { do: "reject", reason: "stale-card" });
  }
  if (isUsed(state)) return replacing(state, "card-lost-inside");
  if (condition !== null) {
    return waiting(state, { kind: "printer", fault: { kind: "condition", condition, code } }, "next-card");
  }
  return acting(state, { at: "feeding" }, { do: "feed" });
}

/** The printer may have been changed for another since: with no card begun, its own way is the way. */
function begunWay(
  state: IssueState,
  { way }: Extract<IssueEvent, { readonly seen: PrinterState }>,
): IssueState {
  const begun = isUsed(state) || state.phase.at !== "checking-printer" || state.phase.cardMayBeInside;
  return way === undefined || begun ? state : { ...state, way };
}

/** A card found inside that is this issue's goes on where it was left: to the chip, or under the head where the print comes first. */
function goingOnInside(state: IssueState): Step {
  if (state.way !== "print-first") return lookingAtChip(state, null);
  return state.inked ? movingToChip(state) : printing(state);
}

/** In two steps a printer without cards is as it should be until the card is put in by hand. */
function afterLookInTwoSteps(state: IssueState, { condition, code }: PrinterState): Step {
  const wantsCard = state.uid === null;
  if (condition !== null && !(wantsCard && condition === "feeder-empty")) {
    const fault = { kind: "condition", condition, code } as const;
    return waiting(state, { kind: "printer", fault }, wantsCard ? "next-card" : "print");
  }
  return wantsCard ? awaitingBlank(state) : printing(state);
}

function afterLookAtChip(state: IssueState, event: Extract<IssueEvent, { kind: "chip-seen" }>): Step {
  const doubted = state.phase.at === "looking-at-chip" ? state.phase.doubted : null;
  if ("fault" in event) {
    if (event.fault.kind === "crous-unlisted") {
      return waiting(state, { kind: "crous-unlisted", uid: event.fault.uid }, "card-inside");
    }
    const reason = doubted ?? spoilOf(event.fault);
    // In two steps a card that is not there was lifted, not lost: its chip still tells how far it got.
    if (state.way === "two-steps" && isLifted(event.fault.kind)) return awaitingOwnCard(state, doubted);
    return reason === "card-removed"
      ? lookingFirst(state, { at: "rejecting", reason })
      : rejecting(state, reason);
  }
  return judged(state, event.seen, doubted);
}

/** What the chip in hand is, and what follows. */
function judged(state: IssueState, seen: ChipSight, doubted: SpoilReason | null): Step {
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
function isThisCard(state: IssueState, seen: Extract<ChipSight, { readonly kind: "personalised" }>): boolean {
  return seen.uid === state.uid && (seen.record === null || seen.record.escn === state.escn);
}

/** What can be put right waits for a person, and takes no try; what never can sends the card to the box; the rest is looked at again. */
function afterEncodeFault(state: IssueState, fault: EncodeFault): Step {
  const untried = { ...state, encodesTried: state.encodesTried - 1 };
  switch (fault.kind) {
    case "no-such-key":
    case "keys-locked":
    case "keys-unreachable":
    case "keys-slowed":
      return waiting(
        untried,
        { kind: "keys-unavailable", key: `${fault.name} v${fault.version}` },
        "card-inside",
      );
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

function afterReplacement(
  state: IssueState,
  event: Extract<IssueEvent, { kind: "replacement-ready" }>,
): Step {
  if (state.phase.at !== "replacing") return { state, effects: [] };
  const { reason } = state.phase;
  const next: IssueState = {
    ...state,
    cardId: event.cardId,
    escn: event.escn,
    layersSha256: event.layersSha256,
    uid: null,
    inked: false,
    encodesTried: 0,
    exchanges: null,
    attempt: state.attempt + 1,
    phase: {
      at: "waiting",
      reason:
        reason === "card-lost-inside"
          ? { kind: "card-lost" }
          : { kind: "card-rejected", reason, byHand: state.way === "two-steps" },
      resume: "next-card",
    },
  };
  return {
    state: next,
    effects: [
      { do: "end-card", card: state.cardId, to: "DESTROYED", reason },
      {
        do: "add-card",
        card: event.cardId,
        like: state.cardId,
        escn: event.escn,
        template: event.template,
        layersSha256: event.layersSha256,
      },
    ],
  };
}

function afterTap(state: IssueState, event: Extract<IssueEvent, { kind: "tapped" }>): Step {
  if (state.phase.at === "awaiting-blank") return afterBlankLaid(state, event.seen);
  if (state.phase.at === "awaiting-own-card") return afterOwnCardLaid(state, event.seen, state.phase.doubted);
  if (state.phase.at !== "verifying") return { state, effects: [] };
  const { seen } = event;
  const matched =
    seen !== null &&
    seen.kind === "personalised" &&
    isThisCard(state, seen) &&
    (seen.record === null || seen.record.studentNumber === state.studentNumber);
  if (matched && state.phase.lookedAt) return handedOver(state);
  const phase: Phase = {
    ...state.phase,
    chipMatched: matched || state.phase.chipMatched,
    lastTap: matched ? "matches" : seen === null ? "unreadable" : "another-card",
  };
  return acting(state, phase, { do: "await-tap" });
}

function afterBlankLaid(state: IssueState, seen: ChipSight | null): Step {
  switch (seen?.kind) {
    case undefined:
      return awaitingBlank(state, "unreadable");
    case "blank":
      // Whether a zone of the CROUS is known is asked where the chip is looked at.
      return seen.beside === undefined ? encoding(state, seen.uid) : lookingAtChip(state, null);
    case "wrong-type":
      return awaitingBlank(state, "wrong-type");
    case "personalised":
    case "half-written":
    case "foreign":
      return awaitingBlank(state, "not-blank");
  }
}

function afterOwnCardLaid(state: IssueState, seen: ChipSight | null, doubted: SpoilReason | null): Step {
  if (seen === null) return awaitingOwnCard(state, doubted, "unreadable");
  if (!("uid" in seen) || seen.uid !== state.uid) return awaitingOwnCard(state, doubted, "another-card");
  return judged(state, seen, doubted);
}

function handedOver(state: IssueState): Step {
  return {
    state: { ...state, phase: { at: "done" }, act: state.act + 1 },
    effects: [
      { do: "move-card", card: state.cardId, to: "ENABLED" },
      { do: "close-visit", job: state.jobId },
    ],
  };
}

/** The database refused: the chip is another card's, or the student already holds a live card. */
function afterRefusal(state: IssueState): Step {
  if (state.phase.at === "looking-at-chip") return rejecting(state, "chip-of-another-card");
  if (state.phase.at === "awaiting-blank") return awaitingBlank(state, "not-blank");
  if (state.phase.at === "verifying") return waiting(state, { kind: "already-live" }, "next-card");
  if (state.phase.at === "replacing") return replacing(state, state.phase.reason);
  return { state, effects: [] };
}

function afterOperator(state: IssueState, says: Extract<IssueEvent, { kind: "operator" }>["says"]): Step {
  const { phase } = state;
  switch (says) {
    case "go-on":
      return phase.at === "waiting" ? resumed(state, phase) : { state, effects: [] };
    case "looks-good":
      if (phase.at !== "verifying") return { state, effects: [] };
      return phase.chipMatched
        ? handedOver(state)
        : { state: { ...state, phase: { ...phase, lookedAt: true } }, effects: [] };
    case "looks-bad":
      return phase.at === "verifying" ? replacing(state, "print-bad") : { state, effects: [] };
    case "will-not-verify":
      if (phase.at === "awaiting-own-card" || (phase.at === "waiting" && phase.resume === "print")) {
        return replacing(state, "card-not-found");
      }
      return phase.at === "verifying" ? replacing(state, "verification-failed") : { state, effects: [] };
    case "give-up":
      if (phase.at === "verifying" || phase.at === "awaiting-blank" || phase.at === "awaiting-own-card") {
        return ended(state, "abandoned");
      }
      return phase.at === "waiting" ? givenUp(state, phase.resume) : { state, effects: [] };
  }
}

/** A printer that can not let go of the card is no reason to keep the student: given up twice, the next issue finds the card and rejects it. */
function givenUp(state: IssueState, resume: Resume): Step {
  if (resume === "next-card" || state.way === "two-steps") return ended(state, "abandoned");
  if (typeof resume === "object" && resume.reject === "abandoned") return ended(state, "abandoned");
  return lookingFirst(state, { at: "rejecting", reason: "abandoned" });
}

function resumed(state: IssueState, phase: Extract<Phase, { at: "waiting" }>): Step {
  if (phase.reason.kind === "already-live") return ended(state, "abandoned");
  const { resume } = phase;
  if (resume === "eject") return lookingFirst(state, { at: "ejecting" });
  // In two steps the card whose chip waits lies on the desk, not in the printer.
  if (resume === "card-inside" && state.way === "two-steps") {
    return state.uid === null ? awaitingBlank(state) : lookingAtChip(state, null);
  }
  if (resume === "next-card" || resume === "card-inside" || resume === "print") {
    const cardMayBeInside = resume === "card-inside";
    return acting(state, { at: "checking-printer", cardMayBeInside }, { do: "look-at-printer" });
  }
  return lookingFirst(state, { at: "rejecting", reason: resume.reject });
}
