import type { Result } from "../result.ts";

/** How a desk comes to the key of its database when it starts: from a file that only its owner can read, or from somebody's passphrase. */
export type StartMode = "unattended" | "ask";

/** Somebody who can open a desk, and the passphrase they chose for that. Operators' PINs lie in the database and open nothing here. */
export interface StartCredential {
  readonly holder: string;
  readonly passphrase: string;
}

/** Why a desk was not opened, or its start not changed. Nothing that was kept is lost by any of them. */
export type StartFault =
  | { readonly kind: "wrong-passphrase"; readonly triesLeft: number | null }
  /** Too many wrong passphrases: the next is looked at from then on. */
  | { readonly kind: "try-later"; readonly untilMs: number }
  | { readonly kind: "no-such-holder" | "holder-known" | "last-holder" }
  | { readonly kind: "passphrase-too-short"; readonly least: number }
  /** What is kept is not what was written: cut off or unreadable (`damaged`), changed by another hand (`altered`), or made weaker. */
  | { readonly kind: "damaged" | "altered" | "weakened" }
  /** The disk would not keep it. `cause` is a code, never a value. */
  | { readonly kind: "not-kept"; readonly cause: string }
  /** Somebody else changes the start at this moment. */
  | { readonly kind: "being-moved" }
  /** The desk starts as was asked already, or not in the way this needs. */
  | { readonly kind: "other-mode" };

/** Why the key of a desk's database was not given out at its start. */
export type StartRefusal = Extract<
  StartFault["kind"],
  "wrong-passphrase" | "no-such-holder" | "damaged" | "altered" | "weakened"
>;

/** How this desk starts, and who can open it. */
export interface StartView {
  readonly mode: StartMode;
  /** By name; empty when the desk starts unattended. */
  readonly holders: readonly string[];
}

type Done = Promise<Result<void, StartFault>>;

/** The care of the database's key: where it lies between two runs of a desk. Every change is kept whole or not at all, and the key stays the same. */
export interface StartLock {
  view(): Promise<StartView>;
  /** From the next start on, a passphrase is asked; `first` is the first who has one. */
  ask(first: StartCredential): Done;
  /** From the next start on, the desk opens by itself. Asked of somebody who can open it. */
  unattended(by: StartCredential): Done;
  /** Starts unattended from the next start on, where the open desk got its key from the copy in the key store: every passphrase was forgotten, or the file lost. */
  restore(): Done;
  addHolder(by: StartCredential, fresh: StartCredential): Done;
  /** Takes somebody's way in. Whoever took a copy of the file before can still open that copy. */
  removeHolder(by: StartCredential, holder: string): Done;
}
