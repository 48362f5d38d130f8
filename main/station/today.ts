import {
  type AcademicYear,
  academicYearOf,
  type CalendarDay,
  dayIn,
  type Instant,
  instantOf,
} from "../core/calendar.ts";
import type { StationParts } from "./parts.ts";

/** The day at the desk. */
export function today({ clock, settings }: Pick<StationParts, "clock" | "settings">): CalendarDay {
  return dayIn(settings.zone, clock.now());
}

/** This moment. */
export function now({ clock }: Pick<StationParts, "clock">): Instant {
  return instantOf(clock.now());
}

/** The academic year of the day at the desk. */
export function thisYear(parts: Pick<StationParts, "clock" | "settings">): AcademicYear {
  return academicYearOf(today(parts), parts.settings.yearTurn);
}
