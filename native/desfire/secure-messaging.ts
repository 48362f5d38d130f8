import { withDesKeyVersion } from "../../main/core/an10922.ts";
import { type KeyType, typeInUse } from "./block-cipher.ts";
import { joined, mixed } from "./bytes.ts";
import type { Command } from "./command.ts";

/** A key of the chip or of an application in exchange for another. */
export interface KeyChange {
  /** As ChangeKey sends it (`keyNumberByte`). */
  readonly keyNumber: number;
  readonly type: KeyType;
  /** Null for the key the session was opened with; otherwise as the chip holds it, version bits of a DES key included. */
  readonly oldKey: Uint8Array | null;
  readonly newKey: Uint8Array;
  readonly version: number;
}

/** What an EV2 session hands on to the next authentication without losing its place. */
export interface Ev2Transaction {
  readonly identifier: Uint8Array;
  readonly counter: number;
}

/** How commands and answers travel between an authentication and its end. Both calls advance the session, so each is made once, in order. */
export interface SecureMessaging {
  /** The data of a command as sent. */
  seal(command: Command<unknown>): Uint8Array;
  /** The answer without its protection, or null when it was altered on the way. */
  open(command: Command<unknown>, answer: Uint8Array): Uint8Array | null;
  /** What follows the key number in a ChangeKey. */
  sealKey(change: KeyChange): Uint8Array;
  /** Where an EV2 session stands; null in the others. */
  readonly transaction: Ev2Transaction | null;
  /** Overwrites the session keys. */
  forget(): void;
}

/** Code of ChangeKey, part of what its checksum covers. */
export const changeKeyCode = 0xc4;

/** Before any authentication: everything travels as it is. */
export const unprotected: SecureMessaging = {
  seal: (command) => joined(command.header, command.body),
  open: (_command, answer) => answer,
  sealKey() {
    throw new Error("no key can be changed outside a session");
  },
  transaction: null,
  forget() {},
};

/** The key parts of a ChangeKey: what is sent, mixed with the old key where the chip needs that to check it, and the new key as the chip will hold it. */
export function keyToSend({ type, oldKey, newKey, version }: KeyChange): {
  readonly sent: Uint8Array;
  readonly held: Uint8Array;
} {
  const held = heldKey(type, newKey, version);
  const hidden = oldKey === null ? held : mixed(held, oldKey.length === 8 ? joined(oldKey, oldKey) : oldKey);
  return { sent: type === "aes" ? joined(hidden, [version]) : hidden, held };
}

/** A key as a chip holds it: single DES twice over, the version of DES keys in their parity bits. */
export function heldKey(type: KeyType, key: Uint8Array, version: number): Uint8Array {
  if (type === "aes") return key;
  if (type !== "des" && typeInUse(type, key) !== "des") return withDesKeyVersion(key, version);
  const half = withDesKeyVersion(key.subarray(0, 8), version);
  return joined(half, half);
}
