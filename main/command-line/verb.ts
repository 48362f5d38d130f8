import type { Result } from "../core/result.ts";
import type { BackupTools } from "./backup-tools.ts";
import type { DeskOpener } from "./desk.ts";
import type { PrinterTools } from "./printer-tools.ts";
import type { ReaderTools } from "./reader-tools.ts";
import type { Words } from "./words.ts";

/** What became of one published value; `differs` names the fields that came out otherwise. */
export interface VectorVerdict {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "unsupported";
  readonly differs?: readonly string[];
}

/** Judges the content of a file of published values: given by the composition root. */
export type VectorJudge = (
  file: unknown,
) => Promise<Result<readonly VectorVerdict[], { readonly kind: "malformed-vectors"; readonly at: string }>>;

/** What a verb is run with. */
export interface VerbCall {
  readonly args: readonly string[];
  readonly json: boolean;
  /** The data folder: told, or the user's own. */
  readonly folder: string;
  /** Whether `--data` named the folder. */
  readonly folderTold: boolean;
  readonly openDesk: DeskOpener;
  readonly judgeVectors: VectorJudge;
  readonly readers: ReaderTools;
  readonly printers: PrinterTools;
  readonly backups: BackupTools;
  readonly words: Words;
  /** Writes the answer: one JSON object with `--json`, the lines otherwise. */
  answer(object: object, lines: readonly string[]): void;
  /** Writes a refusal to the error stream, and as `{error, …}` to the answer with `--json`. */
  refuse(kind: string, sentence: string, facts?: object): number;
}

/** A verb of the technician's command line. Gives the exit code: 0 done, 1 refused, 2 wrongly called. */
export type Verb = (call: VerbCall) => Promise<number>;

/** What is off in the caller's words: `option` is an option's or an argument's name, `value` what was given for it. */
export type UsageProblem =
  | { readonly kind: "unknown-verb"; readonly verb: string }
  | { readonly kind: "missing"; readonly options: string }
  | { readonly kind: "missing-file" | "missing-folder" | "missing-card" }
  | { readonly kind: "either"; readonly options: string }
  | { readonly kind: "unknown-option" | "value-missing" | "takes-no-value"; readonly option: string }
  | { readonly kind: "unexpected"; readonly value: string }
  | {
      readonly kind:
        | "not-whole"
        | "not-positive"
        | "not-a-uid"
        | "not-a-printer"
        | "not-a-reader-name"
        | "not-an-address";
      readonly option: string;
      readonly value: string;
    }
  | {
      readonly kind: "not-one-of";
      readonly option: string;
      readonly value: string;
      readonly allowed: string;
    };

/** The caller's words were off: a sentence and the usage are shown. */
export class UsageError extends Error {
  readonly problem: UsageProblem;

  constructor(problem: UsageProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}
