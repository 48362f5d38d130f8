import { oc } from "@orpc/contract";
import { z } from "zod";
import { calendarDay, instant } from "../core/calendar.ts";
import { studentId, visitId } from "../core/ids.ts";
import { preflightProblem } from "../core/preflight.ts";
import { service } from "../core/queue-plan.ts";

/** One appointment to come, and what will go wrong with it. */
export const preflightLine = z.strictObject({
  visitId,
  studentId,
  dueAt: instant,
  firstName: z.string(),
  lastName: z.string(),
  studentNumber: z.string(),
  email: z.string().nullable(),
  service: service.shape.name,
  problems: z.array(preflightProblem).readonly(),
});
export type PreflightLine = z.infer<typeof preflightLine>;

/** The appointments of one day to come, by their hour. */
export const preflight = z.strictObject({
  /** The day looked at; null: no appointment is to come. */
  day: calendarDay.nullable(),
  /** The next days that have any, and the one looked at. */
  days: z.array(calendarDay).readonly(),
  lines: z.array(preflightLine).readonly(),
});
export type Preflight = z.infer<typeof preflight>;

export const preflightContract = {
  /** Looks at a day before it comes; null: the next one with appointments. */
  look: oc.input(z.strictObject({ day: calendarDay.nullable() })).output(preflight),
};
