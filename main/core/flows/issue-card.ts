import type { ChipUid, SpoilReason } from "../card.ts";
import type { Escn } from "../escn.ts";
import type { CardId, JobId } from "../ids.ts";
import type { Act, Effect, IssueEvent, Phase, Resume, WaitReason } from "./issue-card-terms.ts";

/** How often a chip that turned out blank after a failed write is written again before the card is given up. */
const encodeTries = 2;

/** All there is to know about one issue: kept in the database, so a restart goes on from it. */
export interface IssueState {
  readonly jobId: JobId;
  readonly cardId: CardId;
  readonly escn: Escn;
  readonly studentNumber: string;
  readonly layersSha256: string;
  /** The chip bound to this card, once the writing of it was decided. */
  readonly uid: ChipUid | null;
  /** Pieces of plastic begun so far, the present one included. */
  readonly attempt: number;
  /** Counts acts: an answer to any other number is late and is ignored. */
  readonly act: number;
  readonly encodesTried: number;
  readonly phase: Phase;
}

/** The next state and what has to be done: records are committed together with the state, then the one act is performed. */
export interface Step {
  readonly state: IssueState;
  readonly effects: readonly Effect[];
}

/** Where an issue begins. */
export function newIssue(
  facts: Pick<IssueState, "jobId" | "cardId" | "escn" | "studentNumber" | "layersSha256">,
): IssueState {
  return { ...facts, uid: null, attempt: 1, act: 0, encodesTried: 0, phase: { at: "ready" } };
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
      return event.fault === null ? printing(state) : doubtingChip(state, spoilOf(event.fault.kind));
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

function acting(state: IssueState, phase: Phase, act: Act, records: readonly Effect[] = []): Step {
  const number = state.act + 1;
  return { state: { ...state, phase, act: number }, effects: [...records, { ...act, number }] };
}

function waiting(state: IssueState, reason: WaitReason, resume: Resume): Step {
  return { state: { ...state, phase: { at: "waiting", reason, resume } }, effects: [] };
}

function rejecting(state: IssueState, reason: SpoilReason): Step {
  return acting(state, { at: "rejecting", reason }, { do: "reject", reason });
}

function printing(state: IssueState): Step {
  return acting(state, { at: "printing" }, { do: "print", layersSha256: state.layersSha256 }, [
    { do: "move-card", card: state.cardId, to: "IN_PRINT" },
  ]);
}

function ejecting(state: IssueState): Step {
  return acting(state, { at: "ejecting" }, { do: "eject" }, [
    { do: "move-card", card: state.cardId, to: "ENCODED" },
  ]);
}

function verifying(state: IssueState): Step {
  return acting(
    state,
    { at: "verifying", lookedAt: false, chipMatched: false, lastTap: null },
    { do: "await-tap" },
  );
}

function encoding(state: IssueState, uid: ChipUid): Step {
  const next = { ...state, uid, encodesTried: state.encodesTried + 1 };
  const act: Act = { do: "encode", uid, record: { escn: state.escn, studentNumber: state.studentNumber } };
  return acting(next, { at: "encoding" }, act, [{ do: "bind-chip", card: state.cardId, uid }]);
}

function doubtingChip(state: IssueState, doubted: SpoilReason): Step {
  return acting(state, { at: "looking-at-chip", doubted }, { do: "look-at-chip" });
}

/** After a crash: look at the machine before anything else is done to it. */
function afterRestart(state: IssueState): Step {
  const { phase } = state;
  switch (phase.at) {
    case "ready":
    case "done":
    case "ended":
    case "waiting":
      return { state, effects: [] };
    case "verifying":
      return acting(state, { ...phase, lastTap: null }, { do: "await-tap" });
    case "replacing":
      return acting(state, phase, { do: "prepare-replacement" });
    case "checking-printer":
      return acting(state, phase, { do: "look-at-printer" });
    case "feeding":
    case "looking-at-chip":
      return acting(state, { at: "checking-printer", cardMayBeInside: true }, { do: "look-at-printer" });
    case "encoding":
    case "printing":
    case "ejecting":
    case "rejecting":
      return acting(state, { at: "recovering", from: phase }, { do: "look-at-printer" });
    case "recovering":
      return acting(state, phase, { do: "look-at-printer" });
  }
}

function afterLookAtPrinter(state: IssueState, event: Extract<IssueEvent, { kind: "printer-seen" }>): Step {
  if ("fault" in event) {
    return waiting(state, { kind: "printer", fault: event.fault }, resumeAfterBlindLook(state));
  }
  const { held, condition, code } = event.seen;
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

/** A printer that cannot be seen keeps its question: the card inside is decided on when it can. */
function resumeAfterBlindLook(state: IssueState): Resume {
  if (state.phase.at !== "recovering") return state.uid === null ? "next-card" : "card-inside";
  switch (state.phase.from.at) {
    case "ejecting":
      return "eject";
    case "rejecting":
      return { reject: state.phase.from.reason };
    case "printing":
      return { reject: "print-uncertain" };
    case "encoding":
      return "card-inside";
  }
}

/** What the machine holds settles what a crash left open. */
function afterRecoveryLook(
  state: IssueState,
  from: Extract<Phase, { at: "recovering" }>["from"],
  cardInside: boolean,
): Step {
  switch (from.at) {
    case "encoding":
      return cardInside ? doubtingChip(state, "chip-half-written") : replacing(state, "card-lost-inside");
    case "printing":
      return cardInside ? rejecting(state, "print-uncertain") : replacing(state, "card-lost-inside");
    case "ejecting":
      return cardInside ? ejectingAgain(state) : verifying(state);
    case "rejecting":
      return cardInside ? rejecting(state, from.reason) : afterReject({ ...state, phase: from });
  }
}

function ejectingAgain(state: IssueState): Step {
  return acting(state, { at: "ejecting" }, { do: "eject" });
}

function afterLookAtChip(state: IssueState, event: Extract<IssueEvent, { kind: "chip-seen" }>): Step {
  const doubted = state.phase.at === "looking-at-chip" ? state.phase.doubted : null;
  if ("fault" in event) return rejecting(state, doubted ?? spoilOf(event.fault.kind));
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
      return "chip-of-another-card";
    default:
      return "chip-refused";
  }
}

function reasonOf(state: IssueState): SpoilReason {
  return state.phase.at === "rejecting" ? state.phase.reason : "abandoned";
}

/** The plastic is in the box. A chip already bound is dead with it, so another card takes its place; otherwise the same card goes on. */
function afterReject(state: IssueState): Step {
  const reason = reasonOf(state);
  if (reason === "stale-card") {
    return acting(state, { at: "checking-printer", cardMayBeInside: false }, { do: "look-at-printer" });
  }
  if (reason === "abandoned") return ended(state, "abandoned");
  if (state.uid !== null) return replacing(state, reason);
  return waiting({ ...state, encodesTried: 0 }, { kind: "card-rejected", reason }, "next-card");
}

function replacing(state: IssueState, reason: SpoilReason): Step {
  return acting(state, { at: "replacing", reason }, { do: "prepare-replacement" });
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
      if (phase.at !== "waiting") return { state, effects: [] };
      return phase.resume === "next-card" ? ended(state, "abandoned") : rejecting(state, "abandoned");
  }
}

function resumed(state: IssueState, phase: Extract<Phase, { at: "waiting" }>): Step {
  if (phase.reason.kind === "already-live") return ended(state, "abandoned");
  const { resume } = phase;
  if (resume === "eject") return ejectingAgain(state);
  if (resume === "next-card" || resume === "card-inside") {
    const cardMayBeInside = resume === "card-inside";
    return acting(state, { at: "checking-printer", cardMayBeInside }, { do: "look-at-printer" });
  }
  return rejecting(state, resume.reject);
}

/** Plastic with a chip of ours is destroyed; a card that was never made is cancelled. */
function ended(state: IssueState, reason: SpoilReason): Step {
  return {
    state: { ...state, phase: { at: "ended" }, act: state.act + 1 },
    effects: [
      { do: "end-card", card: state.cardId, to: state.uid === null ? "CANCELED" : "DESTROYED", reason },
    ],
  };
}
