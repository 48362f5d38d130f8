import { z } from "zod";
import { academicYearOf, boundsOf, type CalendarDay, instant } from "./calendar.ts";

const days = (least: number, most: number, usual: number) => z.int().min(least).max(most).default(usual);

/**
 * How many days things are kept once they are over. Persons and their visits: a year, the default of esup-sgc's own purge and of the sheet on practice
 * (§3). Journals and log: the CNIL's recommendation on logging (JO of 30 October 2021), six months to a year. Tickets say who came when: a term.
 */
export const retentionPeriods = z.strictObject({
  /** Students whose last academic year ended so long ago. */
  students: days(30, 1825, 365),
  /** Visits that are over, and their appointments. */
  visits: days(30, 1825, 365),
  /** Places in the queue, calls and ticket numbers. */
  tickets: days(1, 365, 90),
  /** Journals of how cards were made. */
  journals: days(180, 365, 365),
  /** Lines of the log file. */
  log: days(180, 365, 365),
});
export type RetentionPeriods = z.infer<typeof retentionPeriods>;

/** What has a period of its own, in the order it is purged: what hangs on something goes before it. */
export const purgedThing = z.enum(["tickets", "journals", "visits", "students", "log"]);

/** The periods nobody chose yet. */
export const usualPeriods: RetentionPeriods = retentionPeriods.parse({});

/** What one night's purge did. Says nothing of anybody. */
export const purgeReport = z.strictObject({
  at: instant,
  tookMs: z.number(),
  removed: z
    .array(z.strictObject({ thing: z.enum([...purgedThing.options, "photos"]), count: z.int() }))
    .readonly(),
  /** What stopped it half way; what was removed before stays removed. */
  stoppedBy: z.enum(["disk-full", "refused"]).nullable(),
});
export type PurgeReport = z.infer<typeof purgeReport>;

const dayMs = 86_400_000;

/** The day before which something is over that is kept so many days. */
export function dayBefore(today: CalendarDay, keptDays: number): CalendarDay {
  return new Date(Date.parse(`${today}T00:00:00.000Z`) - keptDays * dayMs)
    .toISOString()
    .slice(0, 10) as CalendarDay;
}

/**
 * The day before which a last enrolment is of an academic year that ended so many days ago. Enrolments of the summer, from 1 June on, are for
 * the year that begins.
 */
export function enrolmentsGoneBefore(today: CalendarDay, keptDays: number, yearTurn: string): CalendarDay {
  const { first } = boundsOf(academicYearOf(dayBefore(today, keptDays), yearTurn), yearTurn);
  return (yearTurn > "06-01" ? `${first.slice(0, 4)}-06-01` : first) as CalendarDay;
}
