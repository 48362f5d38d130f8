import { aesLength, decrypt, encrypt, turnedLeft } from "./aes.ts";
import { joined, sameBytes } from "./bytes.ts";

/** First command of an AES authentication (EV1, `AA`). */
export const authenticateAes = { name: "AuthenticateAES", code: 0xaa } as const;

/** The reader's half of an authentication: what to send, and what the chip must answer. */
export interface ChallengeAnswer {
  readonly token: Uint8Array;
  /** The session key when the chip proves that it holds the key too, otherwise null. */
  sessionKeyIf(chipProof: Uint8Array): Uint8Array | null;
}

/**
 * Answers the chip's enciphered challenge. `ownChallenge` is 16 bytes fresh from a random source.
 * The cipher runs on through the whole exchange: each part starts from the last block of the part before.
 */
export function answerAesChallenge(
  key: Uint8Array,
  challenge: Uint8Array,
  ownChallenge: Uint8Array,
): ChallengeAnswer {
  const chipChallenge = decrypt(key, new Uint8Array(aesLength), challenge);
  const token = encrypt(key, challenge, joined(ownChallenge, turnedLeft(chipChallenge)));
  return {
    token,
    sessionKeyIf(chipProof) {
      if (chipProof.length !== aesLength) return null;
      const proven = decrypt(key, token.slice(-aesLength), chipProof);
      return sameBytes(proven, turnedLeft(ownChallenge)) ? aesSessionKey(ownChallenge, chipChallenge) : null;
    },
  };
}

/** The EV1 AES session key: first and last four bytes of both challenges, by turns. */
function aesSessionKey(readerChallenge: Uint8Array, chipChallenge: Uint8Array): Uint8Array {
  return joined(
    readerChallenge.subarray(0, 4),
    chipChallenge.subarray(0, 4),
    readerChallenge.subarray(12),
    chipChallenge.subarray(12),
  );
}
