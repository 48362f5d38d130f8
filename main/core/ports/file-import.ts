import type { CalendarDay, Instant } from "../calendar.ts";
import type { CrousZone } from "../crous-zone.ts";
import type { Result } from "../result.ts";
import type { StudentFile } from "../student.ts";

/** What a field of an imported row may be. The names are those of `StudentFile`, of an appointment, and of a CROUS zone. */
export type ImportField =
  | keyof StudentFile
  | "row"
  | "startsAt"
  | "endsAt"
  | "student"
  | "reason"
  | "uid"
  | "zdc"
  | "madeOn";

/** What is wrong, or worth a look, in one cell. Facts only: the sentences are the reader's. */
export type ImportReason =
  | "missing"
  | "too-long"
  | "malformed"
  | "not-a-date"
  | "impossible-date"
  | "social-security-number"
  | "ine-unknown-form"
  | "ine-check-letter"
  | "ine-provisional"
  | "ine-letter-for-digit"
  | "cvec-unusual"
  | "email-malformed"
  | "unknown-value"
  | "same-number-twice"
  | "same-chip-twice"
  | "other-zone-known"
  | "wrong-number-of-cells"
  | "unknown-student"
  | "illegible-characters";

/** One remark on one cell. `line` counts from 1 as a text editor does; `column` is the heading as written in the file. */
export interface ImportRemark {
  readonly line: number;
  readonly column: string;
  readonly field: ImportField;
  readonly reason: ImportReason;
  /** What stood there, shortened to 40 characters; never a social-security number. */
  readonly seen: string;
}

/** One row, understood: a refused row has no value. */
export interface ImportRow<T> {
  readonly line: number;
  readonly value: T | null;
  readonly remarks: readonly ImportRemark[];
}

/** Why a whole file can not be read. */
export type ImportFileFault =
  | { readonly kind: "empty-file" }
  | { readonly kind: "unknown-format" }
  | { readonly kind: "missing-columns"; readonly columns: readonly string[] }
  | { readonly kind: "too-large"; readonly maximumBytes: number }
  | { readonly kind: "malformed"; readonly line: number };

/** A file read to its end. `unusedColumns` are headings nothing was taken from. */
export interface ImportFile<T> {
  readonly rows: readonly ImportRow<T>[];
  readonly unusedColumns: readonly string[];
}

/** An appointment of an agenda. `key` stays the same when the same file comes again. */
export interface AppointmentFile {
  readonly key: string;
  /** How the agenda names the student. */
  readonly student: { readonly by: "number" | "email"; readonly text: string };
  readonly day: CalendarDay;
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
  readonly reason: string;
}

/** Reads the files other systems give. Pure over bytes: nothing is kept here. */
export interface FileReader {
  readStudents(file: Uint8Array, today: CalendarDay): Result<ImportFile<StudentFile>, ImportFileFault>;
  readAgenda(file: Uint8Array, fileName: string): Result<ImportFile<AppointmentFile>, ImportFileFault>;
  readCrousZones(file: Uint8Array): Result<ImportFile<CrousZone>, ImportFileFault>;
}
