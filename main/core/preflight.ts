import { z } from "zod";
import { type Instant, minuteIn, unixMsOf } from "./calendar.ts";
import type { QueuePlan } from "./queue-plan.ts";
import { concern } from "./student.ts";

/** What will go wrong with an appointment if nobody does anything: what the file says, and what the day says. */
export const preflightProblem = z.enum([
  ...concern.options,
  /** They come for a card and have one. */
  "live-card",
  "outside-hours",
  "slot-full",
  "twice",
  /** Nobody can write to them. */
  "no-email",
]);
export type PreflightProblem = z.infer<typeof preflightProblem>;

/** What hours and slots say of each appointment of a day, in the order given: who is one too many in a slot is whoever stands later. */
export function problemsOfTimes(
  starts: readonly Instant[],
  zone: string,
  { hours, slots }: Pick<QueuePlan, "hours" | "slots">,
): readonly (readonly PreflightProblem[])[] {
  const taken = new Map<number, number>();
  return starts.map((at) => {
    const [day = "", time = ""] = minuteIn(zone, unixMsOf(at)).split(" ");
    const [hour = 0, minute = 0] = time.split(":").map(Number);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
    const isOpen = hours.some(({ days, from, to }) => days.includes(weekday) && from <= time && time < to);
    const slot = Math.floor((hour * 60 + minute) / slots.minutes);
    const before = taken.get(slot) ?? 0;
    taken.set(slot, before + 1);
    return [
      ...(hours.length === 0 || isOpen ? [] : (["outside-hours"] as const)),
      ...(slots.places === 0 || before < slots.places ? [] : (["slot-full"] as const)),
    ];
  });
}
