import { z } from "zod";
import { type CalendarDay, calendarDay, instant } from "./calendar.ts";
import { normaliseIdentifier } from "./identifier-text.ts";
import { ineKind, ineReadAsDigits, looksLikeNir } from "./ine.ts";
import { failed, type Result, succeeded } from "./result.ts";
import { type StudentFile, toldBlock } from "./student.ts";

/** The fields of a student that the desk may correct; the number is the university's own and the enrolment is told by its files alone. */
export const correctable = z.enum([
  "civilLastName",
  "civilFirstName",
  "usageLastName",
  "usageFirstName",
  "birthDate",
  "email",
  "ine",
]);
export type Correctable = z.infer<typeof correctable>;

/** Why something of a person's file is changed at the desk, in the operator's words. */
export const careReason = z.string().trim().min(4).max(300);

/** What is true of a field until somebody says otherwise, and what files tell of it: an import changes only the latter. */
export const correction = z.strictObject({
  field: correctable,
  value: z.string().nullable(),
  told: z.string().nullable(),
  reason: z.string(),
  /** As the audit names who acts. */
  by: z.string(),
  at: instant,
});
export type Correction = z.infer<typeof correction>;

const written = { reason: z.string(), by: z.string(), at: instant };

/** What the desk holds against a student, or for them, beside what files tell. */
export const care = z.strictObject({
  /** At most one for each field. */
  corrections: z.array(correction).readonly(),
  /** The desk's own block. */
  held: z.strictObject(written).nullable(),
  /** Blocks that files tell of and the desk has lifted, until no file tells of them any more. */
  lifted: z.array(z.strictObject({ block: toldBlock, ...written })).readonly(),
});
export type Care = z.infer<typeof care>;

/** Nothing was ever changed by hand. */
export const noCare: Care = { corrections: [], held: null, lifted: [] };

/** Why a correction is not one. */
export const correctionFault = z.enum([
  "missing",
  "too-long",
  "illegible",
  "not-a-day",
  "day-to-come",
  "email-malformed",
  "social-security-number",
  "ine-letter-for-digit",
  "ine-unknown-form",
]);
export type CorrectionFault = z.infer<typeof correctionFault>;

const longestText = 200;
const mayBeEmpty: ReadonlySet<Correctable> = new Set(["usageLastName", "usageFirstName", "email", "ine"]);

/** A corrected value as it is kept, by the rules that hold for files; null empties a field that may be empty. */
export function correctedValue(
  field: Correctable,
  typed: string,
  today: CalendarDay,
): Result<string | null, CorrectionFault> {
  const text = typed.normalize("NFC").trim();
  if (text === "") return mayBeEmpty.has(field) ? succeeded(null) : failed("missing");
  if (text.length > longestText) return failed("too-long");
  if (/[\p{Cc}\p{Cf}\uFFFD]/u.test(text)) return failed("illegible");
  switch (field) {
    case "birthDate": {
      const day = calendarDay.safeParse(text);
      if (!day.success) return failed("not-a-day");
      return day.data > today ? failed("day-to-come") : succeeded(day.data);
    }
    case "email": {
      const email = text.toLowerCase();
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email) ? succeeded(email) : failed("email-malformed");
    }
    case "ine":
      return ineTyped(normaliseIdentifier(text));
    case "civilLastName":
    case "civilFirstName":
    case "usageLastName":
    case "usageFirstName":
      return succeeded(text);
  }
}

function ineTyped(ine: string): Result<string, CorrectionFault> {
  if (looksLikeNir(ine)) return failed("social-security-number");
  if (ineKind(ine) !== null) return succeeded(ine);
  return failed(ineReadAsDigits(ine) === null ? "ine-unknown-form" : "ine-letter-for-digit");
}

/** The file of a student as the desk keeps it: what was just told, with what the desk corrected; and the care that goes with it. */
export function underCare(
  told: StudentFile,
  before: Care,
): { readonly file: StudentFile; readonly care: Care } {
  if (before === noCare) return { file: told, care: before };
  const corrections = before.corrections.map((each) => ({ ...each, told: told[each.field] }));
  const values = Object.fromEntries(corrections.map(({ field, value }) => [field, value]));
  return {
    file: { ...told, ...values },
    care: {
      corrections,
      held: before.held,
      lifted: before.lifted.filter(({ block }) => told.blocks.includes(block)),
    },
  };
}

/** What is told of a field, whatever was corrected. */
export function toldOf(file: StudentFile, { corrections }: Care, field: Correctable): string | null {
  const corrected = corrections.find((each) => each.field === field);
  return corrected === undefined ? file[field] : corrected.told;
}

/** The blocks that count: those told and not lifted, and the desk's own. */
export function blocksInForce(told: StudentFile["blocks"], { held, lifted }: Care): StudentFile["blocks"] {
  const open = told.filter((block) => !lifted.some((each) => each.block === block));
  return held === null ? open : [...open, "desk"];
}

/** The file once a field is what a person says, until they take it back; null when it is so already. */
export function withCorrection(
  file: StudentFile,
  before: Care,
  made: Omit<Correction, "told">,
): { readonly file: StudentFile; readonly care: Care } | null {
  const { field, value } = made;
  if (file[field] === value) return null;
  const told = toldOf(file, before, field);
  const others = before.corrections.filter((each) => each.field !== field);
  return {
    file: { ...file, [field]: value },
    care: { ...before, corrections: value === told ? others : [...others, { ...made, told }] },
  };
}

/** The file with what files tell of a field in the place of its correction; null when there is none. */
export function withoutCorrection(
  file: StudentFile,
  before: Care,
  field: Correctable,
): { readonly file: StudentFile; readonly care: Care } | null {
  const corrected = before.corrections.find((each) => each.field === field);
  if (corrected === undefined) return null;
  return {
    file: { ...file, [field]: corrected.told },
    care: { ...before, corrections: before.corrections.filter((each) => each !== corrected) },
  };
}
