import type { ChipUid } from "../card.ts";

/** The diversified AES-128 keys (16 bytes each) of one card, by key number of the application, with their version byte. */
export interface CardKeys {
  readonly version: number;
  readonly keys: readonly Uint8Array[];
}

/** Hands out the keys of one card and never a master. */
export interface CardKeySource {
  /** The keys of the application `aid` (3 bytes, most significant first) on the chip `uid`, one for each key number below `count`. */
  keysOf(uid: ChipUid, aid: Uint8Array, count: number): Promise<CardKeys>;
}
