import type { SpoilReason } from "../card.ts";
import {
  acting,
  afterReject,
  doubtingChip,
  ejecting,
  encoding,
  ended,
  type IssueState,
  lookingFirst,
  printing,
  reasonOf,
  rejecting,
  replacing,
  type Step,
  verifying,
  waiting,
} from "./issue-card-moves.ts";
import { afterRecoveryLook, afterRestart, resumeAfterBlindLook } from "./issue-card-recovery.ts";
import type { IssueEvent, Phase, Resume } from "./issue-card-terms.ts";

/** How often a chip that turned out blank after a failed write is written again before the card is given up. */
const encodeTries = 2;

/** Where an issue begins. */
export function newIssue(
  facts: Pick<IssueState, "jobId" | "cardId" | "escn" | "studentNumber" | "layersSha256">,
): IssueState {
  return {
    ...facts,
    uid: null,
    attempt: 1,
    act: 0,
    encodesTried: 0,
    exchanges: null,
    phase: { at: "ready" },
  };
}

/**
 * Decides one step of making a card: feed, look at the chip, write it, print, give out, verify, hand over.
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
      return event.fault === null
        ? acting(state, { at: "looking-at-chip", doubted: null }, { do: "look-at-chip" })
        : waiting(state, { kind: "printer", fault: event.fault }, "next-card");
    case "chip-seen":
      return afterLookAtChip(state, event);
    case "encoded":
      return event.fault === null
        ? printing({ ...state, exchanges: event.report.exchanges })
        : doubtingChip(state, spoilOf(event.fault.kind));
    case "printed":
      if (event.fault === null) return ejecting(state);
      return event.fault.cardTouched
        ? rejecting(state, event.fault.fault.kind === "condition" ? "print-failed" : "print-uncertain")
        : waiting(state, { kind: "printer", fault: event.fault.fault }, "card-inside");
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

function afterLookAtPrinter(state: IssueState, event: Extract<IssueEvent, { kind: "printer-seen" }>): Step {
  if ("fault" in event) {
    return waiting(state, { kind: "printer", fault: event.fault }, resumeAfterBlindLook(state));
  }
  const { held, condition, code } = event.seen;
  if (held === "unknown" && condition !== null) {
    const fault = { kind: "condition", condition, code } as const;
    return waiting(state, { kind: "printer", fault }, resumeAfterBlindLook(state));
  }
  if (state.phase.at === "recovering") return afterRecoveryLook(state, state.phase.from, held !== "none");
  if (state.phase.at !== "checking-printer") return { state, effects: [] };
  if (held !== "none") {
    return state.phase.cardMayBeInside
      ? acting(state, { at: "looking-at-chip", doubted: null }, { do: "look-at-chip" })
      : acting(state, { at: "rejecting", reason: "stale-card" }, { do: "reject", reason: "stale-card" });
  }
  if (state.uid !== null) return replacing(state, "card-lost-inside");
  if (condition !== null) {
    return waiting(state, { kind: "printer", fault: { kind: "condition", condition, code } }, "next-card");
  }
  return acting(state, { at: "feeding" }, { do: "feed" });
}

function afterLookAtChip(state: IssueState, event: Extract<IssueEvent, { kind: "chip-seen" }>): Step {
  const doubted = state.phase.at === "looking-at-chip" ? state.phase.doubted : null;
  if ("fault" in event) {
    const reason = doubted ?? spoilOf(event.fault.kind);
    return reason === "card-removed"
      ? lookingFirst(state, { at: "rejecting", reason })
      : rejecting(state, reason);
  }
  const { seen } = event;
  switch (seen.kind) {
    case "blank":
      if (state.uid !== null && state.uid !== seen.uid) return rejecting(state, "chip-of-another-card");
      return state.encodesTried < encodeTries
        ? encoding(state, seen.uid)
        : rejecting(state, doubted ?? "chip-refused");
    case "personalised":
      return seen.uid === state.uid && seen.record.escn === state.escn
        ? printing(state)
        : rejecting(state, "chip-of-another-card");
    case "half-written":
      return rejecting(state, "chip-half-written");
    case "foreign":
      return rejecting(state, "chip-of-another-card");
    case "wrong-type":
      return rejecting(state, "wrong-card-type");
  }
}

/** Which words a fault of the chip is thrown away under. */
function spoilOf(fault: string): SpoilReason {
  switch (fault) {
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
    default:
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
    encodesTried: 0,
    exchanges: null,
    attempt: state.attempt + 1,
    phase: {
      at: "waiting",
      reason: reason === "card-lost-inside" ? { kind: "card-lost" } : { kind: "card-rejected", reason },
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
        layersSha256: event.layersSha256,
      },
    ],
  };
}

function afterTap(state: IssueState, event: Extract<IssueEvent, { kind: "tapped" }>): Step {
  if (state.phase.at !== "verifying") return { state, effects: [] };
  const { seen } = event;
  const matched =
    seen !== null &&
    seen.kind === "personalised" &&
    seen.uid === state.uid &&
    seen.record.escn === state.escn &&
    seen.record.studentNumber === state.studentNumber;
  if (matched && state.phase.lookedAt) return handedOver(state);
  const phase: Phase = {
    ...state.phase,
    chipMatched: matched || state.phase.chipMatched,
    lastTap: matched ? "matches" : seen === null ? "unreadable" : "another-card",
  };
  return acting(state, phase, { do: "await-tap" });
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
      return phase.at === "verifying" ? replacing(state, "verification-failed") : { state, effects: [] };
    case "give-up":
      if (phase.at === "verifying") return ended(state, "abandoned");
      return phase.at === "waiting" ? givenUp(state, phase.resume) : { state, effects: [] };
  }
}

/** A printer that can not let go of the card is no reason to keep the student: given up twice, the next issue finds the card and rejects it. */
function givenUp(state: IssueState, resume: Resume): Step {
  if (resume === "next-card") return ended(state, "abandoned");
  if (typeof resume === "object" && resume.reject === "abandoned") return ended(state, "abandoned");
  return lookingFirst(state, { at: "rejecting", reason: "abandoned" });
}

function resumed(state: IssueState, phase: Extract<Phase, { at: "waiting" }>): Step {
  if (phase.reason.kind === "already-live") return ended(state, "abandoned");
  const { resume } = phase;
  if (resume === "eject") return lookingFirst(state, { at: "ejecting" });
  if (resume === "next-card" || resume === "card-inside") {
    const cardMayBeInside = resume === "card-inside";
    return acting(state, { at: "checking-printer", cardMayBeInside }, { do: "look-at-printer" });
  }
  return lookingFirst(state, { at: "rejecting", reason: resume.reject });
}
