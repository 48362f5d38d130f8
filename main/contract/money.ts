import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { calendarDay } from "../core/calendar.ts";
import { closure } from "../core/money/closure.ts";
import { payment } from "../core/money/payment.ts";
import { receipt, register } from "../core/money/receipt.ts";
import { answer } from "./answer.ts";

/** The money of a day. */
export const moneyDay = z.strictObject({
  day: calendarDay,
  /** Null where payments are only seen. */
  register: register.nullable(),
  payments: z.array(payment).readonly(),
  lines: z.array(receipt).readonly(),
  /** What the closure of the day says, or would say now. */
  closing: closure.pick({ lines: true, byMeans: true, totalCents: true, cheques: true }),
  /** Null while the day is open. */
  closed: closure.nullable(),
  /** Earlier days with entries that nobody closed. */
  unclosed: z.array(calendarDay).readonly(),
});
export type MoneyDay = z.infer<typeof moneyDay>;

export const moneyFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("no-register") }),
  z.strictObject({ kind: z.literal("no-such-line") }),
  z.strictObject({ kind: z.literal("day-closed"), day: z.string() }),
  z.strictObject({ kind: z.literal("day-to-come") }),
  /** An earlier day comes first. */
  z.strictObject({ kind: z.literal("earlier-day-open"), day: calendarDay }),
  z.strictObject({ kind: z.literal("disk-full") }),
]);
export type MoneyFault = z.infer<typeof moneyFault>;

const line = receipt.pick({ register: true, year: true, number: true });

export const moneyContract = {
  /** Money of a day (null: today), again at each change. */
  day: oc.input(z.strictObject({ day: calendarDay.nullable() })).output(eventIterator(moneyDay)),
  /** Closes a day of the desk's register for good. */
  close: oc.input(z.strictObject({ day: calendarDay })).output(answer(closure, moneyFault)),
  /** Notes that a receipt is given out; from the second time on it is a DUPLICATA. */
  copy: oc.input(line).output(answer(z.strictObject({ line: receipt, duplicata: z.boolean() }), moneyFault)),
};
