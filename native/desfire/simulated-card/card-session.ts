import { aesLength, cmac, decrypt, encrypt, turnedLeft, zeroPadded } from "../aes.ts";
import { joined, sameBytes } from "../bytes.ts";

/** The chip's half of an EV1 AES session. Every call moves the one initial vector on. */
export interface CardSession {
  readonly keyNumber: number;
  /** The 8-byte MAC over a message. */
  cover(message: Uint8Array): Uint8Array;
  /** Zero-pads and enciphers. */
  encipher(plain: Uint8Array): Uint8Array;
  decipher(cipher: Uint8Array): Uint8Array;
}

/** A challenge the chip has sent and not yet seen answered. */
export interface OpenChallenge {
  /** The enciphered challenge, as sent. */
  readonly sent: Uint8Array;
  /** The chip's proof and the session, or null when the reader's token does not show that it holds the key. */
  answer(token: Uint8Array): { readonly proof: Uint8Array; readonly session: CardSession } | null;
}

/** Challenges a reader to prove that it holds `key`; `chipChallenge` is 16 bytes fresh from a random source. */
export function openChallenge(keyNumber: number, key: Uint8Array, chipChallenge: Uint8Array): OpenChallenge {
  const sent = encrypt(key, new Uint8Array(aesLength), chipChallenge);
  return {
    sent,
    answer(token) {
      const plain = decrypt(key, sent, token);
      const readerChallenge = plain.slice(0, aesLength);
      if (!sameBytes(plain.slice(aesLength), turnedLeft(chipChallenge))) return null;
      const sessionKey = joined(
        readerChallenge.slice(0, 4),
        chipChallenge.slice(0, 4),
        readerChallenge.slice(12, 16),
        chipChallenge.slice(12, 16),
      );
      return {
        proof: encrypt(key, token.slice(aesLength), turnedLeft(readerChallenge)),
        session: createCardSession(keyNumber, sessionKey),
      };
    },
  };
}

function createCardSession(keyNumber: number, sessionKey: Uint8Array): CardSession {
  let vector: Uint8Array = new Uint8Array(aesLength);
  return {
    keyNumber,
    cover(message) {
      vector = cmac(sessionKey, vector, message);
      return vector.slice(0, 8);
    },
    encipher(plain) {
      const cipher = encrypt(sessionKey, vector, zeroPadded(plain));
      vector = cipher.slice(-aesLength);
      return cipher;
    },
    decipher(cipher) {
      const plain = decrypt(sessionKey, vector, cipher);
      vector = cipher.slice(-aesLength);
      return plain;
    },
  };
}
