import { type CbcCipher, cmacPadded } from "./cmac.ts";

/** Key types NXP AN10922 gives a rule for; 2TDEA and 3TDEA are two- and three-key triple DES. */
export type DiversifiedKeyType = "aes-128" | "aes-192" | "aes-256" | "2tdea" | "3tdea";

/**
 * How the diversification input is lengthened before it is MACed. `two-blocks`: AN10922, whatever the length. The others are deployed and give
 * other keys: `issue-91`, an older libfreefare's, pads what fits 16 bytes to 16 bytes; `none` is the plain CMAC, padded to its own block only.
 */
export type DiversificationPadding = "two-blocks" | "issue-91" | "none";

interface Rule {
  readonly blockLength: number;
  readonly masterLength: number;
  /** One CMAC for each constant, MACed before the input (AN10922 §2.2 to §2.5). */
  readonly constants: readonly number[];
}

const rules: Readonly<Record<DiversifiedKeyType, Rule>> = {
  "aes-128": { blockLength: 16, masterLength: 16, constants: [0x01] },
  "aes-192": { blockLength: 16, masterLength: 24, constants: [0x11, 0x12] },
  "aes-256": { blockLength: 16, masterLength: 32, constants: [0x41, 0x42] },
  "2tdea": { blockLength: 8, masterLength: 16, constants: [0x21, 0x22] },
  "3tdea": { blockLength: 8, masterLength: 24, constants: [0x31, 0x32, 0x33] },
};

/** Bytes of a master key of this type, and of the keys it gives. */
export function keyLengthOf(type: DiversifiedKeyType): number {
  return rules[type].masterLength;
}

/**
 * The key that the master under `cipher` gives for one diversification input of 1 byte to two blocks less one (NXP AN10922).
 * DES keys come with whatever parity the MAC left: `withDesKeyVersion` writes a version there.
 */
export function diversifiedKey(
  type: DiversifiedKeyType,
  cipher: CbcCipher,
  input: Uint8Array,
  padding: DiversificationPadding = "two-blocks",
): Uint8Array {
  const macs = diversificationMacs(type, input, padding).map(({ message, paddedLength }) =>
    cmacPadded(cipher, message, paddedLength),
  );
  return keyOfMacs(type, macs);
}

/** One CMAC that a diversified key is made of: its message, and the length that is padded to. */
export interface DiversificationMac {
  readonly message: Uint8Array;
  readonly paddedLength: number;
}

/** The CMACs under the master that a diversified key is made of, in their order. */
export function diversificationMacs(
  type: DiversifiedKeyType,
  input: Uint8Array,
  padding: DiversificationPadding,
): readonly DiversificationMac[] {
  const { blockLength, constants } = rules[type];
  const mostInput = 2 * blockLength - 1;
  if (input.length < 1 || input.length > mostInput) {
    throw new RangeError(`a diversification input has 1 to ${mostInput} bytes, not ${input.length}`);
  }
  return constants.map((constant) => {
    const message = Uint8Array.of(constant, ...input);
    return { message, paddedLength: paddedLengthOf(message.length, blockLength, padding) };
  });
}

/** The key that those CMACs give. */
export function keyOfMacs(type: DiversifiedKeyType, macs: readonly Uint8Array[]): Uint8Array {
  return type === "aes-192" ? overlapped(macs) : Uint8Array.from(macs.flatMap((mac) => [...mac]));
}

function paddedLengthOf(length: number, blockLength: number, padding: DiversificationPadding): number {
  const ownBlocks = Math.ceil(length / blockLength) * blockLength;
  switch (padding) {
    case "two-blocks":
      return 2 * blockLength;
    case "issue-91":
      return Math.max(16, ownBlocks);
    case "none":
      return ownBlocks;
  }
}

/** AN10922 §2.3: the second half of one MAC and the first half of the other share the middle of an AES-192 key. */
function overlapped([
  first = new Uint8Array(),
  second = new Uint8Array(),
]: readonly Uint8Array[]): Uint8Array {
  const key = new Uint8Array(24);
  key.set(first);
  for (const [at, byte] of second.entries()) key[8 + at] = (key[8 + at] ?? 0) ^ byte;
  return key;
}

/**
 * A DES key (8, 16 or 24 bytes) with its version in the parity bits of the first 8 bytes, most significant bit first. The second half of a
 * two-key one takes the version inverted, so that it never equals the first and the chip never takes it for single DES.
 */
export function withDesKeyVersion(key: Uint8Array, version: number): Uint8Array {
  return key.map((byte, at) => {
    const bit = (version >> (7 - (at % 8))) & 1;
    if (at < 8) return (byte & 0xfe) | bit;
    return key.length === 16 ? (byte & 0xfe) | (bit ^ 1) : byte;
  });
}

/** The version in the parity bits of a DES key's first 8 bytes. */
export function desKeyVersion(key: Uint8Array): number {
  return key.subarray(0, 8).reduce((version, byte) => (version << 1) | (byte & 1), 0);
}
