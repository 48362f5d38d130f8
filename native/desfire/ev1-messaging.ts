import { cmac } from "../../main/core/cmac.ts";
import { cipherInUse, type KeyType } from "./block-cipher.ts";
import { joined, markedPadded, sameBytes, withoutMark, zeroPadded } from "./bytes.ts";
import { desfireCrc32 } from "./checksums.ts";
import type { Command } from "./command.ts";
import { changeKeyCode, keyToSend, type SecureMessaging } from "./secure-messaging.ts";
import { status } from "./status.ts";

const macLength = 8;
const checksumLength = 4;

/**
 * EV1 messaging, after an ISO (DES, 2K3DES, 3K3DES) or AES authentication: one initial vector runs through every MAC and every cipher of the
 * session. `type` is that of the session key, which this keeps a copy of.
 */
export function createEv1Messaging(type: KeyType, sessionKey: Uint8Array): SecureMessaging {
  const key = Uint8Array.from(sessionKey);
  const cipher = () => cipherInUse(type, key);
  const { blockLength } = cipher();
  let iv: Uint8Array = new Uint8Array(blockLength);

  function mac(message: Uint8Array): Uint8Array {
    iv = cmac(cipher(), message, iv);
    return iv.slice(0, macLength);
  }

  function enciphered(padded: Uint8Array): Uint8Array {
    const sent = cipher().encrypt(iv, padded);
    iv = sent.slice(-blockLength);
    return sent;
  }

  function deciphered(answer: Uint8Array, length: number | null): Uint8Array | null {
    if (answer.length === 0 || answer.length % blockLength !== 0) return null;
    const plain = cipher().decrypt(iv, answer);
    iv = answer.slice(-blockLength);
    if (length !== null) {
      const content = plain.slice(0, length);
      return sameBytes(plain, zeroPadded(checked(content), blockLength)) ? content : null;
    }
    const whole = withoutMark(plain);
    const content = whole?.slice(0, -checksumLength) ?? null;
    return content !== null && whole !== null && sameBytes(whole, checked(content)) ? content : null;
  }

  function bodyAsSent({ code, header, body, markedEnd }: Command<unknown>): Uint8Array {
    const content = joined(body, desfireCrc32(joined([code], header, body)));
    return markedEnd === true ? markedPadded(content, blockLength) : zeroPadded(content, blockLength);
  }

  return {
    transaction: null,
    seal(command) {
      const { code, header, body, sent } = command;
      switch (sent) {
        case "bare":
          return joined(header, body);
        case "command":
        case "plain":
          mac(joined([code], header, body));
          return joined(header, body);
        case "mac":
          return joined(header, body, mac(joined([code], header, body)));
        case "enciphered":
          return joined(header, enciphered(bodyAsSent(command)));
      }
    },
    open({ answered, answerLength }, answer) {
      switch (answered) {
        case "bare":
          return answer;
        case "command":
        case "plain":
        case "mac": {
          const content = answer.slice(0, -macLength);
          return sameBytes(mac(joined(content, [status.ok])), answer.slice(-macLength)) ? content : null;
        }
        case "enciphered":
          return deciphered(answer, answerLength);
      }
    },
    sealKey(change) {
      const { sent, held } = keyToSend(change);
      const overCommand = desfireCrc32(joined([changeKeyCode, change.keyNumber], sent));
      const overKey = change.oldKey === null ? [] : desfireCrc32(held);
      return enciphered(zeroPadded(joined(sent, overCommand, overKey), blockLength));
    },
    forget() {
      key.fill(0);
    },
  };
}

function checked(content: Uint8Array): Uint8Array {
  return joined(content, desfireCrc32(joined(content, [status.ok])));
}
