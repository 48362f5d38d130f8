import { aesCmac, aesLength, decryptAes, encryptAes } from "../block-cipher.ts";
import { joined, markedPadded, sameBytes, withoutMark } from "../bytes.ts";
import { desfireCrc32 } from "../checksums.ts";
import { status } from "../status.ts";
import { type CardSession, type KeyTarget, sentKeyLength, unmixedKey } from "./card-session.ts";

const changeKeyCode = 0xc4;
const macLength = 8;

function wide(number: number): readonly [number, number] {
  return [number % 256, Math.floor(number / 256)];
}

function encipheredLength(length: number): number {
  return (Math.floor(length / aesLength) + 1) * aesLength + macLength;
}

/** What an EV2 session of the chip is made of. */
export interface Ev2SessionParts {
  readonly keyNumber: number;
  readonly enciphering: Uint8Array;
  readonly mac: Uint8Array;
  readonly identifier: Uint8Array;
  readonly counter: number;
}

/** The chip's half of an EV2 session: every message is numbered, MACed and, in full mode, enciphered from a vector of its own. */
export function createEv2Session({
  keyNumber,
  enciphering,
  mac,
  identifier,
  counter: start,
}: Ev2SessionParts): CardSession {
  let counter = start;
  const macOver = (first: number, number: number, message: Uint8Array) =>
    aesCmac(mac, joined([first], wide(number), identifier, message)).filter((_, at) => at % 2 === 1);
  const vectorOf = (label: readonly number[], number: number) =>
    encryptAes(
      enciphering,
      new Uint8Array(aesLength),
      joined(label, identifier, wide(number), new Uint8Array(8)),
    );

  function unmaced(code: number, header: Uint8Array, carried: Uint8Array): Uint8Array | null {
    const content = carried.slice(0, -macLength);
    return sameBytes(macOver(code, counter, joined(header, content)), carried.slice(-macLength))
      ? content
      : null;
  }

  function deciphered(code: number, header: Uint8Array, carried: Uint8Array): Uint8Array | null {
    const cipherText = unmaced(code, header, carried);
    if (cipherText === null || cipherText.length % aesLength !== 0) return null;
    return withoutMark(decryptAes(enciphering, vectorOf([0xa5, 0x5a], counter), cipherText));
  }

  return {
    keyNumber,
    get transaction() {
      return { identifier, counter };
    },
    parameters: (code, carried, isPlain) => (isPlain ? carried : unmaced(code, new Uint8Array(), carried)),
    carriedLength(mode, length) {
      if (mode === "enciphered") return encipheredLength(length);
      return mode === "mac" ? length + macLength : length;
    },
    content(mode, code, header, carried, length) {
      if (mode === "plain") return carried;
      if (mode === "mac") return unmaced(code, header, carried);
      const content = deciphered(code, header, carried);
      return length === null || content?.length === length ? content : null;
    },
    keyLength: ({ type, oldKey }) => encipheredLength(sentKeyLength(type) + (oldKey === null ? 0 : 4)),
    key(target: KeyTarget, carried) {
      const content = deciphered(changeKeyCode, Uint8Array.of(target.numberByte), carried);
      if (content === null) return null;
      const sent = content.slice(0, sentKeyLength(target.type));
      const found = unmixedKey(target, sent);
      const overKey = target.oldKey === null ? [] : desfireCrc32(found.key);
      return sameBytes(content, joined(sent, overKey)) ? found : null;
    },
    answer(content, protection) {
      counter += 1;
      if (protection === "plain") return content;
      const carried =
        protection === "enciphered"
          ? encryptAes(enciphering, vectorOf([0x5a, 0xa5], counter), markedPadded(content, aesLength))
          : content;
      return joined(carried, macOver(status.ok, counter, carried));
    },
  };
}
