import { z } from "zod";

/** A calendar day, `yyyy-mm-dd`, without zone: a birth date, the day of the board. */
export const calendarDay = z.iso.date().brand("CalendarDay");
export type CalendarDay = z.infer<typeof calendarDay>;

/** An instant in UTC, ISO 8601 with milliseconds and `Z`, as stored. */
export const instant = z.iso.datetime({ precision: 3 }).brand("Instant");
export type Instant = z.infer<typeof instant>;

/** A university year, named by its two calendar years: `2026-2027`. */
export const academicYear = z
  .string()
  .regex(/^\d{4}-\d{4}$/)
  .brand("AcademicYear");
export type AcademicYear = z.infer<typeof academicYear>;

/** The instant of a number of milliseconds since 1970 UTC. */
export function instantOf(unixMs: number): Instant {
  return new Date(unixMs).toISOString() as Instant;
}

/** Milliseconds since 1970 UTC of an instant. */
export function unixMsOf(at: Instant): number {
  return Date.parse(at);
}

/** The academic year a day belongs to, when years turn on `turn` (`mm-dd`; French universities: `09-01`, often set earlier). */
export function academicYearOf(day: CalendarDay, turn: string): AcademicYear {
  const year = Number(day.slice(0, 4));
  const first = day.slice(5) >= turn ? year : year - 1;
  return `${first}-${first + 1}` as AcademicYear;
}

const dayMs = 86_400_000;

/** First and last day of an academic year, for the same `turn`. */
export function boundsOf(
  year: AcademicYear,
  turn: string,
): { readonly first: CalendarDay; readonly last: CalendarDay } {
  const [start, end] = year.split("-");
  const first = `${start}-${turn}` as CalendarDay;
  const lastMs = Date.parse(`${end}-${turn}T00:00:00.000Z`) - dayMs;
  return { first, last: new Date(lastMs).toISOString().slice(0, 10) as CalendarDay };
}

/** Whole years between a birth and a day. */
export function ageOn(birth: CalendarDay, day: CalendarDay): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) >= birth.slice(5) ? years : years - 1;
}

/** The calendar day it is, at an instant, in a zone named as IANA does. */
export function dayIn(zone: string, unixMs: number): CalendarDay {
  return daysOf(zone).format(unixMs) as CalendarDay;
}

/** Day and minute of the clock in a zone at an instant: `yyyy-MM-dd HH:mm`. */
export function minuteIn(zone: string, unixMs: number): string {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  return `${dayIn(zone, unixMs)} ${clock.format(unixMs)}`;
}

/** The day that follows. */
export function dayAfter(day: CalendarDay): CalendarDay {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + dayMs).toISOString().slice(0, 10) as CalendarDay;
}

/** The first moment of a day in a zone; found by looking, because some days have no midnight. */
export function startOfDay(zone: string, day: CalendarDay): Instant {
  let before = Date.parse(`${day}T00:00:00.000Z`) - dayMs;
  let within = before + 2 * dayMs;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dayIn(zone, middle) >= day) within = middle;
    else before = middle;
  }
  return instantOf(within);
}

const daysByZone = new Map<string, Intl.DateTimeFormat>();

/** One is made slowly and asked at every start and every line: each zone's is kept. */
function daysOf(zone: string): Intl.DateTimeFormat {
  const kept = daysByZone.get(zone);
  if (kept !== undefined) return kept;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  daysByZone.set(zone, made);
  return made;
}
