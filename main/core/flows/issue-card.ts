import type { PrinterState } from "../ports/card-printer.ts";
import { afterEncodeFault, afterLookAtChip } from "./issue-card-chip.ts";
import {
  acting,
  afterChip,
  afterPrint,
  afterReject,
  awaitingBlank,
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
import { afterTap, handedOver } from "./issue-card-taps.ts";
import type { IssueEvent, Phase, Resume } from "./issue-card-terms.ts";

/** Where an issue begins. */
export function newIssue(
  facts: Pick<
    IssueState,
    "jobId" | "cardId" | "escn" | "studentNumber" | "layersSha256" | "replaces" | "renews"
  >,
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
