import { createCipheriv, createDecipheriv } from "node:crypto";
import { aesCmac } from "../../main/core/aes-cmac.ts";

/** Bytes of an AES block, of an AES-128 key and of a DESFire AES challenge. */
export const aesLength = 16;

/** AES-128 CBC without padding; `plain` is a multiple of 16 bytes. */
export function encrypt(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Uint8Array {
  return new Uint8Array(createCipheriv("aes-128-cbc", key, iv).setAutoPadding(false).update(plain));
}

/** The way back from `encrypt`. */
export function decrypt(key: Uint8Array, iv: Uint8Array, cipher: Uint8Array): Uint8Array {
  return new Uint8Array(createDecipheriv("aes-128-cbc", key, iv).setAutoPadding(false).update(cipher));
}

/** The 16-byte CMAC of a message, chained from `iv`. */
export function cmac(key: Uint8Array, iv: Uint8Array, message: Uint8Array): Uint8Array {
  return aesCmac((from, blocks) => encrypt(key, from, blocks), message, iv);
}

/** The bytes turned one place to the left, as both sides of an authentication do to the other's challenge. */
export function turnedLeft(bytes: Uint8Array): Uint8Array {
  return Uint8Array.of(...bytes.subarray(1), ...bytes.subarray(0, 1));
}

/** The bytes lengthened with zeros to full blocks. */
export function zeroPadded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(paddedLength(bytes.length));
  whole.set(bytes);
  return whole;
}

/** How long `length` bytes are once padded to full blocks. */
export function paddedLength(length: number): number {
  return Math.ceil(length / aesLength) * aesLength;
}
