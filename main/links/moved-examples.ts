import { type AcademicYear, academicYearOf, type CalendarDay, type Instant } from "../core/calendar.ts";
import type { AppointmentFile } from "../core/ports/file-import.ts";
import type { StudentFile } from "../core/student.ts";
import { instantIn, localTimeIn } from "./local-time.ts";

/**
 * An agenda moved as a whole so that its first day becomes `day`, at the same local times of `zone` on both sides of a clock change.
 * Keys change with the day, the same for the same day: what was seen of another day's agenda stays what it was.
 */
export function movedToDay(
  agenda: readonly AppointmentFile[],
  day: CalendarDay,
  zone = "Europe/Paris",
): readonly AppointmentFile[] {
  const first = agenda.map((appointment) => appointment.day).sort()[0];
  if (first === undefined || first === day) return agenda;
  const days = Math.round((Date.parse(day) - Date.parse(first)) / 86_400_000);
  const moved = (at: Instant) => {
    const local = localTimeIn(zone, at);
    return instantIn(zone, { ...local, day: daysAfter(local.day, days) });
  };
  return agenda.map((appointment) => ({
    ...appointment,
    key: `${appointment.key}@${day}`,
    day: daysAfter(appointment.day, days),
    startsAt: moved(appointment.startsAt),
    endsAt: appointment.endsAt === null ? null : moved(appointment.endsAt),
  }));
}

/**
 * Students moved by whole years so that the latest enrolment is for `year`: enrolments and births alike, so that nobody's age
 * at the start of the year changes. Enrolments open on 1 June (see `isEnrolled`).
 */
export function movedToYear(students: readonly StudentFile[], year: AcademicYear): readonly StudentFile[] {
  const latest = students
    .flatMap(({ enrolledOn }) => enrolledOn ?? [])
    .sort()
    .at(-1);
  if (latest === undefined) return students;
  const years = Number(year.slice(0, 4)) - Number(academicYearOf(latest, "06-01").slice(0, 4));
  if (years === 0) return students;
  return students.map((student) => ({
    ...student,
    birthDate: yearsAfter(student.birthDate, years),
    enrolledOn: student.enrolledOn === null ? null : yearsAfter(student.enrolledOn, years),
  }));
}

function daysAfter(day: CalendarDay, days: number): CalendarDay {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10) as CalendarDay;
}

/** The same day of another year; 29 February becomes the 28th where there is none. */
function yearsAfter(day: CalendarDay, years: number): CalendarDay {
  const moved = `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
  const exists = new Date(moved).toISOString().slice(0, 10) === moved;
  return (exists ? moved : `${moved.slice(0, 8)}28`) as CalendarDay;
}
