import { aesCmac, aesLength, type BlockCipher, cipherInUse, type KeyType } from "../block-cipher.ts";
import { bytesOf, joined, sameBytes, turnedLeft } from "../bytes.ts";
import type { CardSession } from "./card-session.ts";
import type { StoredKey, StoredKeyType } from "./eeprom.ts";
import { createEv2Session } from "./ev2-session.ts";
import { createEv1Session, createLegacySession } from "./older-sessions.ts";

/** A challenge the chip has sent and not yet seen answered. */
export interface OpenChallenge {
  /** The enciphered challenge, as sent. */
  readonly sent: Uint8Array;
  /** The chip's proof and the session, or null when the reader's token does not show that it holds the key. */
  answer(token: Uint8Array): { readonly proof: Uint8Array; readonly session: CardSession } | null;
}

/** A key the chip is asked to prove, and the random bytes it may use. */
export interface Challenged {
  readonly keyNumber: number;
  readonly type: StoredKeyType;
  readonly key: StoredKey;
  readonly random: (length: number) => Uint8Array;
}

/** The authentications a chip knows, by their first command. */
export const authenticationCodes = {
  legacy: 0x0a,
  iso: 0x1a,
  aes: 0xaa,
  first: 0x71,
  nonFirst: 0x77,
} as const;

/** Opens the authentication that `code` begins; null when it does not go with the key or with where the session stands. */
export function openChallenge(
  code: number,
  challenged: Challenged,
  transaction: CardSession["transaction"],
): OpenChallenge | null {
  const { type } = challenged;
  switch (code) {
    case authenticationCodes.legacy:
      return type === "des" ? legacyChallenge(challenged) : null;
    case authenticationCodes.iso:
      return type === "aes" ? null : ev1Challenge(challenged);
    case authenticationCodes.aes:
      return type === "aes" ? ev1Challenge(challenged) : null;
    case authenticationCodes.first:
      return type === "aes" ? ev2Challenge(challenged, null) : null;
    case authenticationCodes.nonFirst:
      return type === "aes" && transaction !== null ? ev2Challenge(challenged, transaction) : null;
    default:
      return null;
  }
}

function keyCipher({ type, key }: Challenged): BlockCipher {
  return cipherInUse(type === "des" ? "2k3des" : type, bytesOf(key.key));
}

/** Reader's and chip's challenges by turns: the session key of D40 and EV1. */
function sessionCipher({ type, key }: Challenged, reader: Uint8Array, chip: Uint8Array): BlockCipher {
  const single = type === "des" && key.key.slice(0, 16) === key.key.slice(16);
  const [used, places]: readonly [KeyType, readonly number[]] =
    type === "aes"
      ? ["aes", [0, 12]]
      : type === "3k3des"
        ? [type, [0, 6, 12]]
        : single
          ? ["des", [0]]
          : ["2k3des", [0, 4]];
  const parts = places.flatMap((at) => [reader.slice(at, at + 4), chip.slice(at, at + 4)]);
  return cipherInUse(used, joined(...parts));
}

function ev1Challenge(challenged: Challenged): OpenChallenge {
  const cipher = keyCipher(challenged);
  const { blockLength } = cipher;
  const length = challenged.type === "des" ? 8 : 16;
  const chip = challenged.random(length);
  const sent = cipher.encrypt(new Uint8Array(blockLength), chip);
  return {
    sent,
    answer(token) {
      if (token.length !== 2 * length) return null;
      const plain = cipher.decrypt(sent.slice(-blockLength), token);
      const reader = plain.slice(0, length);
      if (!sameBytes(plain.slice(length), turnedLeft(chip))) return null;
      return {
        proof: cipher.encrypt(token.slice(-blockLength), turnedLeft(reader)),
        session: createEv1Session(challenged.keyNumber, sessionCipher(challenged, reader, chip)),
      };
    },
  };
}

function legacyChallenge(challenged: Challenged): OpenChallenge {
  const cipher = keyCipher(challenged);
  const zero = new Uint8Array(8);
  const chip = challenged.random(8);
  return {
    sent: cipher.encrypt(zero, chip),
    answer(token) {
      if (token.length !== 16) return null;
      const [first, second] = [token.slice(0, 8), token.slice(8)];
      const reader = cipher.encrypt(zero, first);
      const returned = cipher.encrypt(zero, second).map((byte, at) => byte ^ (first[at] ?? 0));
      if (!sameBytes(returned, turnedLeft(chip))) return null;
      return {
        proof: cipher.encrypt(zero, turnedLeft(reader)),
        session: createLegacySession(challenged.keyNumber, sessionCipher(challenged, reader, chip)),
      };
    },
  };
}

function ev2Challenge(challenged: Challenged, transaction: CardSession["transaction"]): OpenChallenge {
  const cipher = keyCipher(challenged);
  const key = bytesOf(challenged.key.key);
  const zero = new Uint8Array(aesLength);
  const chip = challenged.random(aesLength);
  return {
    sent: cipher.encrypt(zero, chip),
    answer(token) {
      if (token.length !== 2 * aesLength) return null;
      const plain = cipher.decrypt(zero, token);
      const reader = plain.slice(0, aesLength);
      if (!sameBytes(plain.slice(aesLength), turnedLeft(chip))) return null;
      const middle = reader.slice(2, 8).map((byte, at) => byte ^ (chip[at] ?? 0));
      const context = joined(
        [0x00, 0x01, 0x00, 0x80],
        reader.slice(0, 2),
        middle,
        chip.slice(6),
        reader.slice(8),
      );
      const identifier = transaction?.identifier ?? challenged.random(4);
      const capabilities = new Uint8Array(12);
      const proof = turnedLeft(reader);
      return {
        proof: cipher.encrypt(zero, transaction === null ? joined(identifier, proof, capabilities) : proof),
        session: createEv2Session({
          keyNumber: challenged.keyNumber,
          enciphering: aesCmac(key, joined([0xa5, 0x5a], context)),
          mac: aesCmac(key, joined([0x5a, 0xa5], context)),
          identifier,
          counter: transaction?.counter ?? 0,
        }),
      };
    },
  };
}
