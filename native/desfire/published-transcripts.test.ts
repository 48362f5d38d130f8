import { expect, test } from "vitest";
import { cmacSubkeys } from "../../main/core/cmac.ts";
import type { ApduChannel } from "../../main/core/ports/apdu-channel.ts";
import { succeeded } from "../../main/core/result.ts";
import { published, transcripts } from "../../test/support/desfire-vectors.ts";
import { answerChallenge } from "./authentication.ts";
import { aesCmac, blockCipher } from "./block-cipher.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import { desfireCrc32 } from "./checksums.ts";
import type { Command } from "./command.ts";
import { createConversation } from "./conversation.ts";
import { createEv1Messaging } from "./ev1-messaging.ts";
import { createSimulatedDesfire, type SimulatedDesfire } from "./simulated-card/desfire-card.ts";
import { blankEeprom, type Eeprom } from "./simulated-card/eeprom.ts";

const zero = new Uint8Array(16);
const zeroKey = "00".repeat(16);
const aid = 0x112233;
const {
  auth: [keyZeroSession],
  changeKey: [ownKeyChange, otherKeyChange],
  cmacChains: [chain],
} = transcripts.desfireEv1;
const authentications = [keyZeroSession, published.fileSession].map((one) => ({
  key: one.key,
  challenge: one.rndBenc,
  readerChallenge: one.rndA,
  chipChallenge: one.rndB,
  token: one.sent,
  proof: one.answer,
  session: one.session,
}));

/** A channel that repeats a recorded conversation and fails at the first byte that differs. */
function replayedChannel(lines: readonly (readonly [command: string, answer: string])[]): ApduChannel {
  const left = [...lines];
  return {
    reader: "replayed",
    atr: new Uint8Array(),
    transmit(command) {
      const [expected, answer] = left.shift() ?? ["nothing", ""];
      expect(hexOf(command)).toBe(expected);
      return Promise.resolve(succeeded(bytesOf(answer)));
    },
    close: () => Promise.resolve(),
  };
}

/** A chip with one application, selected, whose next challenge is known. */
function chipWith(keys: readonly string[], chipChallenge: string): SimulatedDesfire {
  const start: Eeprom = {
    ...blankEeprom("04782E21801D80"),
    applications: [
      {
        aid,
        keySettings: 0x0f,
        keyType: "aes",
        isoFileIds: false,
        keys: keys.map((key) => ({ key, version: 0 })),
        files: [],
      },
    ],
  };
  const chip = createSimulatedDesfire(start, { randomness: { bytes: () => bytesOf(chipChallenge) } });
  expect(sent(chip, "5A332211")).toBe("00");
  return chip;
}

function sent(chip: SimulatedDesfire, command: string): string {
  const answer = chip.apdu(bytesOf(command));
  if (answer === null) throw new Error("the chip is gone");
  return hexOf(answer);
}

test.each(published.cmac.messages)("the MAC of $message is NIST's", ({ message, mac }) => {
  expect(hexOf(aesCmac(bytesOf(published.cmac.key), bytesOf(message)))).toBe(mac);
});

test.each([published.cmac, published.an10922Subkeys])("the sub-keys of $key are the published ones", (of) => {
  const subkeys = cmacSubkeys(blockCipher("aes", bytesOf(of.key)));
  expect(subkeys.map(hexOf)).toEqual(of.subkeys);
});

test("the checksum inside enciphered data is DESFire's, without the final inversion", () => {
  expect(hexOf(desfireCrc32(bytesOf(published.crc32.bytes)))).toBe(published.crc32.crc);
});

test.each(authentications)("our reader proves its key as the recorded reader did, session $session", (of) => {
  const answer = answerChallenge("aes", bytesOf(of.key), bytesOf(of.challenge), bytesOf(of.readerChallenge));
  expect(hexOf(answer.token)).toBe(of.token);
  expect(answer.sessionIf(bytesOf(of.proof))).toEqual(bytesOf(of.session));
  expect(answer.sessionIf(bytesOf(of.challenge))).toBeNull();
  expect(answer.sessionIf(bytesOf(of.proof).slice(1))).toBeNull();
});

test.each(authentications)("our chip proves its key as the recorded chip did, session $session", (of) => {
  const chip = chipWith([of.key], of.chipChallenge);
  expect(sent(chip, "AA00")).toBe(`AF${of.challenge}`);
  expect(sent(chip, `AF${of.token}`)).toBe(`00${of.proof}`);
});

test("our reader changes a card's own key with the very bytes recorded", async () => {
  const conversation = createConversation(
    replayedChannel([
      ["90AA0000010000", `${keyZeroSession.rndBenc}91AF`],
      [`90AF000020${keyZeroSession.sent}00`, `${keyZeroSession.answer}9100`],
      [ownKeyChange.apdu, "9100"],
    ]),
    () => 1000,
  );
  await conversation.authenticate(
    { scheme: "aes", keyNumber: 0, type: "aes", key: zero },
    bytesOf(keyZeroSession.rndA),
  );
  const newKey = bytesOf(ownKeyChange.newKey);
  const changed = await conversation.changeKey({
    keyNumber: 0,
    type: "aes",
    oldKey: null,
    newKey,
    version: 0x10,
  });
  expect(changed).toEqual({ ok: true, value: true });
});

test("our chip takes the recorded change of its own key, and nothing but that key changes", () => {
  const chip = chipWith([zeroKey], keyZeroSession.rndB);
  sent(chip, "AA00");
  sent(chip, `AF${keyZeroSession.sent}`);
  expect(sent(chip, ownKeyChange.apdu)).toBe("9100");
  expect(chip.eeprom().applications[0]?.keys).toEqual([{ key: ownKeyChange.newKey, version: 0x10 }]);
});

test("our reader changes another key with the very bytes recorded, and checks the recorded MAC", () => {
  const { session, newKey, oldKey, apdu, responseCmac } = otherKeyChange;
  const messaging = createEv1Messaging("aes", bytesOf(session));
  const cryptogram = messaging.sealKey({
    keyNumber: 1,
    type: "aes",
    oldKey: bytesOf(oldKey),
    newKey: bytesOf(newKey),
    version: 0x10,
  });
  expect(`90C400002101${hexOf(cryptogram)}00`).toBe(apdu);
  expect(messaging.open(plainCommand(`C401${hexOf(cryptogram)}`), bytesOf(responseCmac))).toEqual(
    new Uint8Array(),
  );
});

test("our chip takes the recorded change of another key and answers with the recorded MAC", () => {
  // A session has the first and last four bytes of each challenge; the middles leave no trace in it.
  const quarters = otherKeyChange.session.match(/.{8}/g) ?? [];
  const [readerHead, chipHead, readerTail, chipTail] = quarters;
  const middle = "00".repeat(8);
  const key = bytesOf(zeroKey);
  const challenge = bytesOf(`${chipHead}${middle}${chipTail}`);
  const chip = chipWith([zeroKey, zeroKey], hexOf(challenge));
  const enciphered = bytesOf(sent(chip, "AA00").slice(2));
  const { token } = answerChallenge("aes", key, enciphered, bytesOf(`${readerHead}${middle}${readerTail}`));
  expect(sent(chip, `AF${hexOf(token)}`)).toMatch(/^00/);
  expect(sent(chip, otherKeyChange.apdu)).toBe(`${otherKeyChange.responseCmac}9100`);
  expect(chip.eeprom().applications[0]?.keys[1]).toEqual({ key: otherKeyChange.newKey, version: 0x10 });
});

test("our reader follows the MACs of eight recorded commands, and notices one that is not next", () => {
  const messaging = createEv1Messaging("aes", bytesOf(chain.session));
  for (const { cmd, data, mac } of chain.steps) {
    const command = plainCommand(cmd);
    expect(hexOf(messaging.seal(command))).toBe(cmd.slice(2));
    expect(messaging.open(command, bytesOf(`${data}${mac}`))).toEqual(bytesOf(data));
  }
  const [first] = chain.steps;
  const replayed = plainCommand(first.cmd);
  messaging.seal(replayed);
  expect(messaging.open(replayed, bytesOf(`${first.data}${first.mac}`))).toBeNull();
});

test("our chip answers eight recorded commands as the recorded chip did, in both framings", () => {
  const { key, rndB, sent: token } = published.fileSession;
  const [native, wrapped] = [chipWith([key, zeroKey], rndB), chipWith([key, zeroKey], rndB)];
  for (const chip of [native, wrapped]) {
    sent(chip, "AA00");
    sent(chip, `AF${token}`);
  }
  for (const { cmd, data, mac } of chain.steps) {
    expect(sent(native, cmd)).toBe(`00${data}${mac}`);
    expect(sent(wrapped, wrappedText(cmd))).toBe(`${data}${mac}9100`);
  }
  expect(native.eeprom().changes).toEqual(["CreateStdDataFile", "WriteData", "WriteData", "DeleteFile"]);
});

function wrappedText(native: string): string {
  const length = native.length / 2 - 1;
  const data = length === 0 ? "" : `${length.toString(16).padStart(2, "0").toUpperCase()}${native.slice(2)}`;
  return `90${native.slice(0, 2)}0000${data}00`;
}

/** A recorded command that travels in plain under the running MAC. */
function plainCommand(native: string): Command<Uint8Array> {
  const [code = 0, ...header] = bytesOf(native);
  return {
    name: "recorded",
    code,
    header: Uint8Array.from(header),
    body: new Uint8Array(),
    sent: "command",
    answered: "command",
    answerLength: 0,
    read: (answer) => answer,
  };
}
