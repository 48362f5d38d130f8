import type { StoredKeyType } from "./eeprom.ts";

/** Communication modes of a file, as its settings say them. */
export type Mode = "plain" | "mac" | "enciphered";

/** A key as a ChangeKey brings it. */
export interface NewKey {
  readonly key: Uint8Array;
  readonly version: number;
}

/** What a ChangeKey is about; `oldKey` when the new key comes mixed with it. */
export interface KeyTarget {
  /** The key number as it came, with the type bits of a chip's own key. */
  readonly numberByte: number;
  readonly type: StoredKeyType;
  readonly oldKey: Uint8Array | null;
}

/** The chip's half of a session. Every call moves the session on, in the order of what travels. */
export interface CardSession {
  readonly keyNumber: number;
  /** Where an EV2 session stands, for the next authentication of its transaction. */
  readonly transaction: { readonly identifier: Uint8Array; readonly counter: number } | null;
  /** The parameters of a command that brings no data, without their MAC; null when altered. `isPlain`: it is about a plain file. */
  parameters(code: number, carried: Uint8Array, isPlain: boolean): Uint8Array | null;
  /** How many bytes carry `length` bytes of data. */
  carriedLength(mode: Mode, length: number): number;
  /** The data a command brings; null when its MAC, checksum or padding is wrong. `length` null: its end is marked. */
  content(
    mode: Mode,
    code: number,
    header: Uint8Array,
    carried: Uint8Array,
    length: number | null,
  ): Uint8Array | null;
  /** How many bytes carry a new key. */
  keyLength(target: KeyTarget): number;
  /** The key in a ChangeKey; null when a checksum, the padding or the MAC is wrong. */
  key(target: KeyTarget, carried: Uint8Array): NewKey | null;
  /** An answer as it travels. `openLength`: the reader does not know how long it is. */
  answer(content: Uint8Array, protection: "command" | Mode, openLength: boolean): Uint8Array;
}

/** Bytes of a key of each type as the chip holds it. */
export const storedLengths: Readonly<Record<StoredKeyType, number>> = { des: 16, "3k3des": 24, aes: 16 };

/** Bytes of a key as a ChangeKey carries it: an AES key with its version. */
export function sentKeyLength(type: StoredKeyType): number {
  return type === "aes" ? 17 : storedLengths[type];
}

/** The key and version in the bytes a ChangeKey carried, unmixed. */
export function unmixedKey({ type, oldKey }: KeyTarget, carried: Uint8Array): NewKey {
  const length = storedLengths[type];
  const key = carried.slice(0, length).map((byte, at) => byte ^ (oldKey?.[at] ?? 0));
  const inParity = key.slice(0, 8).reduce((version, byte) => version * 2 + (byte % 2), 0);
  return { key, version: type === "aes" ? (carried[length] ?? 0) : inParity };
}
