import type { Result } from "../result.ts";

/** Where and how often a desk keeps copies of itself. */
export interface BackupPlan {
  /** A folder the desk can write to, best on another machine; empty: nobody chose one. */
  readonly folder: string;
  /** A copy each night, or the first morning after. */
  readonly nightly: boolean;
  /** How many copies are left in the folder; the oldest beyond go. */
  readonly keep: number;
}

/** A copy as it lies in the folder. */
export interface BackupFile {
  readonly name: string;
  readonly bytes: number;
  /** Unix milliseconds. */
  readonly madeAt: number;
}

/** Why no copy was made. The copies made before are untouched by any of them. */
export type BackupFault =
  /** Nobody made a recovery key: there would be nobody to read the copy. */
  | { readonly kind: "no-key" | "no-folder-chosen" | "under-way" }
  | {
      readonly kind: "folder-missing" | "folder-inside-data" | "folder-not-writable";
      readonly folder: string;
    }
  | { readonly kind: "no-room"; readonly neededBytes: number; readonly freeBytes: number }
  /** `cause` is a code, never a value. */
  | { readonly kind: "not-written"; readonly cause: string };

/** Why a copy can not be read, or not be put back. What is there stays as it is. */
export type RestoreFault =
  | { readonly kind: "no-such-file" | "not-a-backup" | "not-a-key" | "wrong-key" }
  /** Cut off, or changed after it was made; `at` is the file inside it that shows it, empty when it is the whole. */
  | { readonly kind: "damaged"; readonly at: string }
  /** Made by a newer Guichet than this one. */
  | { readonly kind: "newer"; readonly known: number; readonly found: number }
  | { readonly kind: "folder-in-use" | "under-way" }
  | { readonly kind: "not-written"; readonly cause: string };

/** What a copy says it is. */
export interface BackupFacts {
  readonly madeAt: number;
  readonly university: string;
  readonly operator: string;
  /** A shared database is kept by those who run it: the copy then holds everything else. */
  readonly database: "embedded" | "postgres";
}

/** What was found in a copy that was read to its end, each file held against its digest. */
export interface BackupRead extends BackupFacts {
  readonly files: number;
  readonly bytes: number;
  /** What the database answers; null when it opens only with somebody's start passphrase, or lies elsewhere. */
  readonly records: { readonly students: number; readonly cards: number } | null;
}

export interface BackupView extends BackupPlan {
  /** Of the recovery key; what is written with it only that key opens. Null: none was made. */
  readonly recipient: string | null;
  readonly database: BackupFacts["database"];
  /** Newest first. */
  readonly files: readonly BackupFile[];
  /** Of a copy being made or tried: bytes so far; null when nothing is. */
  readonly busy: { readonly doing: "making" | "trying"; readonly bytes: number } | null;
  /** Why the last copy was not made; null when it was, or none was tried. */
  readonly failure: BackupFault | null;
  /** When this desk was put back from a copy, and when that was made: what happened between the two is not here. */
  readonly restored: RestoredFrom | null;
}

export interface RestoredFrom {
  readonly madeAt: number;
  readonly restoredAt: number;
}

/** The copies of a desk: everything its data folder holds, enciphered for a recovery key that lies in a safe. */
export interface BackupRoom {
  view(): Promise<BackupView>;
  onChange(listener: () => void): () => void;
  /** A new recovery key, given once and kept nowhere. */
  newKey(): Promise<{ readonly secret: string; readonly recipient: string }>;
  /** Copies are made for this key from now on; null when it is none. Older ones go on asking for theirs. */
  takeKey(recipient: string): Promise<Result<void, { readonly kind: "not-a-key" }>>;
  choose(plan: BackupPlan): Promise<Result<void, BackupFault>>;
  make(): Promise<Result<BackupFile & { readonly tookMs: number }, BackupFault>>;
  /** Reads a copy to its end with the recovery key, as a restore would, and leaves nothing of it. */
  attempt(name: string, secret: string): Promise<Result<BackupRead, RestoreFault>>;
}

/** What the sentence about a fault names. */
export function backupFaultFacts(
  fault: BackupFault,
  megabytes: (bytes: number) => string,
): { readonly folder: string; readonly needed: string; readonly free: string; readonly cause: string } {
  return {
    folder: "folder" in fault ? fault.folder : "",
    needed: fault.kind === "no-room" ? megabytes(fault.neededBytes) : "",
    free: fault.kind === "no-room" ? megabytes(fault.freeBytes) : "",
    cause: fault.kind === "not-written" ? fault.cause : "",
  };
}
