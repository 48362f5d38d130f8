import type { Instant } from "../calendar.ts";
import type { StudentId } from "../ids.ts";
import type { Result } from "../result.ts";
import type { StudentFile } from "../student.ts";
import type { ChosenColumns, ImportKind } from "./file-import.ts";
import type { StoreFault } from "./record-store.ts";

/** How the files of one source are read. */
export interface SourceReading {
  readonly as: ImportKind;
  readonly columns: ChosenColumns;
}

/** One import of students under way. */
export interface ImportRun {
  readonly id: string;
  readonly source: string;
}

/** A student of a file, on the way to be kept; unchanged ones are only noted as told again. */
export interface StagedStudent {
  readonly file: StudentFile;
  readonly freshId: StudentId;
  readonly changed: boolean;
}

/**
 * Imports of students, in small steps that let the desk go on serving: rows are put aside first (`begin`, `stage`), which can be called off and
 * leaves nothing; once sealed they are applied piece by piece, and an import that a crash cut there is finished at the next start.
 */
export interface ImportRecords {
  source(source: string): Promise<SourceReading | null>;
  rememberSource(source: string, reading: SourceReading): Promise<Result<void, StoreFault>>;
  /** What each file would do. */
  compare(files: readonly StudentFile[]): Promise<readonly ("added" | "changed" | "unchanged")[]>;
  begin(run: ImportRun, at: Instant): Promise<Result<void, StoreFault>>;
  stage(run: ImportRun, rows: readonly StagedStudent[]): Promise<Result<void, StoreFault>>;
  seal(run: ImportRun): Promise<Result<void, StoreFault>>;
  /** Applies at most so many of the rows put aside, whole or not at all; gives how many. After the last, the run is gone. */
  applyNext(run: ImportRun, most: number): Promise<Result<number, StoreFault>>;
  /** Takes back a run that was not sealed. */
  drop(run: ImportRun): Promise<Result<void, StoreFault>>;
  /** Those of this station; one nobody wrote a station down for becomes whose who asks first. */
  unfinished(): Promise<readonly (ImportRun & { readonly state: "staging" | "applying" })[]>;
  /** Students this source told of before and not among `numbers`: nobody is deleted, but somebody should know. */
  notToldAgain(
    source: string,
    numbers: ReadonlySet<string>,
    most: number,
  ): Promise<{
    readonly count: number;
    readonly some: readonly { readonly number: string; readonly name: string }[];
  }>;
}
