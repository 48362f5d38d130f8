import { createCipheriv } from "node:crypto";
import { aesCmacPadded } from "../core/aes-cmac.ts";

/** First byte of what is MACed for an AES-128 key (NXP AN10922 §2.2). */
const aes128Constant = 0x01;
/** AN10922 pads to two blocks whatever the length; the older 16-byte padding of some libraries gives other keys. */
const paddedLength = 32;

/** The AES-128 key that a 16-byte master gives for one diversification input of 1 to 31 bytes (NXP AN10922 §2.2). */
export function diversifiedAes128(master: Uint8Array, input: Uint8Array): Uint8Array {
  if (input.length < 1 || input.length >= paddedLength) {
    throw new RangeError(`a diversification input has 1 to 31 bytes, not ${input.length}`);
  }
  return aesCmacPadded(
    (iv, blocks) => {
      const cipher = createCipheriv("aes-128-cbc", master, iv).setAutoPadding(false);
      return new Uint8Array(cipher.update(blocks));
    },
    Uint8Array.of(aes128Constant, ...input),
    paddedLength,
  );
}
