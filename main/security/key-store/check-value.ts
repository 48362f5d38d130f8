import { type DiversifiedKeyType, keyLengthOf } from "../../core/an10922.ts";
import { cipherOf } from "../an10922.ts";

const checkBytes = 3;

/**
 * The check value of a key, six hexadecimal digits: the first three bytes of a zero block enciphered under it. It is what
 * PKCS#11 tokens tell as CKA_CHECK_VALUE (v2.40 §4.8.3), so one key has one check value wherever it lies.
 */
export function checkValueOf(type: DiversifiedKeyType, key: Uint8Array): string {
  if (key.length !== keyLengthOf(type)) throw new RangeError(`a ${type} key has ${keyLengthOf(type)} bytes`);
  const cipher = cipherOf(type, key);
  const zero = new Uint8Array(cipher.blockLength);
  return Buffer.from(cipher.encrypt(zero, zero).subarray(0, checkBytes)).toString("hex").toUpperCase();
}
