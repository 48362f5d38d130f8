import { aesCmac, aesLength, decryptAes, encryptAes } from "./block-cipher.ts";
import { joined, leastFirst, markedPadded, sameBytes, withoutMark } from "./bytes.ts";
import { desfireCrc32 } from "./checksums.ts";
import { changeKeyCode, type Ev2Transaction, keyToSend, type SecureMessaging } from "./secure-messaging.ts";
import { status } from "./status.ts";

/** The two keys of an EV2 session. */
export interface Ev2SessionKeys {
  readonly enciphering: Uint8Array;
  readonly mac: Uint8Array;
}

const macLength = 8;
const mostCommands = 0xffff;
const commandLabel = [0xa5, 0x5a] as const;
const answerLabel = [0x5a, 0xa5] as const;

/** EV2 keeps every second byte of a CMAC, from the second on (AN12343 §"MAC calculation"). */
export function truncatedMac(mac: Uint8Array): Uint8Array {
  return mac.filter((_, at) => at % 2 === 1);
}

/** The initial vector of one enciphered message of a session: a label, where the session stands, enciphered. */
export function ev2Vector(
  enciphering: Uint8Array,
  { identifier, counter }: Ev2Transaction,
  direction: "command" | "answer",
): Uint8Array {
  const label = direction === "command" ? commandLabel : answerLabel;
  const place = joined(label, identifier, leastFirst(counter, 2), new Uint8Array(8));
  return encryptAes(enciphering, new Uint8Array(aesLength), place);
}

/**
 * EV2 messaging: every command has a number in its transaction, every MAC covers that number, and each enciphered message starts from a vector
 * of its own. Data of plain files travels unprotected. Keeps copies of the keys.
 */
export function createEv2Messaging(sessionKeys: Ev2SessionKeys, start: Ev2Transaction): SecureMessaging {
  const keys = {
    enciphering: Uint8Array.from(sessionKeys.enciphering),
    mac: Uint8Array.from(sessionKeys.mac),
  };
  const { identifier } = start;
  let { counter } = start;

  function mac(first: number, data: Uint8Array): Uint8Array {
    return truncatedMac(aesCmac(keys.mac, joined([first], leastFirst(counter, 2), identifier, data)));
  }

  function enciphered(content: Uint8Array): Uint8Array {
    if (content.length === 0) return content;
    const iv = ev2Vector(keys.enciphering, { identifier, counter }, "command");
    return encryptAes(keys.enciphering, iv, markedPadded(content, aesLength));
  }

  function deciphered(answer: Uint8Array, length: number | null): Uint8Array | null {
    if (answer.length === 0 || answer.length % aesLength !== 0) return null;
    const iv = ev2Vector(keys.enciphering, { identifier, counter }, "answer");
    const content = withoutMark(decryptAes(keys.enciphering, iv, answer));
    return content !== null && (length === null || content.length === length) ? content : null;
  }

  function withMac(code: number, header: Uint8Array, body: Uint8Array): Uint8Array {
    return joined(header, body, mac(code, joined(header, body)));
  }

  return {
    get transaction() {
      return { identifier, counter };
    },
    seal({ code, header, body, sent }) {
      if (counter >= mostCommands) throw new RangeError("an EV2 session numbers at most 65,535 commands");
      switch (sent) {
        case "bare":
        case "plain":
          return joined(header, body);
        case "command":
        case "mac":
          return withMac(code, header, body);
        case "enciphered":
          return withMac(code, header, enciphered(body));
      }
    },
    open({ answered, answerLength }, answer) {
      counter += 1;
      if (answered === "bare" || answered === "plain") return answer;
      const content = answer.slice(0, -macLength);
      if (!sameBytes(mac(status.ok, content), answer.slice(-macLength))) return null;
      return answered === "enciphered" ? deciphered(content, answerLength) : content;
    },
    sealKey(change) {
      const { sent, held } = keyToSend(change);
      const content = joined(sent, change.oldKey === null ? [] : desfireCrc32(held));
      const header = Uint8Array.of(change.keyNumber);
      return withMac(changeKeyCode, header, enciphered(content)).slice(header.length);
    },
    forget() {
      keys.enciphering.fill(0);
      keys.mac.fill(0);
    },
  };
}
