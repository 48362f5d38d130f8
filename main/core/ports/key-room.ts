import type { DiversifiedKeyType } from "../an10922.ts";
import type { Instant } from "../calendar.ts";
import type { KeyLimits } from "../key-use.ts";
import type { Result } from "../result.ts";
import type { CardKeySource, KeyFault, KeyReference, KeyStoreFault } from "./key-store.ts";

/** Why a key store closed. */
export type LockedBecause = "started" | "asked" | "idle" | "screen" | "uses" | "closing";

/** One key given out, or refused. `chip` is a name that leads back to no number. */
export interface KeyUse {
  /** From 1, since the desk started. */
  readonly number: number;
  readonly at: Instant;
  readonly name: string;
  readonly version: number;
  readonly chip: string | null;
  readonly by: string;
  readonly refused: KeyFault["kind"] | null;
}

/** A key ceremony under way: what both custodians may see. */
export interface CeremonyView {
  readonly name: string;
  readonly type: DiversifiedKeyType;
  readonly version: number;
  readonly components: readonly { readonly custodian: string; readonly kcv: string }[];
  /** Check value of the key, once every component is there. */
  readonly kcv: string | null;
}

/** The keys of a desk, as its page shows them. */
export interface KeyRoomView {
  /** `simulated`: keys that everybody can know, for rehearsal alone. */
  readonly kind: "simulated" | "file" | "token";
  /** Which token; null for another kind. */
  readonly token: TokenChoice | null;
  readonly state: "open" | "locked" | "no-store" | "refused";
  /** Why the store can not be used at all. */
  readonly fault: KeyStoreFault | null;
  readonly lockedBecause: LockedBecause | null;
  readonly openedBy: string | null;
  readonly openedAt: Instant | null;
  /** Null: only an open store can tell. */
  readonly keys: readonly (KeyReference & { readonly current: boolean })[] | null;
  readonly operators: readonly string[];
  readonly recoveryMadeAt: Instant | null;
  readonly limits: KeyLimits;
  readonly usesSinceOpened: number;
  readonly chipsThisHour: number;
  readonly lastUses: readonly KeyUse[];
  readonly ceremony: CeremonyView | null;
}

export type CeremonyFault = {
  readonly kind:
    | "no-ceremony"
    | "ceremony-under-way"
    | "same-custodian"
    | "same-witness"
    | "not-a-token"
    | "component-malformed"
    | "component-empty"
    | "components-equal"
    | "components-missing";
};

type Answer<T = void> = Promise<Result<T, KeyStoreFault | CeremonyFault>>;

/** A PKCS#11 token by the file of its library and its label; by its serial number too where two have that label. */
export interface TokenChoice {
  readonly library: string;
  readonly label: string;
  readonly serial: string | null;
}

/** A token as its library tells of it. */
export interface TokenShown {
  readonly label: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
}

/** The key store of a desk with all that is held before it: limits, locking, and a line in the audit for each use. */
export interface KeyRoom extends CardKeySource {
  view(): Promise<KeyRoomView>;
  /** Tells each time the view is another; gives what stops the telling. */
  onChange(listener: () => void): () => void;
  /** Makes the store of this desk, with its first operator. */
  create(operator: string, passphrase: string): Answer;
  unlock(operator: string, passphrase: string): Answer;
  lock(because: LockedBecause): Promise<void>;
  /** Tokens that a PKCS#11 library shows now. */
  tokens(library: string): Answer<readonly TokenShown[]>;
  /** Takes the keys of a token from now on; what was open before is locked, and stays as it is. */
  takeToken(choice: TokenChoice): Answer;
  /** Takes the keys of the data folder's file store from now on, whether it is made yet or not. */
  takeFile(): Answer;
  addOperator(operator: string, passphrase: string): Answer;
  removeOperator(operator: string): Answer;
  /** Begins a ceremony for the next version of a name. */
  beginCeremony(name: string, type: DiversifiedKeyType): Answer;
  /** One custodian's component, hexadecimal; null: drawn here, and given back for that custodian's eyes alone. */
  component(custodian: string, component: string | null): Answer<{ readonly drawn: string | null }>;
  /** Keeps the key that the components give. */
  endCeremony(): Answer<KeyReference>;
  dropCeremony(): Promise<void>;
  /** Has a key drawn inside the token, before two witnesses: no component of it is anywhere, and nothing brings it back but the token. */
  makeInside(
    name: string,
    type: DiversifiedKeyType,
    witnesses: readonly [string, string],
  ): Answer<KeyReference>;
  /** New shares, kept nowhere; they count once `keepShares` says that their holders have them. */
  makeShares(): Answer<readonly string[]>;
  keepShares(): Answer;
  recover(shares: readonly string[], operator: string, passphrase: string): Answer;
  close(): Promise<void>;
}
