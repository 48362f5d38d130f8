import type { CalendarDay } from "../calendar.ts";
import { type Evidence, opposesAtOnce, type RenewalReason } from "../fees/reason.ts";
import type { CardId, RenewalId, StudentId, VisitId } from "../ids.ts";
import { failed, type Result, succeeded } from "../result.ts";
import type {
  Judged,
  RenewalEvent,
  RenewalRecord,
  RenewalRefusal,
  RenewalState,
} from "./renew-card-terms.ts";

/** The next state and what is kept with it. A renewal touches nothing in the world: the card is made by its issue. */
export interface RenewalStep {
  readonly state: RenewalState;
  readonly records: readonly RenewalRecord[];
}

type Taken = Result<RenewalStep, RenewalRefusal>;

/** Where a renewal begins. */
export function newRenewal(facts: {
  readonly id: RenewalId;
  readonly studentId: StudentId;
  readonly visitId: VisitId;
  readonly oldCard: CardId | null;
  readonly oldCardSince: CalendarDay | null;
}): RenewalState {
  return {
    ...facts,
    reason: null,
    evidence: [],
    opposed: false,
    fee: null,
    forced: null,
    payment: null,
    phase: { at: "open" },
  };
}

/** Whether a renewal still has something to come. */
export function isOpenRenewal({ phase }: RenewalState): boolean {
  return phase.at !== "done" && phase.at !== "ended";
}

/**
 * Decides one step of a renewal: reason, what is shown, fee, payment, and then the card, which its issue makes. Pure. The old card stays live until the new
 * one is, unless somebody else may hold it: then it is opposed at once, and live again if it is found before.
 */
export function step(state: RenewalState, event: RenewalEvent): Taken {
  switch (event.kind) {
    case "taken-up":
      return isOpenRenewal(state) ? taken({ ...state, visitId: event.visit }) : notNow(state);
    case "reason-told":
      return settlable(state) ?? taken(...withReason(state, event.reason));
    case "evidence-told":
      return settlable(state) ?? taken(withEvidence(state, event.evidence, event.seen));
    case "fee-agreed":
      return afterAgreement(state, event);
    case "forced-free":
      return afterForce(state, event);
    case "paying-begun":
      return afterPayingBegun(state, event);
    case "paying-dropped":
      return state.phase.at === "paying" ? taken({ ...state, phase: { at: "to-pay" } }) : notNow(state);
    case "paid":
      return afterPaid(state, event);
    case "payment-cancelled":
      return afterCancelled(state, event);
    case "fee-reopened":
      return settlable(state) ?? taken(reopened(state));
    case "found-again":
      return afterEnd(state, "found-again");
    case "given-up":
      return afterEnd(state, "given-up");
    case "card-live":
      return afterCardLive(state, event.card);
  }
}

function taken(state: RenewalState, records: readonly RenewalRecord[] = []): Taken {
  return succeeded({ state, records });
}

function notNow(state: RenewalState): Taken {
  return failed({ kind: "not-now", phase: state.phase.at });
}

/** What forbids changing the grounds of the fee, or null. */
function settlable(state: RenewalState): Taken | null {
  if (!isOpenRenewal(state) || state.phase.at === "paying") return notNow(state);
  return state.payment === null ? null : failed({ kind: "paid-already" });
}

/** The grounds changed: what was agreed to on the old ones does not hold. */
function reopened(state: RenewalState): RenewalState {
  return { ...state, fee: null, forced: null, phase: { at: "open" } };
}

function withReason(state: RenewalState, reason: RenewalReason): [RenewalState, readonly RenewalRecord[]] {
  const next = { ...reopened(state), reason };
  const card = state.oldCard;
  if (card === null || opposesAtOnce(reason) === state.opposed) return [next, []];
  return state.opposed
    ? [{ ...next, opposed: false }, [{ do: "restore-card", card }]]
    : [{ ...next, opposed: true }, [{ do: "oppose-card", card, because: reason }]];
}

function withEvidence(state: RenewalState, told: Evidence, seen: boolean): RenewalState {
  const others = state.evidence.filter((each) => each !== told);
  return { ...reopened(state), evidence: seen ? [...others, told] : others };
}

/** What keeps a fee from being settled, or null. */
function unsettled(state: RenewalState, { verdict }: Judged): Taken | null {
  if (state.reason === null) return failed({ kind: "no-reason" });
  if (verdict.outcome.kind === "refused") return failed({ kind: "not-decided", outcome: "refused" });
  return verdict.lacking.length > 0 ? failed({ kind: "still-to-see", lacking: verdict.lacking }) : null;
}

function afterAgreement(
  state: RenewalState,
  { judged, shownTable }: Extract<RenewalEvent, { kind: "fee-agreed" }>,
): Taken {
  if (state.phase.at !== "open") return notNow(state);
  const { outcome } = judged.verdict;
  if (judged.table !== shownTable) return failed({ kind: "rules-changed" });
  const hindrance = unsettled(state, judged);
  if (hindrance !== null) return hindrance;
  if (outcome.kind === "due") {
    const fee = { ...judged, dueCents: outcome.amountCents };
    return taken({ ...state, fee, phase: { at: "to-pay" } });
  }
  if (outcome.kind !== "free") return failed({ kind: "not-decided", outcome: outcome.kind });
  return taken({ ...state, fee: { ...judged, dueCents: 0 }, phase: { at: "ready" } });
}

function afterForce(
  state: RenewalState,
  { judged, by, because }: Extract<RenewalEvent, { kind: "forced-free" }>,
): Taken {
  const mayBeForced = state.phase.at === "open" || state.phase.at === "to-pay";
  if (!mayBeForced) return notNow(state);
  const hindrance = unsettled(state, judged);
  if (hindrance !== null) return hindrance;
  return taken({
    ...state,
    fee: { ...judged, dueCents: 0 },
    forced: { by, because },
    phase: { at: "ready" },
  });
}

function afterPayingBegun(
  state: RenewalState,
  { means, key, accepted }: Extract<RenewalEvent, { kind: "paying-begun" }>,
): Taken {
  if (state.phase.at !== "to-pay" || state.fee === null) return notNow(state);
  const named = state.fee.verdict.means;
  if (!accepted.includes(means) || (named.length > 0 && !named.includes(means))) {
    return failed({ kind: "means-not-taken" });
  }
  return taken({ ...state, phase: { at: "paying", means, key } });
}

function afterPaid(
  state: RenewalState,
  { payment, amountCents }: Extract<RenewalEvent, { kind: "paid" }>,
): Taken {
  const { phase, fee } = state;
  const owed = phase.at === "done" && phase.owed;
  if (fee === null || (phase.at !== "paying" && phase.at !== "to-pay" && !owed)) return notNow(state);
  if (amountCents !== fee.dueCents) return failed({ kind: "other-amount", dueCents: fee.dueCents });
  const after = phase.at === "done" ? { ...phase, owed: false } : ({ at: "ready" } as const);
  return taken({ ...state, payment, phase: after }, [{ do: "use-payment", payment }]);
}

function afterCancelled(
  state: RenewalState,
  { payment }: Extract<RenewalEvent, { kind: "payment-cancelled" }>,
): Taken {
  if (state.payment !== payment) return failed({ kind: "other-payment" });
  if (state.phase.at === "done") {
    return taken({ ...state, phase: { ...state.phase, owed: true } });
  }
  if (state.phase.at !== "ready") return notNow(state);
  return taken({ ...state, payment: null, phase: { at: "to-pay" } }, [{ do: "release-payment", payment }]);
}

/** A payment that a renewal no longer needs is nobody's: it pays for another, or is given back. */
function afterEnd(state: RenewalState, because: "found-again" | "given-up"): Taken {
  if (!isOpenRenewal(state) || state.phase.at === "paying") return notNow(state);
  const records: RenewalRecord[] = [];
  if (state.payment !== null) records.push({ do: "release-payment", payment: state.payment });
  const found = because === "found-again" && state.opposed && state.oldCard !== null;
  if (found && state.oldCard !== null) records.push({ do: "restore-card", card: state.oldCard });
  return taken(
    {
      ...state,
      payment: null,
      opposed: state.opposed && !found,
      phase: { at: "ended", because },
    },
    records,
  );
}

function afterCardLive(state: RenewalState, card: CardId): Taken {
  return state.phase.at === "ready"
    ? taken({ ...state, phase: { at: "done", card, owed: false } })
    : notNow(state);
}
