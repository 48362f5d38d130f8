import { parseArgs } from "node:util";
import { type CalendarDay, calendarDay } from "../../core/calendar.ts";
import { eurosText } from "../../core/money/amount-text.ts";
import type { Closure } from "../../core/money/closure.ts";
import { today } from "../../station/today.ts";
import { missing } from "../usage-problem.ts";
import { UsageError, type Verb, type VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

/** `close-day --register R [--day DAY]`: closes a day of the desk's register for good, and says what it took by means, with the list of cheques. */
export const closeDayVerb: Verb = async (call) => {
  const { values } = parseArgs({
    args: [...call.args],
    options: { register: { type: "string" }, day: { type: "string" } },
  });
  const { register } = values;
  if (register === undefined) throw missing({ register });
  return withDesk(call, { folder: call.folder, beside: true }, async ({ station }) => {
    const { money } = station.parts.settings;
    if (money.mode !== "register" || money.register.id !== register) {
      return call.refuse("no-register", call.words("closeDay.no-register", { register }), { register });
    }
    const day = values.day === undefined ? today(station.parts) : dayTold(values.day);
    const closed = await station.till.close(day);
    if (!closed.ok) {
      const { kind, ...facts } = closed.fault;
      return call.refuse(kind, call.words(`closeDay.${kind}`, { day, ...facts }), { day, ...facts });
    }
    call.answer(closed.value, linesOf(closed.value, call));
    return 0;
  });
};

function linesOf({ register, day, lines, byMeans, totalCents, cheques }: Closure, { words }: VerbCall) {
  const language = words("fees.language") === "en" ? "en" : "fr";
  const euros = (cents: number) => `${cents < 0 ? "-" : ""}${eurosText(Math.abs(cents), language)} €`;
  return [
    words("closeDay.closed", { register, day }),
    lines === null ? words("closeDay.empty") : words("closeDay.lines", lines),
    ...byMeans.map(
      ({ means, totalCents: cents }) => `  ${words(`renewals:means.${means}`)}  ${euros(cents)}`,
    ),
    words("closeDay.total", { amount: euros(totalCents) }),
    ...cheques.map(({ reference, drawnBy, amountCents }) =>
      ["  ", reference ?? "", drawnBy ?? "", euros(amountCents)].join(" ").trimEnd(),
    ),
  ];
}

function dayTold(value: string): CalendarDay {
  const day = calendarDay.safeParse(value);
  if (day.success) return day.data;
  throw new UsageError({ kind: "not-one-of", option: "--day", value, allowed: "YYYY-MM-DD" });
}
