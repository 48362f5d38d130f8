import { cmac } from "../../../main/core/cmac.ts";
import type { BlockCipher } from "../block-cipher.ts";
import { joined, markedPadded, paddedLength, sameBytes, withoutMark, zeroPadded } from "../bytes.ts";
import { desfireCrc16, desfireCrc32 } from "../checksums.ts";
import { status } from "../status.ts";
import { type CardSession, sentKeyLength, unmixedKey } from "./card-session.ts";

const changeKeyCode = 0xc4;

/** The chip's half of a D40 session: it always enciphers, whatever the way the data goes, and each message begins anew. */
export function createLegacySession(keyNumber: number, cipher: BlockCipher): CardSession {
  const zero = new Uint8Array(8);
  const macOver = (content: Uint8Array) => cipher.encrypt(zero, zeroPadded(content, 8)).slice(-8).slice(0, 4);

  /** What the reader deciphered to send comes out when each block is enciphered and unmixed from the one before. */
  function received(carried: Uint8Array): Uint8Array {
    let before: Uint8Array = zero;
    const plain: number[] = [];
    for (let at = 0; at < carried.length; at += 8) {
      const block = carried.slice(at, at + 8);
      plain.push(...cipher.encrypt(zero, block).map((byte, place) => byte ^ (before[place] ?? 0)));
      before = block;
    }
    return Uint8Array.from(plain);
  }

  return {
    keyNumber,
    transaction: null,
    parameters: (_code, carried) => carried,
    carriedLength(mode, length) {
      if (mode === "enciphered") return paddedLength(length + 2, 8);
      return mode === "mac" ? length + 4 : length;
    },
    content(mode, _code, _header, carried, length) {
      if (mode === "plain") return carried;
      if (mode === "mac") {
        const content = carried.slice(0, -4);
        return sameBytes(macOver(content), carried.slice(-4)) ? content : null;
      }
      const plain = received(carried);
      const content = plain.slice(0, length ?? carried.length);
      const whole = zeroPadded(joined(content, desfireCrc16(content)), 8);
      return sameBytes(plain, whole) ? content : null;
    },
    keyLength: ({ type, oldKey }) => paddedLength(sentKeyLength(type) + (oldKey === null ? 2 : 4), 8),
    key(target, carried) {
      const plain = received(carried);
      const sent = plain.slice(0, sentKeyLength(target.type));
      const found = unmixedKey(target, sent);
      const overKey = target.oldKey === null ? [] : desfireCrc16(found.key);
      const whole = zeroPadded(joined(sent, desfireCrc16(sent), overKey), 8);
      return sameBytes(plain, whole) ? found : null;
    },
    answer(content, protection, openLength) {
      if (protection === "mac") return joined(content, macOver(content));
      if (protection !== "enciphered") return content;
      const checked = joined(content, desfireCrc16(content));
      return cipher.encrypt(zero, openLength ? markedPadded(checked, 8) : zeroPadded(checked, 8));
    },
  };
}

/** The chip's half of an EV1 session: one initial vector moves through everything. */
export function createEv1Session(keyNumber: number, cipher: BlockCipher): CardSession {
  const { blockLength } = cipher;
  let vector: Uint8Array = new Uint8Array(blockLength);

  function cover(message: Uint8Array): Uint8Array {
    vector = cmac(cipher, message, vector);
    return vector.slice(0, 8);
  }

  function received(carried: Uint8Array): Uint8Array {
    const plain = cipher.decrypt(vector, carried);
    vector = carried.slice(-blockLength);
    return plain;
  }

  function isWhole(plain: Uint8Array, content: Uint8Array, length: number | null): boolean {
    if (length === null) return sameBytes(withoutMark(plain) ?? new Uint8Array(), content);
    return sameBytes(plain, zeroPadded(content, blockLength));
  }

  return {
    keyNumber,
    transaction: null,
    parameters(code, carried) {
      cover(joined([code], carried));
      return carried;
    },
    carriedLength(mode, length) {
      if (mode === "enciphered") return paddedLength(length + 4, blockLength);
      return mode === "mac" ? length + 8 : length;
    },
    content(mode, code, header, carried, length) {
      if (mode === "enciphered") {
        const plain = received(carried);
        const content = plain.slice(0, length ?? Math.max(0, (withoutMark(plain)?.length ?? 0) - 4));
        const checked = joined(content, desfireCrc32(joined([code], header, content)));
        return isWhole(plain, checked, length) ? content : null;
      }
      const content = mode === "mac" ? carried.slice(0, -8) : carried;
      const mac = cover(joined([code], header, content));
      return mode === "plain" || sameBytes(mac, carried.slice(-8)) ? content : null;
    },
    keyLength: ({ type, oldKey }) =>
      paddedLength(sentKeyLength(type) + (oldKey === null ? 4 : 8), blockLength),
    key(target, carried) {
      const plain = received(carried);
      const sent = plain.slice(0, sentKeyLength(target.type));
      const found = unmixedKey(target, sent);
      const overCommand = desfireCrc32(joined([changeKeyCode, target.numberByte], sent));
      const overKey = target.oldKey === null ? [] : desfireCrc32(found.key);
      return isWhole(plain, joined(sent, overCommand, overKey), sent.length) ? found : null;
    },
    answer(content, protection, openLength) {
      const withStatus = joined(content, [status.ok]);
      if (protection !== "enciphered") return joined(content, cover(withStatus));
      const checked = joined(content, desfireCrc32(withStatus));
      const padded = openLength ? markedPadded(checked, blockLength) : zeroPadded(checked, blockLength);
      const cipherText = cipher.encrypt(vector, padded);
      vector = cipherText.slice(-blockLength);
      return cipherText;
    },
  };
}
