import { z } from "zod";
import { type CalendarDay, calendarDay, instant } from "../calendar.ts";
import { meansOfPayment } from "../fees/rule.ts";
import { paymentId } from "../ids.ts";

/** A register of a régie, as its founding act makes it: it takes these means and no other. */
export const register = z.strictObject({
  /** As it stands before the number of a receipt. */
  id: z.string().regex(/^[A-Z0-9]{1,12}$/),
  name: z.string().trim().min(1).max(80),
  /** The founding act: its number, or how it is cited. */
  act: z.string().trim().max(120),
  means: z.array(meansOfPayment).min(1).readonly(),
  /** To whom cheques are made out. */
  chequesTo: z.string().trim().max(120),
});
export type Register = z.infer<typeof register>;

/** One line of a register's counterfoil journal. Numbered from 1 each year without a gap; a counter-entry takes an earlier line back. */
export const receipt = z.strictObject({
  register: z.string(),
  year: z.int(),
  number: z.int().min(1),
  kind: z.enum(["receipt", "counter-entry"]),
  paymentId,
  /** The line of the same register that a counter-entry takes back. */
  cancels: z.strictObject({ year: z.int(), number: z.int() }).nullable(),
  /** Negative for a counter-entry. */
  amountCents: z.int(),
  means: meansOfPayment,
  reference: z.string().nullable(),
  drawnBy: z.string().nullable(),
  day: calendarDay,
  at: instant,
  by: z.string(),
});
export type Receipt = z.infer<typeof receipt>;

/** The year a day's receipts are numbered in. */
export function receiptYear(day: CalendarDay): number {
  return Number(day.slice(0, 4));
}
