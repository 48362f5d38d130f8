import { aesLength, cmac, decrypt, encrypt, zeroPadded } from "./aes.ts";
import { joined, sameBytes } from "./bytes.ts";
import type { Command } from "./commands.ts";
import { desfireCrc32 } from "./crc32.ts";
import { status } from "./status.ts";

/** A key of the application in exchange for another. `oldKey` is null for the key the session was opened with. */
export interface KeyChange {
  readonly keyNumber: number;
  readonly oldKey: Uint8Array | null;
  readonly newKey: Uint8Array;
  readonly version: number;
}

/** How commands and answers travel between an authentication and its end. Both calls advance the session, so each is made once, in order. */
export interface SecureMessaging {
  /** The data of a command as sent. */
  seal(command: Command<unknown>): Uint8Array;
  /** The answer without its protection, or null when it was altered on the way. */
  open(command: Command<unknown>, answer: Uint8Array): Uint8Array | null;
  /** The cryptogram a ChangeKey carries. */
  sealKey(change: KeyChange): Uint8Array;
  /** Overwrites the session key. */
  forget(): void;
}

const macLength = 8;
const changeKeyCode = 0xc4;

/** Before any authentication: everything travels as it is. */
export const unprotected: SecureMessaging = {
  seal: (command) => joined(command.header, command.body),
  open: (_command, answer) => answer,
  sealKey() {
    throw new Error("no key can be changed outside a session");
  },
  forget() {},
};

/** EV1 messaging with AES: one initial vector runs through every MAC and every cipher of the session. */
export function createEv1Messaging(sessionKey: Uint8Array): SecureMessaging {
  const key = Uint8Array.from(sessionKey);
  let iv: Uint8Array = new Uint8Array(aesLength);

  function mac(message: Uint8Array): Uint8Array {
    iv = cmac(key, iv, message);
    return iv.slice(0, macLength);
  }

  function enciphered(plain: Uint8Array): Uint8Array {
    const cipher = encrypt(key, iv, zeroPadded(plain));
    iv = cipher.slice(-aesLength);
    return cipher;
  }

  function deciphered(cipher: Uint8Array, length: number): Uint8Array | null {
    const plain = decrypt(key, iv, cipher);
    iv = cipher.slice(-aesLength);
    const content = plain.slice(0, length);
    const expected = zeroPadded(joined(content, desfireCrc32(joined(content, [status.ok]))));
    return sameBytes(plain, expected) ? content : null;
  }

  return {
    seal({ code, header, body, sent }) {
      switch (sent) {
        case "bare":
          return joined(header, body);
        case "mac":
          mac(joined([code], header, body));
          return joined(header, body);
        case "enciphered":
          return joined(header, enciphered(joined(body, desfireCrc32(joined([code], header, body)))));
      }
    },
    open({ answered, answerLength }, answer) {
      switch (answered) {
        case "bare":
          return answer;
        case "mac": {
          const content = answer.slice(0, -macLength);
          return sameBytes(mac(joined(content, [status.ok])), answer.slice(-macLength)) ? content : null;
        }
        case "enciphered":
          return deciphered(answer, answerLength);
      }
    },
    sealKey({ keyNumber, oldKey, newKey, version }) {
      const hidden = oldKey === null ? newKey : newKey.map((byte, at) => byte ^ (oldKey[at] ?? 0));
      const keyed = joined(hidden, [version]);
      const overCommand = desfireCrc32(joined([changeKeyCode, keyNumber], keyed));
      return enciphered(joined(keyed, overCommand, oldKey === null ? [] : desfireCrc32(newKey)));
    },
    forget() {
      key.fill(0);
    },
  };
}
