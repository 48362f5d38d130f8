import { type BlockCipher, cipherInUse, type KeyType } from "./block-cipher.ts";
import { joined, mixed, piecesOf, sameBytes, withoutMark, zeroPadded } from "./bytes.ts";
import { desfireCrc16 } from "./checksums.ts";
import { keyToSend, type SecureMessaging } from "./secure-messaging.ts";

const blockLength = 8;
const macLength = 4;
const checksumLength = 2;

/** What a reader sends to the first DESFire, which can only encipher: the reader deciphers, each block mixed with the one sent before. */
export function decipheredToSend(cipher: BlockCipher, blocks: Uint8Array): Uint8Array {
  let before: Uint8Array = new Uint8Array(blockLength);
  const sent = piecesOf(blocks, blockLength).map((block) => {
    before = cipher.decrypt(new Uint8Array(blockLength), mixed(block, before));
    return before;
  });
  return joined(...sent);
}

/**
 * Messaging of the first DESFire (D40), after a legacy authentication: every message starts from a zero vector, commands are not protected,
 * and only data is, by a checksum over itself or a MAC of four bytes.
 */
export function createLegacyMessaging(type: KeyType, sessionKey: Uint8Array): SecureMessaging {
  const key = Uint8Array.from(sessionKey);
  const cipher = () => cipherInUse(type, key);

  function mac(content: Uint8Array): Uint8Array {
    const padded = zeroPadded(content, blockLength);
    if (padded.length === 0) return new Uint8Array(macLength);
    return cipher().encrypt(new Uint8Array(blockLength), padded).slice(-blockLength).slice(0, macLength);
  }

  function deciphered(answer: Uint8Array, length: number | null): Uint8Array | null {
    if (answer.length === 0 || answer.length % blockLength !== 0) return null;
    const plain = cipher().decrypt(new Uint8Array(blockLength), answer);
    if (length !== null) {
      const content = plain.slice(0, length);
      return sameBytes(plain, zeroPadded(checked(content), blockLength)) ? content : null;
    }
    const whole = withoutMark(plain);
    const content = whole?.slice(0, -checksumLength) ?? null;
    return content !== null && whole !== null && sameBytes(whole, checked(content)) ? content : null;
  }

  return {
    transaction: null,
    seal({ header, body, sent }) {
      switch (sent) {
        case "bare":
        case "command":
        case "plain":
          return joined(header, body);
        case "mac":
          return joined(header, body, mac(body));
        case "enciphered": {
          const padded = zeroPadded(joined(body, desfireCrc16(body)), blockLength);
          return joined(header, decipheredToSend(cipher(), padded));
        }
      }
    },
    open({ answered, answerLength }, answer) {
      switch (answered) {
        case "bare":
        case "command":
        case "plain":
          return answer;
        case "mac": {
          const content = answer.slice(0, -macLength);
          return sameBytes(mac(content), answer.slice(-macLength)) ? content : null;
        }
        case "enciphered":
          return deciphered(answer, answerLength);
      }
    },
    sealKey(change) {
      const { sent, held } = keyToSend(change);
      const overKey = change.oldKey === null ? [] : desfireCrc16(held);
      const padded = zeroPadded(joined(sent, desfireCrc16(sent), overKey), blockLength);
      return decipheredToSend(cipher(), padded);
    },
    forget() {
      key.fill(0);
    },
  };
}

function checked(content: Uint8Array): Uint8Array {
  return joined(content, desfireCrc16(content));
}
