import { z } from "zod";
import { type CalendarDay, calendarDay, instant } from "../calendar.ts";
import { meansOfPayment } from "../fees/rule.ts";
import { type Receipt, receipt } from "./receipt.ts";

/** What one means brought in on a day, counter-entries taken off. */
const byMeans = z.strictObject({
  means: meansOfPayment,
  receipts: z.int(),
  counterEntries: z.int(),
  totalCents: z.int(),
});

/** The exact end of a register's day. Once kept, nothing more is entered on that day. */
export const closure = z.strictObject({
  register: z.string(),
  day: calendarDay,
  /** First and last line of the day; null for a day without any. */
  lines: z.strictObject({ first: z.int(), last: z.int() }).nullable(),
  byMeans: z.array(byMeans).readonly(),
  totalCents: z.int(),
  /** The cheques that go to the accountant, those taken back left out. */
  cheques: z.array(receipt).readonly(),
  at: instant,
  by: z.string(),
});
export type Closure = z.infer<typeof closure>;

/** Adds a day's lines up. */
export function closureOf(
  day: CalendarDay,
  lines: readonly Receipt[],
): Pick<Closure, "lines" | "byMeans" | "totalCents" | "cheques"> {
  const own = lines.filter((line) => line.day === day).toSorted((a, b) => a.number - b.number);
  const used = meansOfPayment.options.filter((means) => own.some((line) => line.means === means));
  const isTakenBack = (line: Receipt) =>
    own.some(({ cancels }) => cancels?.year === line.year && cancels.number === line.number);
  return {
    lines: own.length === 0 ? null : { first: own[0]?.number ?? 0, last: own.at(-1)?.number ?? 0 },
    byMeans: used.map((means) => {
      const of = own.filter((line) => line.means === means);
      const receipts = of.filter(({ kind }) => kind === "receipt").length;
      return { means, receipts, counterEntries: of.length - receipts, totalCents: sum(of) };
    }),
    totalCents: sum(own),
    cheques: own.filter((line) => line.means === "cheque" && line.kind === "receipt" && !isTakenBack(line)),
  };
}

function sum(lines: readonly Receipt[]): number {
  return lines.reduce((total, line) => total + line.amountCents, 0);
}
