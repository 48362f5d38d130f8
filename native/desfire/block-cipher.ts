import { createCipheriv, createDecipheriv, createSecretKey } from "node:crypto";
import { type CbcCipher, cmac } from "../../main/core/cmac.ts";
import { joined, sameBytes } from "./bytes.ts";

/** The key types of a DESFire chip: single DES, two- and three-key triple DES, AES-128. */
export type KeyType = "des" | "2k3des" | "3k3des" | "aes";

/** A block cipher under one key, both ways, without padding. */
export interface BlockCipher extends CbcCipher {
  decrypt(iv: Uint8Array, blocks: Uint8Array): Uint8Array;
}

/** Bytes of a key of each type. */
export const keyLengths: Readonly<Record<KeyType, number>> = { des: 8, "2k3des": 16, "3k3des": 24, aes: 16 };

/** Bytes of an AES block, of an AES-128 key and of a DESFire AES challenge. */
export const aesLength = 16;

/**
 * The cipher of a key. OpenSSL 3.5 as Node 24 carries it leaves single DES to its legacy provider, which is not loaded: `des-ede3-cbc` with
 * the same key three times is single DES, and with the first part again at the end it is two-key triple DES.
 */
export function blockCipher(type: KeyType, key: Uint8Array): BlockCipher {
  const length = keyLengths[type];
  if (key.length !== length)
    throw new RangeError(`a key of type ${type} has ${length} bytes, not ${key.length}`);
  const name = type === "aes" ? "aes-128-cbc" : "des-ede3-cbc";
  // Node takes four times as long over a key given as bytes.
  const used = createSecretKey(type === "aes" ? key : joined(key, key, key).subarray(0, 24));
  return {
    blockLength: type === "aes" ? aesLength : 8,
    encrypt: (iv, blocks) =>
      new Uint8Array(createCipheriv(name, used, iv).setAutoPadding(false).update(blocks)),
    decrypt: (iv, blocks) =>
      new Uint8Array(createDecipheriv(name, used, iv).setAutoPadding(false).update(blocks)),
  };
}

/** The type a chip takes a key for: two equal halves, versions included, are single DES. */
export function typeInUse(type: KeyType, key: Uint8Array): KeyType {
  return type === "2k3des" && sameBytes(key.subarray(0, 8), key.subarray(8)) ? "des" : type;
}

/** The cipher of a key as a chip uses it (`typeInUse`). */
export function cipherInUse(type: KeyType, key: Uint8Array): BlockCipher {
  const used = typeInUse(type, key);
  return blockCipher(used, key.subarray(0, keyLengths[used]));
}

/** AES-128 CBC without padding; `plain` is a multiple of 16 bytes. */
export function encryptAes(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Uint8Array {
  return blockCipher("aes", key).encrypt(iv, plain);
}

/** The way back from `encryptAes`. */
export function decryptAes(key: Uint8Array, iv: Uint8Array, cipher: Uint8Array): Uint8Array {
  return blockCipher("aes", key).decrypt(iv, cipher);
}

/** The 16-byte AES-CMAC of a message, chained from `iv`. */
export function aesCmac(key: Uint8Array, message: Uint8Array, iv?: Uint8Array): Uint8Array {
  return cmac(blockCipher("aes", key), message, iv);
}
