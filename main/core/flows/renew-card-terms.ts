import { z } from "zod";
import { calendarDay } from "../calendar.ts";
import { type Evidence, evidence, type RenewalReason, renewalReason } from "../fees/reason.ts";
import { amountCents, meansOfPayment } from "../fees/rule.ts";
import { type FeeVerdict, feeVerdict } from "../fees/verdict.ts";
import {
  type CardId,
  cardId,
  type PaymentId,
  paymentId,
  renewalId,
  studentId,
  type VisitId,
  visitId,
} from "../ids.ts";

/** Where a renewal stands. */
export const renewalPhase = z.discriminatedUnion("at", [
  /** The reason is asked, then what is shown; nothing is owed yet. */
  z.strictObject({ at: z.literal("open") }),
  /** The fee was agreed to. */
  z.strictObject({ at: z.literal("to-pay") }),
  /** The student is at the terminal, or writes the cheque: after a crash nobody knows whether it was paid, and the means is asked. */
  z.strictObject({ at: z.literal("paying"), means: meansOfPayment, key: z.uuid() }),
  /** Paid, or free: the card may be made. */
  z.strictObject({ at: z.literal("ready") }),
  /** `owed`: the money was taken back after the card had been handed over. */
  z.strictObject({ at: z.literal("done"), card: cardId, owed: z.boolean() }),
  z.strictObject({ at: z.literal("ended"), because: z.enum(["found-again", "given-up"]) }),
]);

/** All there is to know about one renewal: kept in the database, so the next agent goes on from it. */
export const renewalState = z.strictObject({
  id: renewalId,
  studentId,
  visitId,
  /** The card that was the student's; null when none is known here. */
  oldCard: cardId.nullable(),
  oldCardSince: calendarDay.nullable(),
  reason: renewalReason.nullable(),
  evidence: z.array(evidence).readonly(),
  /** This renewal opposed the old card, before the new one was there. */
  opposed: z.boolean(),
  /** The verdict as it was agreed to, with the version of the table; null until then. */
  fee: z.strictObject({ verdict: feeVerdict, table: z.int(), dueCents: amountCents }).nullable(),
  /** Made free in spite of the table, by whom and why. */
  forced: z.strictObject({ by: z.string(), because: z.string().min(3).max(300) }).nullable(),
  payment: paymentId.nullable(),
  phase: renewalPhase,
});
export type RenewalState = z.infer<typeof renewalState>;

/** The verdict that counts when an event happens. The station judges: a flow has no table. */
export interface Judged {
  readonly verdict: FeeVerdict;
  readonly table: number;
}

/** What happened. */
export type RenewalEvent =
  /** The student came back another day: the renewal goes on in that visit. */
  | { readonly kind: "taken-up"; readonly visit: VisitId }
  | { readonly kind: "reason-told"; readonly reason: RenewalReason }
  | { readonly kind: "evidence-told"; readonly evidence: Evidence; readonly seen: boolean }
  /** `shownTable`: the version of the table the verdict on the screen came from. */
  | { readonly kind: "fee-agreed"; readonly judged: Judged; readonly shownTable: number }
  | {
      readonly kind: "forced-free";
      readonly judged: Judged;
      readonly by: string;
      readonly because: string;
    }
  | {
      readonly kind: "paying-begun";
      readonly means: z.infer<typeof meansOfPayment>;
      readonly key: string;
      /** What this desk, or its register, takes at all. */
      readonly accepted: readonly z.infer<typeof meansOfPayment>[];
    }
  | { readonly kind: "paying-dropped" }
  | { readonly kind: "paid"; readonly payment: PaymentId; readonly amountCents: number }
  /** The payment was taken back by a counter-entry. */
  | { readonly kind: "payment-cancelled"; readonly payment: PaymentId }
  | { readonly kind: "fee-reopened" }
  | { readonly kind: "found-again" }
  | { readonly kind: "given-up" }
  | { readonly kind: "card-live"; readonly card: CardId };

/** Something the database keeps, committed with the state that decided it. */
export type RenewalRecord =
  | { readonly do: "oppose-card"; readonly card: CardId; readonly because: RenewalReason }
  | { readonly do: "restore-card"; readonly card: CardId }
  | { readonly do: "use-payment"; readonly payment: PaymentId }
  | { readonly do: "release-payment"; readonly payment: PaymentId };

/** Why a renewal does not take an event. */
export type RenewalRefusal =
  | { readonly kind: "not-now"; readonly phase: RenewalState["phase"]["at"] }
  | { readonly kind: "no-reason" }
  /** Somebody changed the table since the verdict was shown. */
  | { readonly kind: "rules-changed" }
  /** The verdict is no price: nobody may go on from it. */
  | { readonly kind: "not-decided"; readonly outcome: "amount-unknown" | "no-rule" | "refused" }
  | { readonly kind: "still-to-see"; readonly lacking: readonly Evidence[] }
  | { readonly kind: "means-not-taken" }
  | { readonly kind: "other-amount"; readonly dueCents: number }
  /** The reason or the evidence can not change under a payment: that is taken back first. */
  | { readonly kind: "paid-already" }
  | { readonly kind: "other-payment" };
