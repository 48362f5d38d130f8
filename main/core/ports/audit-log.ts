import type { Instant } from "../calendar.ts";
import type { StudentId } from "../ids.ts";
import type { Result } from "../result.ts";
import type { StoreFault } from "./record-store.ts";

/** Facts of an act: plain data, as JSON holds it. */
export type Facts = Readonly<Record<string, unknown>>;

/** Who does something now: an operator's id, `system:` and the machine's user at the command line, or `desk` when it acts by itself. */
export interface Acting {
  now(): string;
  /** Whatever `run` does, also later, is done by `who`. */
  as<T>(who: string, run: () => T): T;
}

/** One act to be kept. */
export interface AuditedAct {
  /** What was done: a procedure's path, or a name of the same kind as in "key.use". */
  readonly act: string;
  /** For whom; null when it concerns no one person. */
  readonly subject: StudentId | null;
  /** The second operator who stood by, where one has to. */
  readonly second?: string | null;
  readonly outcome: "done" | "refused" | "failed";
  /** Why, and what was different before and after. Enciphered when there is a subject; without one it may name nobody. */
  readonly facts: {
    readonly reason?: string;
    readonly before?: Facts;
    readonly after?: Facts;
  };
  /** Who did it, when it is not whoever acts now. */
  readonly by?: string;
}

/** One entry of a chain as it is stored, text in hexadecimal where it is bytes. */
export interface AuditRow {
  /** The chain of one desk. */
  readonly chain: string;
  /** From 1, without gaps. */
  readonly seq: number;
  readonly at: Instant;
  readonly act: string;
  readonly by: string;
  readonly second: string | null;
  /** A pseudonym that only a row beside the chain leads back from. */
  readonly subject: string | null;
  readonly outcome: string;
  readonly content: Uint8Array;
  readonly hash: string;
}

/** Where a chain ends. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

/** A chain's end, signed by its desk at a moment: kept elsewhere, it finds entries taken off the end. */
export interface AuditHead extends ChainEnd {
  readonly chain: string;
  /** From 1, without gaps. */
  readonly number: number;
  readonly at: Instant;
  readonly why: "hour" | "day" | "close" | "asked";
  /** The desk's public ed25519 key, and its signature over the head's text. */
  readonly signer: string;
  readonly signature: string;
}

/** The pseudonym of a person in one chain, and their key, enciphered. */
export interface AuditSubject {
  readonly pseudonym: string;
  readonly sealedKey: Uint8Array;
}

/** Which entries are looked for; newest first. */
export interface AuditFilter {
  readonly act: string | null;
  /** From an instant on, and before another. */
  readonly from: Instant | null;
  readonly until: Instant | null;
  readonly by: string | null;
  readonly subject: StudentId | null;
  /** Entries before this number of their chain. */
  readonly beforeSeq: number | null;
}

/** The rows of the chains, which the database lets be added and never changed. */
export interface AuditRecords {
  /** Adds what `make` builds on the chain's end; nobody else's entries come between. */
  append(chain: string, make: (last: ChainEnd) => readonly AuditRow[]): Promise<Result<void, StoreFault>>;
  /** Every chain with the end it says it has. */
  ends(): Promise<readonly (ChainEnd & { readonly chain: string })[]>;
  /** Entries in order, from a number on. */
  entries(chain: string, fromSeq: number, limit: number): Promise<readonly AuditRow[]>;
  /** Entries of a chain, newest first; `subject` is a pseudonym. */
  find(
    chain: string,
    filter: Omit<AuditFilter, "subject"> & { readonly subject: string | null },
    limit: number,
  ): Promise<readonly AuditRow[]>;
  /** The kinds of act a chain holds, in alphabetical order. */
  acts(chain: string): Promise<readonly string[]>;
  subject(chain: string, student: StudentId): Promise<AuditSubject | null>;
  /** Names a person in a chain; whoever was named there already stays as they are. */
  nameSubject(chain: string, student: StudentId, subject: AuditSubject): Promise<Result<void, StoreFault>>;
  subjectBehind(pseudonym: string): Promise<(AuditSubject & { readonly student: StudentId }) | null>;
  /** Takes a person's key away from every chain: what was kept of them can not be read any more. */
  forgetSubject(student: StudentId): Promise<Result<void, StoreFault>>;
  addHead(head: AuditHead): Promise<Result<void, StoreFault>>;
  /** The signed heads of a chain, oldest first. */
  heads(chain: string): Promise<readonly AuditHead[]>;
  lastHead(chain: string): Promise<AuditHead | null>;
}

/** The secrets of the chain of this desk. */
export interface AuditKeys {
  /** The public half of the signing key, hexadecimal. */
  signer(): Promise<string>;
  /** An ed25519 signature, hexadecimal. */
  sign(text: string): Promise<string>;
  /** Enciphers a person's key for keeping, and gives it back; null when it was enciphered elsewhere. */
  seal(key: Uint8Array): Uint8Array;
  open(sealed: Uint8Array): Uint8Array | null;
}

/** An entry as it can be read. */
export interface AuditEntry extends Omit<AuditRow, "content" | "subject"> {
  /** The person, as long as their key is kept. */
  readonly subject: StudentId | null;
  /** `erased`: a person's, whose key was taken away. */
  readonly facts: AuditedAct["facts"] | "erased";
}

/** What is wrong with a chain, and from which entry to which. */
export interface AuditFinding {
  readonly chain: string;
  readonly what: /** The entry is not what was kept, or the one before it is not. */
    | "changed"
    /** Entries are missing between others. */
    | "removed"
    /** Entries are missing at the end. */
    | "truncated"
    /** Entries were kept anew, hashes and all: a signed head knows others. */
    | "rewritten"
    /** A head was not signed by the key of its chain. */
    | "head-forged"
    | "head-removed";
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** What a look at the chains says. */
export interface AuditVerdict {
  readonly entries: number;
  readonly heads: number;
  readonly findings: readonly AuditFinding[];
  /** Entries written when the desk's clock had been set back: their order is sure, their time is not. */
  readonly clockSetBack: readonly { readonly chain: string; readonly seq: number; readonly at: Instant }[];
}

/** Where every act at the desk is kept. */
export interface AuditLog {
  /** The chain of this desk. */
  readonly chain: string;
  /** Keeps an act, durably, before it resolves. */
  append(act: AuditedAct): Promise<Result<void, StoreFault>>;
  /** The newest entries that answer the filter, newest first. */
  find(filter: AuditFilter, limit: number): Promise<readonly AuditEntry[]>;
  acts(): Promise<readonly string[]>;
  end(): Promise<ChainEnd & { readonly at: Instant | null }>;
  lastHead(): Promise<AuditHead | null>;
  /** Signs the chain as it is now; null when it has no entry that the last head does not know. */
  signHead(why: AuditHead["why"]): Promise<Result<AuditHead | null, StoreFault>>;
  /**
   * Reads every chain and says what is wrong with it. `elsewhere` are heads kept outside the desk: they find an end that was taken
   * off together with the heads beside it.
   */
  verify(elsewhere: readonly AuditHead[]): Promise<AuditVerdict>;
  /** Takes a person's key away; the chain still verifies. */
  forget(student: StudentId): Promise<Result<void, StoreFault>>;
}
