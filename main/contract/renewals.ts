import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { instant } from "../core/calendar.ts";
import { card } from "../core/card.ts";
import { evidence, renewalReason } from "../core/fees/reason.ts";
import { amountCents, meansOfPayment } from "../core/fees/rule.ts";
import { feeVerdict } from "../core/fees/verdict.ts";
import { renewalPhase, renewalState } from "../core/flows/renew-card-terms.ts";
import { paymentId, renewalId, studentId, visitId } from "../core/ids.ts";
import { cancelledBecause, payment } from "../core/money/payment.ts";
import { receipt } from "../core/money/receipt.ts";
import { answer } from "./answer.ts";

/** A renewal as the desk shows it. */
export const renewalView = z.strictObject({
  state: renewalState,
  startedAt: instant,
  endedAt: instant.nullable(),
  /** The card that was the student's, as it is now. */
  oldCard: card.nullable(),
  /** As it was agreed to, or while it is not, as it would be now; null without a reason. */
  verdict: feeVerdict.nullable(),
  /** Version of the table behind the verdict; 0: nobody has entered one. */
  table: z.int(),
  /** The table changed since the verdict was agreed to. */
  rulesChanged: z.boolean(),
  /** Means this desk takes for this fee. */
  means: z.array(meansOfPayment).readonly(),
  /** Payments of this student that paid for nothing yet. */
  unspent: z.array(payment).readonly(),
  payment: payment.nullable(),
  /** Lines of the register for the payment. */
  lines: z.array(receipt).readonly(),
  /** The new card is in the machine: nothing here changes any more. */
  beingMade: z.boolean(),
});
export type RenewalView = z.infer<typeof renewalView>;

/** One renewal that has something to come, for the list that the next agent sees. */
export const openRenewal = z.strictObject({
  id: renewalId,
  studentId,
  visitId,
  firstName: z.string(),
  lastName: z.string(),
  studentNumber: z.string(),
  reason: renewalReason.nullable(),
  phase: renewalPhase,
  /** The student's visit of the day is another one, or there is none. */
  ofAnotherDay: z.boolean(),
  startedAt: instant,
});
export type OpenRenewal = z.infer<typeof openRenewal>;

export const renewalFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("no-such-visit") }),
  z.strictObject({ kind: z.literal("visit-closed") }),
  z.strictObject({ kind: z.literal("no-such-renewal") }),
  z.strictObject({ kind: z.literal("no-such-payment") }),
  /** Somebody else was quicker: what is shown now is so. */
  z.strictObject({ kind: z.literal("stale") }),
  z.strictObject({ kind: z.literal("not-now"), phase: z.string() }),
  z.strictObject({ kind: z.literal("no-reason") }),
  z.strictObject({ kind: z.literal("rules-changed") }),
  z.strictObject({
    kind: z.literal("not-decided"),
    outcome: z.enum(["amount-unknown", "no-rule", "refused"]),
  }),
  z.strictObject({ kind: z.literal("still-to-see"), lacking: z.array(evidence).readonly() }),
  z.strictObject({ kind: z.literal("means-not-taken") }),
  z.strictObject({ kind: z.literal("other-amount"), dueCents: z.int() }),
  z.strictObject({ kind: z.literal("paid-already") }),
  z.strictObject({ kind: z.literal("other-payment") }),
  z.strictObject({ kind: z.literal("payment-not-free") }),
  /** This ticket, cheque or transfer was entered before. */
  z.strictObject({ kind: z.literal("reference-known") }),
  /** The register belongs to whoever holds it. */
  z.strictObject({ kind: z.literal("not-the-register-holder") }),
  z.strictObject({ kind: z.literal("day-closed"), day: z.string() }),
  z.strictObject({ kind: z.literal("clock-behind"), last: instant }),
  /** The new card is in the machine. */
  z.strictObject({ kind: z.literal("issue-under-way") }),
  z.strictObject({ kind: z.literal("disk-full") }),
]);
export type RenewalFault = z.infer<typeof renewalFault>;

const of = z.strictObject({ renewalId });
const done = answer(z.null(), renewalFault);

export const renewalsContract = {
  /** The renewal of a visit, again each time anything about it changes; null while there is none. */
  live: oc.input(z.strictObject({ visitId })).output(eventIterator(renewalView.nullable())),
  /** Every renewal with something to come, paid ones first, again at each change. */
  open: oc.output(eventIterator(z.array(openRenewal).readonly())),
  /** Begins the renewal of a visit's student, or takes up the one they have open. */
  begin: oc.input(z.strictObject({ visitId })).output(answer(z.strictObject({ renewalId }), renewalFault)),
  reason: oc.input(of.extend({ reason: renewalReason })).output(done),
  evidence: oc.input(of.extend({ evidence, seen: z.boolean() })).output(done),
  /** Agrees to the fee, or that there is none. `table`: the version the verdict on the screen came from. */
  agree: oc.input(of.extend({ table: z.int() })).output(done),
  /** Takes the agreement back, as long as nothing was paid. */
  reopen: oc.input(of).output(done),
  forceFree: oc.input(of.extend({ because: z.string().trim().min(3).max(300) })).output(done),
  /** Kept before the student pays: after a crash the desk knows that money may have moved. */
  beginPaying: oc.input(of.extend({ means: meansOfPayment })).output(done),
  dropPaying: oc.input(of).output(done),
  /** The payment was seen, or taken. Told twice under one key it is one. */
  pay: oc
    .input(
      of.extend({
        key: z.uuid(),
        amountCents: amountCents.min(1),
        reference: z.string().trim().min(1).max(60).nullable(),
        drawnBy: z.string().trim().min(1).max(120).nullable(),
      }),
    )
    .output(answer(z.strictObject({ paymentId }), renewalFault)),
  /** Pays with a payment of the student's that paid for nothing yet. */
  spendEarlier: oc.input(of.extend({ paymentId })).output(done),
  /** Takes a payment back by a counter-entry, whatever it paid for. */
  takeBack: oc.input(z.strictObject({ paymentId, because: cancelledBecause })).output(done),
  /** The old card is there again: it is live, and the renewal is over. */
  foundAgain: oc.input(of).output(done),
  giveUp: oc.input(of).output(done),
};
