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
  /** XLS, or a workbook behind a password. */
  | { readonly kind: "old-workbook" }
  | { readonly kind: "missing-columns"; readonly columns: readonly string[] }
  | { readonly kind: "too-large"; readonly maximumBytes: number }
  | { readonly kind: "malformed"; readonly line: number }
  /** Reading took longer, or more memory, than any honest file does; or was called off. */
  | { readonly kind: "too-much" }
  | { readonly kind: "called-off" };

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

/** What a file is read as. */
export type ImportKind = "students" | "agenda" | "crous";

/** Which column of a file holds what, from 0, as a person chose it. */
export type ChosenColumns = Readonly<Record<string, number>>;

/** What a file seems to be, before anything is taken from it. */
export interface FileLook {
  readonly as: ImportKind;
  /** Whether its columns can be chosen: a calendar and a file of CROUS zones are what they are. */
  readonly choosable: boolean;
  readonly headings: readonly string[];
  /** The same for every file of one source: its headings, folded. */
  readonly source: string;
  /** The columns recognised, for either kind that has some to choose. */
  readonly guesses: Readonly<Record<Exclude<ImportKind, "crous">, ChosenColumns>>;
  /** The first cells below each heading, for whoever must tell what a column holds. */
  readonly samples: readonly (readonly string[])[];
  readonly rows: number;
}

/** What a file holds, read as one kind. */
export type ReadFile =
  | { readonly as: "students"; readonly file: ImportFile<StudentFile> }
  | { readonly as: "agenda"; readonly file: ImportFile<AppointmentFile> }
  | { readonly as: "crous"; readonly file: ImportFile<CrousZone> };

/** A file and how to read it. */
export interface ReadWish {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly as: ImportKind;
  /** Null: as guessed. */
  readonly columns: ChosenColumns | null;
  readonly today: CalendarDay;
}

/**
 * Reads the files other systems give, beside the station's own work and in bounded time and memory. Nothing is kept here.
 * Reading ends as called off when `calledOff` resolves.
 */
export interface FileReader {
  look(bytes: Uint8Array, calledOff?: Promise<void>): Promise<Result<FileLook, ImportFileFault>>;
  read(wish: ReadWish, calledOff?: Promise<void>): Promise<Result<ReadFile, ImportFileFault>>;
}
