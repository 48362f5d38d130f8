import type { RenewalFault, RenewalView } from "../contract/renewals.ts";
import { dayIn, unixMsOf } from "../core/calendar.ts";
import type { Evidence, RenewalReason } from "../core/fees/reason.ts";
import type { MeansOfPayment } from "../core/fees/rule.ts";
import { newRenewal, step } from "../core/flows/renew-card.ts";
import type { RenewalEvent } from "../core/flows/renew-card-terms.ts";
import {
  operatorId,
  type PaymentId,
  paymentId as paymentIdSchema,
  type RenewalId,
  renewalId as renewalIdSchema,
  type VisitId,
} from "../core/ids.ts";
import { type CancelledBecause, isUnspent, type Payment } from "../core/money/payment.ts";
import { type Receipt, receiptYear } from "../core/money/receipt.ts";
import type { KeepFault, KeptRenewal, RenewalCommit } from "../core/ports/renewal-records.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { Changes } from "./changes.ts";
import type { StationParts } from "./parts.ts";
import { judgedNow, meansTaken, renewalView } from "./renewal-view.ts";
import { now, today } from "./today.ts";

/** What an agent tells of a payment. */
export interface PaymentTold {
  readonly key: string;
  readonly amountCents: number;
  readonly reference: string | null;
  readonly drawnBy: string | null;
}

type Done = Promise<Result<null, RenewalFault>>;

/** Renewals at the desk. Each act is decided on what is kept, and kept whole or not at all. */
export interface Renewing {
  view(visit: VisitId): Promise<RenewalView | null>;
  begin(visit: VisitId): Promise<Result<{ readonly renewalId: RenewalId }, RenewalFault>>;
  reason(renewal: RenewalId, reason: RenewalReason): Done;
  evidence(renewal: RenewalId, evidence: Evidence, seen: boolean): Done;
  agree(renewal: RenewalId, table: number): Done;
  reopen(renewal: RenewalId): Done;
  forceFree(renewal: RenewalId, because: string): Done;
  beginPaying(renewal: RenewalId, means: MeansOfPayment): Done;
  dropPaying(renewal: RenewalId): Done;
  pay(
    renewal: RenewalId,
    told: PaymentTold,
  ): Promise<Result<{ readonly paymentId: PaymentId }, RenewalFault>>;
  spendEarlier(renewal: RenewalId, payment: PaymentId): Done;
  takeBack(payment: PaymentId, because: CancelledBecause): Done;
  foundAgain(renewal: RenewalId): Done;
  giveUp(renewal: RenewalId): Done;
}

/** What renewals are made with. */
export type RenewingParts = Pick<StationParts, "store" | "settings" | "clock" | "randomness" | "acting">;

type Alongside = Pick<RenewalCommit, "takings" | "refunding">;

/** The renewals of a station. */
export function createRenewing(parts: RenewingParts, changes: Changes): Renewing {
  const { store, settings, randomness, acting } = parts;
  const { money } = settings;

  const opened = async (id: RenewalId): Promise<Result<KeptRenewal, RenewalFault>> => {
    const kept = await store.renewals.byId(id);
    if (kept === null) return failed({ kind: "no-such-renewal" });
    const job = await store.jobs.lastOfVisit(kept.state.visitId);
    return job?.open === true ? failed({ kind: "issue-under-way" }) : succeeded(kept);
  };
  /** Decides an event on what is kept, and keeps what it decides. */
  const take = async (
    { state, revision }: KeptRenewal,
    event: RenewalEvent,
    alongside: Alongside = {},
  ): Done => {
    const decided = step(state, event);
    if (!decided.ok) return decided;
    const commit = { revision, at: now(parts), by: acting.now(), ...decided.value, ...alongside };
    const kept = await store.renewals.commit(commit);
    if (!kept.ok) return failed(faultOf(kept.fault));
    const { visitId } = decided.value.state;
    changes.tell("renewals", "board", "money", visitId);
    return succeeded(null);
  };
  const tell = async (id: RenewalId, event: RenewalEvent): Done => {
    const kept = await opened(id);
    return kept.ok ? take(kept.value, event) : kept;
  };
  /** A register's money is its holder's to take; whoever sits at the machine's own command line holds everything. */
  const holdsRegister = async (): Promise<boolean> => {
    const id = operatorId.safeParse(acting.now());
    if (money.mode === "seen" || !id.success) return true;
    return (await store.operators.byId(id.data))?.roles.includes("regie") === true;
  };
  const lineFor = (
    { id, amountCents, means, reference, drawnBy }: Payment,
    more: Pick<Receipt, "kind" | "cancels">,
  ): Omit<Receipt, "number"> | null => {
    if (money.mode === "seen") return null;
    const day = today(parts);
    return {
      register: money.register.id,
      year: receiptYear(day),
      paymentId: id,
      amountCents: more.kind === "receipt" ? amountCents : -amountCents,
      means,
      reference,
      drawnBy,
      day,
      at: now(parts),
      by: acting.now(),
      ...more,
    };
  };
  const pay = async ({ state, revision }: KeptRenewal, told: PaymentTold, means: MeansOfPayment) => {
    const payment: Payment = {
      id: paymentIdSchema.parse(randomness.uuid()),
      key: told.key,
      studentId: state.studentId,
      amountCents: told.amountCents,
      means,
      reference: told.reference,
      drawnBy: told.drawnBy,
      day: today(parts),
      takenAt: now(parts),
      takenBy: acting.now(),
      usedBy: null,
      cancelled: null,
    };
    const receipt = lineFor(payment, { kind: "receipt", cancels: null });
    const paid = await take(
      { state, revision, startedAt: now(parts), endedAt: null },
      { kind: "paid", payment: payment.id, amountCents: payment.amountCents },
      { takings: { payment, receipt } },
    );
    return paid.ok ? succeeded({ paymentId: payment.id }) : paid;
  };

  return {
    async view(visit) {
      const of = await store.visits.byId(visit);
      if (of === null) return null;
      const kept = (await store.renewals.lastOfVisit(visit)) ?? (await store.renewals.openOf(of.studentId));
      return kept === null ? null : renewalView(parts, kept);
    },
    async begin(visitId) {
      const visit = await store.visits.byId(visitId);
      if (visit === null) return failed({ kind: "no-such-visit" });
      if (visit.state === "done") return failed({ kind: "visit-closed" });
      const open = await store.renewals.openOf(visit.studentId);
      if (open !== null) {
        const { id } = open.state;
        if (open.state.visitId === visitId) return succeeded({ renewalId: id });
        const taken = await tell(id, { kind: "taken-up", visit: visitId });
        return taken.ok ? succeeded({ renewalId: id }) : taken;
      }
      const job = await store.jobs.lastOfVisit(visitId);
      if (job?.open === true) return failed({ kind: "issue-under-way" });
      const before = await store.cards.lastLiveOf(visit.studentId);
      const since = before?.enabledAt ?? null;
      const id = renewalIdSchema.parse(randomness.uuid());
      const state = newRenewal({
        id,
        studentId: visit.studentId,
        visitId,
        oldCard: before?.id ?? null,
        oldCardSince: since === null ? null : dayIn(settings.zone, unixMsOf(since)),
      });
      const added = await store.renewals.add({ revision: 0, startedAt: now(parts), endedAt: null, state });
      if (!added.ok) return failed({ kind: added.fault.kind === "disk-full" ? "disk-full" : "stale" });
      changes.tell("renewals", "board", visitId);
      return succeeded({ renewalId: id });
    },
    reason: (id, reason) => tell(id, { kind: "reason-told", reason }),
    evidence: (id, evidence, seen) => tell(id, { kind: "evidence-told", evidence, seen }),
    async agree(id, table) {
      const kept = await opened(id);
      if (!kept.ok) return kept;
      const judged = await judgedNow(parts, kept.value.state);
      if (judged === null) return failed({ kind: "no-reason" });
      return take(kept.value, { kind: "fee-agreed", judged, shownTable: table });
    },
    reopen: (id) => tell(id, { kind: "fee-reopened" }),
    async forceFree(id, because) {
      const kept = await opened(id);
      if (!kept.ok) return kept;
      const judged = await judgedNow(parts, kept.value.state);
      if (judged === null) return failed({ kind: "no-reason" });
      return take(kept.value, { kind: "forced-free", judged, by: acting.now(), because });
    },
    async beginPaying(id, means) {
      if (!(await holdsRegister())) return failed({ kind: "not-the-register-holder" });
      const key = randomness.uuid();
      return tell(id, { kind: "paying-begun", means, key, accepted: meansTaken(parts) });
    },
    dropPaying: (id) => tell(id, { kind: "paying-dropped" }),
    async pay(id, told) {
      if (!(await holdsRegister())) return failed({ kind: "not-the-register-holder" });
      const known = await store.money.paymentByKey(told.key);
      if (known !== null) {
        const same = known.amountCents === told.amountCents && known.reference === told.reference;
        return same ? succeeded({ paymentId: known.id }) : failed({ kind: "other-payment" });
      }
      const kept = await opened(id);
      if (!kept.ok) return kept;
      const { phase } = kept.value.state;
      if (phase.at !== "paying") return failed({ kind: "not-now", phase: phase.at });
      if (phase.key !== told.key) return failed({ kind: "other-payment" });
      return pay(kept.value, told, phase.means);
    },
    async spendEarlier(id, paymentId) {
      const kept = await opened(id);
      if (!kept.ok) return kept;
      const payment = await store.money.payment(paymentId);
      if (payment === null || payment.studentId !== kept.value.state.studentId) {
        return failed({ kind: "no-such-payment" });
      }
      if (!isUnspent(payment)) return failed({ kind: "payment-not-free" });
      return take(kept.value, { kind: "paid", payment: paymentId, amountCents: payment.amountCents });
    },
    async takeBack(paymentId, because) {
      if (!(await holdsRegister())) return failed({ kind: "not-the-register-holder" });
      const payment = await store.money.payment(paymentId);
      if (payment === null) return failed({ kind: "no-such-payment" });
      if (payment.cancelled !== null) return failed({ kind: "payment-not-free" });
      const [line] = await store.money.linesOfPayment(paymentId);
      const counterEntry =
        line === undefined
          ? null
          : lineFor(payment, {
              kind: "counter-entry",
              cancels: { year: line.year, number: line.number },
            });
      const refunding = {
        payment: paymentId,
        cancelled: { at: now(parts), by: acting.now(), because },
        counterEntry,
      };
      if (payment.usedBy === null) {
        const refunded = await store.money.refund(refunding);
        if (!refunded.ok) return failed(faultOf(refunded.fault));
        changes.tell("renewals", "money");
        return succeeded(null);
      }
      const kept = await opened(payment.usedBy);
      return kept.ok
        ? take(kept.value, { kind: "payment-cancelled", payment: paymentId }, { refunding })
        : kept;
    },
    foundAgain: (id) => tell(id, { kind: "found-again" }),
    giveUp: (id) => tell(id, { kind: "given-up" }),
  };
}

/** The rules of the database that can be broken by what somebody types, or by two agents at once. */
function faultOf(fault: KeepFault): RenewalFault {
  if (fault.kind !== "refused") return fault;
  if (/payment_reference|payment\.means/.test(fault.rule)) return { kind: "reference-known" };
  if (/payment_key|payment\.key|payment_of_renewal|payment\.used_by/.test(fault.rule))
    return { kind: "stale" };
  throw new Error(`refused for no known reason: ${fault.rule}`);
}
