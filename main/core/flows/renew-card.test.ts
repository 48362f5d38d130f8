import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CalendarDay } from "../calendar.ts";
import { evidence, opposesAtOnce, renewalReason } from "../fees/reason.ts";
import type { FeeOutcome, FeeVerdict } from "../fees/verdict.ts";
import type { CardId, PaymentId, RenewalId, StudentId, VisitId } from "../ids.ts";
import { isOpenRenewal, newRenewal, step } from "./renew-card.ts";
import type { Judged, RenewalEvent, RenewalRecord, RenewalState } from "./renew-card-terms.ts";

const old = "old" as CardId;
const key = "018f0000-0000-4000-8000-000000000001";
const payment = "p1" as PaymentId;
const fresh = newRenewal({
  id: "r" as RenewalId,
  studentId: "s" as StudentId,
  visitId: "v" as VisitId,
  oldCard: old,
  oldCardSince: "2025-09-08" as CalendarDay,
});

function judged(outcome: FeeOutcome, more: Partial<FeeVerdict> = {}, table = 1): Judged {
  return {
    table,
    verdict: {
      outcome,
      judgedAs: "lost",
      rule: null,
      lacking: [],
      means: [],
      activationDelayHours: 0,
      wouldChange: [],
      ...more,
    },
  };
}
const due = judged({ kind: "due", amountCents: 1500, repeats: 0 });
const free = judged({ kind: "free", because: { kind: "no-charge" } });
const agreed = (to: Judged): RenewalEvent => ({ kind: "fee-agreed", judged: to, shownTable: to.table });
const begun: RenewalEvent = {
  kind: "paying-begun",
  means: "card-terminal",
  key,
  accepted: ["card-terminal"],
};
const paid: RenewalEvent = { kind: "paid", payment, amountCents: 1500 };
const lost: RenewalEvent = { kind: "reason-told", reason: "lost" };

const force = (to: Judged): RenewalEvent => ({
  kind: "forced-free",
  judged: to,
  by: "op",
  because: "boursière",
});

/** Takes events that are all taken. */
function taken(...events: readonly RenewalEvent[]) {
  let state: RenewalState = fresh;
  const records: RenewalRecord[] = [];
  for (const event of events) {
    const next = step(state, event);
    if (!next.ok) throw new Error(`${event.kind}: ${next.fault.kind}`);
    state = next.value.state;
    records.push(...next.value.records);
  }
  return { state, records };
}

/** What a renewal that went through `events` says to one more. */
function refused(last: RenewalEvent, ...events: readonly RenewalEvent[]) {
  const next = step(taken(...events).state, last);
  return next.ok ? null : next.fault;
}

describe("the old card", () => {
  test("stays live until the new one is, whatever the reason, unless somebody else may hold it", () => {
    for (const reason of renewalReason.options) {
      const { records } = taken({ kind: "reason-told", reason }, agreed(free));
      expect(records, reason).toEqual(
        opposesAtOnce(reason) ? [{ do: "oppose-card", card: old, because: reason }] : [],
      );
    }
  });

  test("is live again when it is found in the bag, and the renewal is over", () => {
    const { state, records } = taken(lost, { kind: "found-again" });
    expect(records.at(-1)).toEqual({ do: "restore-card", card: old });
    expect(state.phase).toEqual({ at: "ended", because: "found-again" });
  });

  test("is live again when it turns out to be damaged and not lost", () => {
    const { state, records } = taken(lost, { kind: "reason-told", reason: "damaged" });
    expect(records.at(-1)).toEqual({ do: "restore-card", card: old });
    expect(state.opposed).toBe(false);
  });

  test("stays opposed when a lost card's renewal is given up", () => {
    const { records } = taken(lost, { kind: "given-up" });
    expect(records.map((record) => record.do)).toEqual(["oppose-card"]);
  });
});

describe("the fee", () => {
  test("that is due is paid before the card may be made", () => {
    expect(taken(lost, agreed(due)).state.phase).toEqual({ at: "to-pay" });
    const { state, records } = taken(lost, agreed(due), begun, paid);
    expect(state).toMatchObject({ phase: { at: "ready" }, payment });
    expect(records.at(-1)).toEqual({ do: "use-payment", payment });
  });

  test("that is nothing lets the card be made at once", () => {
    expect(taken(lost, agreed(free)).state.phase).toEqual({ at: "ready" });
  });

  test("is asked again when the table changed since it was shown", () => {
    const event: RenewalEvent = {
      kind: "fee-agreed",
      judged: judged(due.verdict.outcome, {}, 2),
      shownTable: 1,
    };
    expect(refused(event, lost)).toEqual({ kind: "rules-changed" });
  });

  test("is asked again when the reason or what was seen changes, also after it was agreed to", () => {
    const tested: RenewalEvent = { kind: "evidence-told", evidence: "chip-test-failed", seen: true };
    const { state } = taken(lost, agreed(due), tested);
    expect(state).toMatchObject({ phase: { at: "open" }, fee: null, evidence: ["chip-test-failed"] });
    const changed = taken(lost, tested, agreed(free), { kind: "reason-told", reason: "chip-faulty" }).state;
    expect(changed).toMatchObject({ phase: { at: "open" }, evidence: ["chip-test-failed"] });
  });

  test("nobody decided stops the renewal, and so does a piece that was not seen", () => {
    for (const outcome of [
      { kind: "amount-unknown" },
      { kind: "no-rule" },
      { kind: "refused", because: "not-enrolled" },
    ] as const) {
      expect(refused(agreed(judged(outcome)), lost)).toEqual({
        kind: "not-decided",
        outcome: outcome.kind,
      });
    }
    expect(refused(agreed(judged(due.verdict.outcome, { lacking: ["request-form"] })), lost)).toEqual({
      kind: "still-to-see",
      lacking: ["request-form"],
    });
    expect(refused(agreed(due))).toEqual({ kind: "no-reason" });
  });

  test("can be forced to nothing, by whom and why kept, but not past a refusal", () => {
    expect(taken(lost, agreed(due), force(due)).state).toMatchObject({
      phase: { at: "ready" },
      forced: { by: "op", because: "boursière" },
      fee: { dueCents: 0 },
    });
    expect(taken(lost, force(judged({ kind: "amount-unknown" }))).state.phase.at).toBe("ready");
    expect(refused(force(judged({ kind: "refused", because: "not-enrolled" })), lost)).toMatchObject({
      kind: "not-decided",
    });
  });
});

describe("the payment", () => {
  test("of another amount is not taken: nothing is kept of a slip of the hand", () => {
    const slip: RenewalEvent = { kind: "paid", payment, amountCents: 150 };
    expect(refused(slip, lost, agreed(due), begun)).toEqual({ kind: "other-amount", dueCents: 1500 });
  });

  test("by a means that the rule, or this desk, does not take is refused", () => {
    const onlyCard = judged(due.verdict.outcome, { means: ["card-terminal"] });
    const cheque: RenewalEvent = { ...begun, means: "cheque", accepted: ["cheque"] };
    expect(refused(cheque, lost, agreed(onlyCard))).toEqual({ kind: "means-not-taken" });
    expect(refused({ ...begun, accepted: [] }, lost, agreed(due))).toEqual({ kind: "means-not-taken" });
  });

  test("once begun is either there or dropped before anything else changes", () => {
    expect(refused(lost, lost, agreed(due), begun)).toEqual({ kind: "not-now", phase: "paying" });
    expect(refused({ kind: "given-up" }, lost, agreed(due), begun)).toMatchObject({ kind: "not-now" });
    expect(taken(lost, agreed(due), begun, { kind: "paying-dropped" }).state.phase.at).toBe("to-pay");
  });

  test("taken back before the card is made is asked for again; after, it is owed until it is paid", () => {
    const cancelled: RenewalEvent = { kind: "payment-cancelled", payment };
    const before = taken(lost, agreed(due), begun, paid, cancelled);
    expect(before.state).toMatchObject({ phase: { at: "to-pay" }, payment: null });
    expect(before.records.at(-1)).toEqual({ do: "release-payment", payment });
    const made: RenewalEvent = { kind: "card-live", card: "new" as CardId };
    const after = taken(lost, agreed(due), begun, paid, made, cancelled);
    expect(after.state.phase).toEqual({ at: "done", card: "new", owed: true });
    const again: RenewalEvent = { ...paid, payment: "p2" as PaymentId };
    expect(taken(lost, agreed(due), begun, paid, made, cancelled, again).state).toMatchObject({
      phase: { at: "done", owed: false },
      payment: "p2",
    });
    expect(refused(again, lost, agreed(due), begun, paid, made)).toMatchObject({ kind: "not-now" });
  });

  test("is nobody's again when the card is found after it: it is given back, or pays for another", () => {
    const { state, records } = taken(lost, agreed(due), begun, paid, { kind: "found-again" });
    expect(records.slice(-2)).toEqual([
      { do: "release-payment", payment },
      { do: "restore-card", card: old },
    ]);
    expect(state).toMatchObject({ payment: null, phase: { at: "ended", because: "found-again" } });
  });

  test("holds the grounds of the fee: they change only once it is taken back", () => {
    expect(refused({ kind: "reason-told", reason: "worn" }, lost, agreed(due), begun, paid)).toEqual({
      kind: "paid-already",
    });
  });
});

const anyEvent: fc.Arbitrary<RenewalEvent> = fc.oneof(
  fc.constantFrom(...renewalReason.options).map((reason) => ({ kind: "reason-told" as const, reason })),
  fc.record({
    kind: fc.constant("evidence-told" as const),
    evidence: fc.constantFrom(...evidence.options),
    seen: fc.boolean(),
  }),
  fc.constantFrom(agreed(due), agreed(free), begun, paid, { ...paid, payment: "p2" as PaymentId }),
  fc.constantFrom<RenewalEvent>(
    { kind: "paying-dropped" },
    { kind: "payment-cancelled", payment },
    { kind: "payment-cancelled", payment: "p2" as PaymentId },
    { kind: "fee-reopened" },
    { kind: "found-again" },
    { kind: "given-up" },
    { kind: "card-live", card: "new" as CardId },
    { kind: "taken-up", visit: "v2" as VisitId },
  ),
);

test("whatever happens, a card is made only when it is paid or free, the old one is opposed and restored in turn, and a payment is used and let go in turn", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      let state: RenewalState = fresh;
      let live = true;
      const used = new Set<PaymentId>();
      for (const event of events) {
        const next = step(state, event);
        if (!next.ok) continue;
        if (event.kind === "card-live") expect(state.phase.at).toBe("ready");
        for (const record of next.value.records) {
          if (record.do === "oppose-card") expect(live).toBe(true);
          if (record.do === "restore-card") expect(live).toBe(false);
          if (record.do === "oppose-card") live = false;
          if (record.do === "restore-card") live = true;
          if (record.do === "use-payment") used.add(record.payment);
          if (record.do === "release-payment") expect(used.delete(record.payment)).toBe(true);
        }
        state = next.value.state;
        if (event.kind === "payment-cancelled") used.delete(event.payment);
        expect(used.size).toBeLessThanOrEqual(1);
        const { fee, phase } = state;
        if (phase.at === "ready") expect((fee?.dueCents ?? -1) === 0 || used.size === 1).toBe(true);
        if (phase.at === "ended") expect(used.size).toBe(0);
        if (isOpenRenewal(state)) expect(state.opposed).toBe(!live);
      }
    }),
    { numRuns: 2000 },
  );
});
