import { z } from "zod";
import { calendarDay, instant } from "../calendar.ts";
import { amountCents, meansOfPayment } from "../fees/rule.ts";
import { paymentId, renewalId, studentId } from "../ids.ts";

/** Why a payment was taken back by a counter-entry. */
export const cancelledBecause = z.enum(["wrong-amount", "cheque-refused", "refund", "entered-by-mistake"]);
export type CancelledBecause = z.infer<typeof cancelledBecause>;

/** Money a desk saw or took. Never changed: it is used by one renewal at most, and taken back at most once. */
export const payment = z.strictObject({
  id: paymentId,
  /** Made when the paying begins: the same payment told twice is one. */
  key: z.uuid(),
  studentId,
  amountCents: amountCents.min(1),
  means: meansOfPayment,
  /** Number of the terminal's ticket, of the cheque, of the transfer; null where there is none. */
  reference: z.string().trim().min(1).max(60).nullable(),
  /** Who drew the cheque and on what bank, for the list that goes to the accountant. */
  drawnBy: z.string().trim().min(1).max(120).nullable(),
  day: calendarDay,
  takenAt: instant,
  /** The operator's identifier. */
  takenBy: z.string(),
  /** The renewal that used it; null: none yet, or one that was given up. */
  usedBy: renewalId.nullable(),
  cancelled: z.strictObject({ at: instant, by: z.string(), because: cancelledBecause }).nullable(),
});
export type Payment = z.infer<typeof payment>;

/** Whether a payment may still pay for something. */
export function isUnspent({ usedBy, cancelled }: Payment): boolean {
  return usedBy === null && cancelled === null;
}
