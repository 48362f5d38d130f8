import { z } from "zod";
import { academicYearOf, ageOn, type CalendarDay, calendarDay } from "./calendar.ts";
import { studentId } from "./ids.ts";
import { ineKind } from "./ine.ts";

/** Why the university holds a student back at the desk: books not given back, money owed to the accountant, or a reason the desk itself wrote down. */
export const block = z.enum(["library-books", "debt", "desk"]);
export type Block = z.infer<typeof block>;

/** The blocks that files tell of. */
export const toldBlock = block.exclude(["desk"]);

/**
 * What the student files tell about one person. Civil names go on official papers and to the CROUS;
 * the usage names (prénom d'usage, nom d'usage) go on the card whenever they are given.
 */
export const studentFile = z.strictObject({
  /** The university's own number, an opaque text of at most 20 characters. */
  number: z.string().min(1).max(20),
  /** Identifiant national étudiant, 11 characters, or null while the student has none. */
  ine: z.string().nullable(),
  civilLastName: z.string().min(1),
  civilFirstName: z.string().min(1),
  usageLastName: z.string().nullable(),
  usageFirstName: z.string().nullable(),
  birthDate: calendarDay,
  email: z.string().nullable(),
  programme: z.string(),
  /** As the university writes it: L1, M2, BUT 3, D. */
  level: z.string(),
  /** The day fees and papers were both found in order; null: not enrolled yet. */
  enrolledOn: calendarDay.nullable(),
  /** Number of the certificate of the contribution vie étudiante et de campus. */
  cvec: z.string().nullable(),
  blocks: z.array(block).readonly(),
  /** The university's own words for the kind of student: étudiant, apprenti, échange… */
  population: z.string(),
  /** Name of the picture delivered with the import, if any. */
  photoFile: z.string().nullable(),
});
export type StudentFile = z.infer<typeof studentFile>;

/** A student as the desk knows them. */
export const student = studentFile.extend({
  id: studentId,
  /** The day a guardian's authorisation was seen for a minor. */
  guardianSeenOn: calendarDay.nullable(),
  hasPhoto: z.boolean(),
});
export type Student = z.infer<typeof student>;

/** The name a card carries: usage names first, civil ones where there is no other. */
export function nameOnCard(file: StudentFile): { readonly firstName: string; readonly lastName: string } {
  return {
    firstName: file.usageFirstName ?? file.civilFirstName,
    lastName: file.usageLastName ?? file.civilLastName,
  };
}

/** Whether the student is enrolled for the academic year that `day` belongs to. */
export function isEnrolled(file: StudentFile, day: CalendarDay, turn: string): boolean {
  return file.enrolledOn !== null && file.enrolledOn <= day && enrolmentCovers(file.enrolledOn, day, turn);
}

/** Enrolments open before the year turns (from 1 June), so one of July counts for the year that starts in September. */
function enrolmentCovers(enrolledOn: CalendarDay, day: CalendarDay, turn: string): boolean {
  const year = academicYearOf(day, turn);
  return enrolledOn >= `${year.slice(0, 4)}-06-01`;
}

/** Whether the student is under 18 on `day`. */
export function isMinor(file: StudentFile, day: CalendarDay): boolean {
  return ageOn(file.birthDate, day) < 18;
}

/** What may stand between a student and a card, worst first. */
export const concern = z.enum([
  "not-enrolled",
  "blocked-library-books",
  "blocked-debt",
  "blocked-desk",
  "minor-without-authorisation",
  "photo-missing",
  "ine-provisional",
]);
export type Concern = z.infer<typeof concern>;

/** Red: no card today as things stand. Orange: something to settle at the desk. Green: nothing known. */
export const readiness = z.enum(["red", "orange", "green"]);
export type Readiness = z.infer<typeof readiness>;

/** The concerns a student's file raises on `day`. A photo is missing when none is kept and the import announced none. */
export function concernsOf(person: Student, day: CalendarDay, turn: string): readonly Concern[] {
  const found: Concern[] = [];
  if (!isEnrolled(person, day, turn)) found.push("not-enrolled");
  if (person.blocks.includes("library-books")) found.push("blocked-library-books");
  if (person.blocks.includes("debt")) found.push("blocked-debt");
  if (person.blocks.includes("desk")) found.push("blocked-desk");
  if (isMinor(person, day) && person.guardianSeenOn === null) found.push("minor-without-authorisation");
  if (!person.hasPhoto && person.photoFile === null) found.push("photo-missing");
  if (person.ine !== null && ineKind(person.ine) === "provisional") found.push("ine-provisional");
  return found;
}

/** Concerns that must be settled before there is a card; of them only the enrolment can be let pass (`core/override.ts`). */
const stopping: readonly Concern[] = [
  "not-enrolled",
  "blocked-library-books",
  "blocked-debt",
  "blocked-desk",
];

/** Whether a concern forbids issuing a card. */
export function stopsIssue(of: Concern): boolean {
  return stopping.includes(of);
}

/** The colour of a set of concerns, some of which were overruled. */
export function readinessOf(concerns: readonly Concern[], overruled: readonly Concern[] = []): Readiness {
  if (concerns.some((one) => stopsIssue(one) && !overruled.includes(one))) return "red";
  return concerns.length > 0 ? "orange" : "green";
}
