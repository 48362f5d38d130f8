import { createCipheriv, createSecretKey } from "node:crypto";
import {
  type DiversificationPadding,
  type DiversifiedKeyType,
  diversifiedKey,
  keyLengthOf,
} from "../core/an10922.ts";
import type { CbcCipher } from "../core/cmac.ts";

/** The key that a master of that type gives for one diversification input (NXP AN10922, or a deployed variant of its padding). */
export function diversified(
  type: DiversifiedKeyType,
  master: Uint8Array,
  input: Uint8Array,
  padding: DiversificationPadding = "two-blocks",
): Uint8Array {
  if (master.length !== keyLengthOf(type)) {
    throw new RangeError(`a ${type} master key has ${keyLengthOf(type)} bytes, not ${master.length}`);
  }
  return diversifiedKey(type, cipherOf(type, master), input, padding);
}

/** The AES-128 key that a 16-byte master gives for one diversification input of 1 to 31 bytes (NXP AN10922 §2.2). */
export function diversifiedAes128(master: Uint8Array, input: Uint8Array): Uint8Array {
  return diversified("aes-128", master, input);
}

/** The block cipher of a key type under one key. */
export function cipherOf(type: DiversifiedKeyType, master: Uint8Array): CbcCipher {
  const isAes = type.startsWith("aes");
  const name = isAes ? `${type}-cbc` : "des-ede3-cbc";
  const key = createSecretKey(type === "2tdea" ? Uint8Array.of(...master, ...master.subarray(0, 8)) : master);
  return {
    blockLength: isAes ? 16 : 8,
    encrypt(iv, blocks) {
      return new Uint8Array(createCipheriv(name, key, iv).setAutoPadding(false).update(blocks));
    },
  };
}
