import {
  aesCmac,
  aesLength,
  type BlockCipher,
  blockCipher,
  cipherInUse,
  type KeyType,
  typeInUse,
} from "./block-cipher.ts";
import { joined, mixed, sameBytes, turnedLeft } from "./bytes.ts";
import type { Ev2SessionKeys } from "./ev2-messaging.ts";
import { decipheredToSend } from "./legacy-messaging.ts";

/** The ways to open a session: D40's, EV1's with DES or AES keys, EV2's at the beginning of a transaction and within it. */
export type Scheme = "legacy" | "iso" | "aes" | "ev2-first" | "ev2-non-first";

/** First command of each authentication. EV2 First is followed by the length of the reader's capabilities: none. */
export const opening: Readonly<
  Record<Scheme, { readonly name: string; readonly code: number; readonly parameters: readonly number[] }>
> = {
  legacy: { name: "Authenticate", code: 0x0a, parameters: [] },
  iso: { name: "AuthenticateISO", code: 0x1a, parameters: [] },
  aes: { name: "AuthenticateAES", code: 0xaa, parameters: [] },
  "ev2-first": { name: "AuthenticateEV2First", code: 0x71, parameters: [0x00] },
  "ev2-non-first": { name: "AuthenticateEV2NonFirst", code: 0x77, parameters: [] },
};

/** The reader's half of an authentication: what to send, and what the chip must answer. */
export interface ChallengeAnswer<Session> {
  readonly token: Uint8Array;
  /** The session when the chip proves that it holds the key too, otherwise null. */
  readonly sessionIf: (chipProof: Uint8Array) => Session | null;
}

/** Bytes of the challenge that a key asks for. */
export function challengeLength(type: KeyType): number {
  return type === "des" || type === "2k3des" ? 8 : aesLength;
}

/**
 * Answers the chip's enciphered challenge as EV1 does, with any key type. `ownChallenge` is as long as the chip's and fresh from a random source.
 * The cipher runs on through the whole exchange: each part starts from the last block of the part before. The session is its key.
 */
export function answerChallenge(
  type: KeyType,
  key: Uint8Array,
  challenge: Uint8Array,
  ownChallenge: Uint8Array,
): ChallengeAnswer<Uint8Array> {
  const cipher = cipherInUse(type, key);
  const chipChallenge = cipher.decrypt(new Uint8Array(cipher.blockLength), challenge);
  const token = cipher.encrypt(
    challenge.slice(-cipher.blockLength),
    joined(ownChallenge, turnedLeft(chipChallenge)),
  );
  return {
    token,
    sessionIf(chipProof) {
      const iv = token.slice(-cipher.blockLength);
      const proven = isProof(cipher, iv, chipProof, ownChallenge);
      return proven ? sessionKey(typeInUse(type, key), ownChallenge, chipChallenge) : null;
    },
  };
}

/** As `answerChallenge`, for the first DESFire: DES keys only, every part from a zero vector, deciphered to be sent. */
export function answerLegacyChallenge(
  type: "des" | "2k3des",
  key: Uint8Array,
  challenge: Uint8Array,
  ownChallenge: Uint8Array,
): ChallengeAnswer<Uint8Array> {
  const cipher = cipherInUse(type, key);
  const zero = new Uint8Array(cipher.blockLength);
  const chipChallenge = cipher.decrypt(zero, challenge);
  return {
    token: decipheredToSend(cipher, joined(ownChallenge, turnedLeft(chipChallenge))),
    sessionIf(chipProof) {
      const proven = isProof(cipher, zero, chipProof, ownChallenge);
      return proven ? sessionKey(typeInUse(type, key), ownChallenge, chipChallenge) : null;
    },
  };
}

/** What an EV2 authentication opens: its keys, and the transaction's identifier when it begins one. */
export interface Ev2Session {
  readonly keys: Ev2SessionKeys;
  readonly identifier: Uint8Array | null;
}

/** As `answerChallenge`, in EV2: AES, every part from a zero vector; the first of a transaction names it. */
export function answerEv2Challenge(
  key: Uint8Array,
  challenge: Uint8Array,
  ownChallenge: Uint8Array,
  isFirst: boolean,
): ChallengeAnswer<Ev2Session> {
  const cipher = blockCipher("aes", key);
  const zero = new Uint8Array(aesLength);
  const chipChallenge = cipher.decrypt(zero, challenge);
  const keys = () => ev2SessionKeys(key, ownChallenge, chipChallenge);
  return {
    token: cipher.encrypt(zero, joined(ownChallenge, turnedLeft(chipChallenge))),
    sessionIf(chipProof) {
      if (!isFirst) {
        return isProof(cipher, zero, chipProof, ownChallenge) ? { keys: keys(), identifier: null } : null;
      }
      if (chipProof.length !== 2 * aesLength) return null;
      const plain = cipher.decrypt(zero, chipProof);
      const proven = sameBytes(plain.slice(4, 4 + aesLength), turnedLeft(ownChallenge));
      return proven ? { keys: keys(), identifier: plain.slice(0, 4) } : null;
    },
  };
}

/** The session keys of EV2 (AN12343 §"session key generation"): a CMAC each over a label and both challenges, partly mixed. */
export function ev2SessionKeys(
  key: Uint8Array,
  readerChallenge: Uint8Array,
  chipChallenge: Uint8Array,
): Ev2SessionKeys {
  const context = joined(
    readerChallenge.subarray(0, 2),
    mixed(readerChallenge.subarray(2, 8), chipChallenge.subarray(0, 6)),
    chipChallenge.subarray(6),
    readerChallenge.subarray(8),
  );
  const counterAndLength = [0x00, 0x01, 0x00, 0x80];
  const derived = (label: readonly number[]) => aesCmac(key, joined(label, counterAndLength, context));
  return { enciphering: derived([0xa5, 0x5a]), mac: derived([0x5a, 0xa5]) };
}

function isProof(
  cipher: BlockCipher,
  iv: Uint8Array,
  chipProof: Uint8Array,
  ownChallenge: Uint8Array,
): boolean {
  if (chipProof.length !== ownChallenge.length) return false;
  return sameBytes(cipher.decrypt(iv, chipProof), turnedLeft(ownChallenge));
}

/** The session key of D40 and EV1: four bytes of each challenge by turns, from places that depend on the key type. */
function sessionKey(type: KeyType, reader: Uint8Array, chip: Uint8Array): Uint8Array {
  const places: Readonly<Record<KeyType, readonly number[]>> = {
    des: [0],
    "2k3des": [0, 4],
    "3k3des": [0, 6, 12],
    aes: [0, 12],
  };
  return joined(...places[type].flatMap((at) => [reader.subarray(at, at + 4), chip.subarray(at, at + 4)]));
}
