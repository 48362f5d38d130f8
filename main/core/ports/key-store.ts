import type { DiversificationPadding, DiversifiedKeyType } from "../an10922.ts";
import type { Instant } from "../calendar.ts";
import type { ChipUid } from "../card.ts";
import type { Result } from "../result.ts";

/** A master key by its name in the key store, in one of its versions. */
export interface MasterKey {
  readonly name: string;
  /** 1 to 255: the version byte that cards carry of it. */
  readonly version: number;
}

/** What one card's own key is made of, besides the master (NXP AN10922), and the chip it is for: null when its number is not known yet. */
export interface KeyDerivation {
  readonly type: DiversifiedKeyType;
  readonly padding: DiversificationPadding;
  readonly input: Uint8Array;
  readonly chip: ChipUid | null;
}

/** Why a key was not given out. Each of them waits for a person; none says anything about the card. */
export type KeyFault = MasterKey &
  (
    | { readonly kind: "no-such-key" | "keys-locked" | "keys-unreachable" }
    /** More chips than a desk serves: nothing is given out before `untilMs`, and somebody should ask why. */
    | { readonly kind: "keys-slowed"; readonly untilMs: number }
  );

/** Hands out the keys of one card and never a master. */
export interface CardKeySource {
  /** The key that a master gives for one derivation. Whoever asked overwrites it after use. */
  diversify(master: MasterKey, derivation: KeyDerivation): Promise<Result<Uint8Array, KeyFault>>;
  /** The version that cards get now, also while the store is locked; older ones live beside it. Null: not known here. */
  currentVersion(name: string): Promise<number | null>;
}

/** A master key as anybody may know of it. */
export interface KeyReference extends MasterKey {
  readonly type: DiversifiedKeyType;
  /** Check value: the first three bytes of a zero block enciphered under it, six hexadecimal digits. */
  readonly kcv: string;
  readonly madeAt: Instant | null;
}

/** Why a key store did not open, or did not do what was asked. Nothing that was kept is lost by any of them. */
export type KeyStoreFault =
  | { readonly kind: "no-store" | "keys-locked" | "keys-unreachable" }
  | { readonly kind: "wrong-passphrase"; readonly triesLeft: number | null }
  /** Too many wrong passphrases: the next is looked at from then on. */
  | { readonly kind: "try-later"; readonly untilMs: number }
  | { readonly kind: "no-such-operator" | "operator-known" | "last-operator" | "no-such-key" }
  | { readonly kind: "passphrase-too-short"; readonly least: number }
  /** What is kept is not what was written: cut off or unreadable (`damaged`), changed by another hand (`altered`), or made weaker. */
  | { readonly kind: "damaged" | "altered" | "weakened" }
  | { readonly kind: "shares-do-not-fit" | "share-mistyped" | "no-recovery" }
  /** The disk or the token would not keep it. `cause` is a code, never a value. */
  | { readonly kind: "not-kept"; readonly cause: string }
  | TokenFault;

/** Why a PKCS#11 token did not open, or did not do what was asked. */
export type TokenFault =
  /** No file there, or none that speaks PKCS#11. `cause` is what the system says. */
  | { readonly kind: "library-missing"; readonly cause: string }
  /** No token with that label (and serial number) is plugged in, or more than one. */
  | { readonly kind: "no-token" | "two-tokens"; readonly label: string }
  /** `isLastTry`: one more and the token locks itself. */
  | { readonly kind: "wrong-pin"; readonly isLastTry: boolean }
  | { readonly kind: "pin-locked" | "pin-not-set" }
  /** It can not encipher under keys of that type. */
  | { readonly kind: "token-cannot"; readonly type: DiversifiedKeyType }
  /** A master that the token would give out, or that is there twice. */
  | { readonly kind: "key-extractable" | "key-twice"; readonly name: string; readonly version: number }
  /** Anything else, by the standard's name. */
  | { readonly kind: "token-refused"; readonly cause: string };

/** Where master keys lie. Opened by a person, closed by anybody; gives out keys of cards alone. */
export interface KeyVault extends CardKeySource {
  readonly kind: "file" | "token";
  isOpen(): boolean;
  /** Every key, newest version last; null when only an open store can tell. */
  list(): Promise<Result<readonly KeyReference[] | null, KeyStoreFault>>;
  /** Who may open it, by name; empty when whoever has the PIN may. */
  operators(): Promise<readonly string[]>;
  unlock(operator: string, passphrase: string): Promise<Result<void, KeyStoreFault>>;
  /** Overwrites what an open store holds in memory. */
  lock(): void;
  /** Keeps a master key under the next version of its name. `key` is overwritten by whoever made it. */
  addKey(
    name: string,
    type: DiversifiedKeyType,
    key: Uint8Array,
  ): Promise<Result<KeyReference, KeyStoreFault>>;
  /** Has a master key drawn where it is kept, under the next version of its name, so that it was never anywhere else; null where a store can not. */
  readonly makeInside:
    | ((name: string, type: DiversifiedKeyType) => Promise<Result<KeyReference, KeyStoreFault>>)
    | null;
}
