import { expect, test } from "vitest";
import { cmac, cmacSubkeys } from "../../main/core/cmac.ts";
import type { ApduChannel } from "../../main/core/ports/apdu-channel.ts";
import { succeeded } from "../../main/core/result.ts";
import { comparedIn, type ReferenceValue, reference } from "../../test/support/desfire-vectors.ts";
import { answerChallenge, answerEv2Challenge, ev2SessionKeys } from "./authentication.ts";
import { blockCipher, type KeyType } from "./block-cipher.ts";
import { bytesOf, hexOf, joined } from "./bytes.ts";
import { desfireCrc16, desfireCrc32 } from "./checksums.ts";
import { asking, type Command } from "./command.ts";
import { createApplication, formatPicc, getVersion } from "./commands.ts";
import { readData, writeData } from "./content-commands.ts";
import { createConversation } from "./conversation.ts";
import { createEv1Messaging } from "./ev1-messaging.ts";
import { createEv2Messaging, ev2Vector } from "./ev2-messaging.ts";
import { getFileSettings } from "./file-commands.ts";
import { decipheredToSend } from "./legacy-messaging.ts";
import { createSimulatedDesfire, type SimulatedDesfire } from "./simulated-card/desfire-card.ts";
import { blankEeprom } from "./simulated-card/eeprom.ts";
import { createEv2Session } from "./simulated-card/ev2-session.ts";

const { ev1Sessions, ev2Messaging } = reference;
/** AN12196 §6.12, where the sheet gives the messages and not the keys of their session. */
const fullModeKeys = {
  enciphering: bytesOf("7A93D6571E4B180FCA6AC90C9A7488D4"),
  mac: bytesOf("FC4AF159B62E549B5812394CAB1918CC"),
};

function fact(value: ReferenceValue, name: string): string {
  const found = value[name];
  if (found === undefined) throw new Error(`${value.name} has no ${name}`);
  return found;
}

function named(values: readonly ReferenceValue[], beginning: string): ReferenceValue {
  const found = values.find(({ name }) => name.startsWith(beginning));
  if (found === undefined) throw new Error(`no value ${beginning}`);
  return found;
}

function typeNamed(name: string): KeyType {
  const types = [
    ["AES", "aes"],
    ["3TDEA", "3k3des"],
    ["2TDEA", "2k3des"],
    ["DES", "des"],
  ] as const;
  return types.find(([beginning]) => name.startsWith(beginning))?.[1] ?? "aes";
}

function answerOf(chip: SimulatedDesfire, command: string): string {
  return hexOf(chip.apdu(bytesOf(command)) ?? new Uint8Array());
}

test.each(reference.cmac)("a CMAC is the published one: $name", (value) => {
  const cipher = blockCipher(typeNamed(value.name), bytesOf(fact(value, "key")));
  const [first, second] = cmacSubkeys(cipher);
  const subkey = value.name.endsWith("K1") ? first : second;
  const message = value["msg"];
  expect(hexOf(message === undefined ? subkey : cmac(cipher, bytesOf(message)))).toBe(value.expect);
});

test("the checksums are the published ones", () => {
  const [crc16, crc32] = [named(reference.checksums, "CRC16"), named(reference.checksums, "CRC32")];
  expect(hexOf(desfireCrc16(bytesOf(fact(crc16, "data"))))).toBe(crc16.expect);
  expect(hexOf(desfireCrc32(bytesOf(fact(crc32, "data"))))).toBe(crc32.expect);
});

test("a reader of the first DESFire deciphers to send, as published", () => {
  const value = named(reference.checksums, "D40");
  const cipher = blockCipher("des", bytesOf(fact(value, "key")));
  expect(hexOf(decipheredToSend(cipher, bytesOf(fact(value, "data"))))).toBe(value.expect);
});

test.each([
  ["A.", "des", "1A00"],
  ["B.", "aes", "AA00"],
  ["C.", "aes", "AA00"],
] as const)("reader and chip prove a key to each other as recorded, session %s", (session, type, command) => {
  const [token, proof] = ev1Sessions.filter(({ name }) => name.startsWith(session));
  if (token === undefined || proof === undefined) throw new Error("no such session");
  const key = bytesOf(fact(token, "key"));
  const challenge = bytesOf(fact(token, "enciphered"));
  const answer = answerChallenge(type, key, challenge, bytesOf(fact(token, "RndA")));
  expect(hexOf(answer.token)).toBe(token.expect);
  const sessionKey = answer.sessionIf(bytesOf(proof.expect)) ?? new Uint8Array();
  expect(fact(proof, "session")).toBe(hexOf(type === "des" ? joined(sessionKey, sessionKey) : sessionKey));
  if (type === "des") {
    // Written twice over, a single DES key is still one: nobody may take it for a two-key one.
    const twice = answerChallenge("2k3des", joined(key, key), challenge, bytesOf(fact(token, "RndA")));
    expect(twice.sessionIf(bytesOf(proof.expect))).toEqual(sessionKey);
  }
  const held = hexOf(type === "des" ? joined(key, key) : key);
  const start = { ...blankEeprom("04063F72633480"), piccKey: { type, key: held, version: 0 } };
  const chip = createSimulatedDesfire(start, { randomness: { bytes: () => bytesOf(fact(token, "RndB")) } });
  expect(answerOf(chip, command)).toBe(`AF${fact(token, "enciphered")}`);
  expect(answerOf(chip, `AF${token.expect}`)).toBe(`00${proof.expect}`);
});

test("reader and chip follow the MACs of the recorded DES session, command by command", async () => {
  const [token, proof] = ev1Sessions;
  if (token === undefined || proof === undefined) throw new Error("no session A");
  const chip = createSimulatedDesfire(blankEeprom("04063F72633480"), {
    randomness: { bytes: () => bytesOf(fact(token, "RndB")) },
  });
  const answers: string[] = [];
  const channel: ApduChannel = {
    reader: "recorded",
    atr: new Uint8Array(),
    transmit(command) {
      const answer = chip.apdu(command) ?? new Uint8Array();
      answers.push(hexOf(answer));
      return Promise.resolve(succeeded(answer));
    },
    close: () => Promise.resolve(),
  };
  const reader = createConversation(channel, () => 1000);
  const key = bytesOf(fact(token, "key"));
  const ok = { ok: true };
  const shown = { scheme: "iso", keyNumber: 0, type: "des", key } as const;
  expect(await reader.authenticate(shown, bytesOf(fact(token, "RndA")))).toMatchObject(ok);
  expect(await reader.run(getVersion())).toMatchObject(ok);
  const received = named(ev1Sessions, "A. RX");
  const frames = answers
    .slice(-3)
    .map((answer) => answer.slice(0, -4))
    .join("");
  expect(frames.slice(0, -16)).toBe(fact(received, "data"));
  expect(frames.slice(-16)).toBe(received.expect);
  expect(await reader.run(formatPicc())).toMatchObject(ok);
  expect(answers.at(-1)).toBe(`${named(ev1Sessions, "A. FormatPICC").expect}9100`);
  const application = { aid: 0x00de16, keySettings: 0x0f, keyCount: 2, keyType: "des" } as const;
  expect(await reader.run(createApplication(application))).toMatchObject(ok);
  expect(answers.at(-1)).toBe(`${named(ev1Sessions, "A. CreateApplication").expect}9100`);
});

test("the MAC of the first command of a session, which is never sent, is the published one", () => {
  const value = named(ev1Sessions, "A. TX");
  const sessionKey = bytesOf(
    fact(named(ev1Sessions, "A. ISO auth 1A key 0 DES/2K3DES all-zero: PICC"), "session"),
  );
  const cipher = blockCipher("2k3des", sessionKey);
  expect(hexOf(cmac(cipher, bytesOf(fact(value, "command"))))).toBe(value.expect);
});

test("the recorded file session ends every answer with the published MAC", () => {
  const session = fact(named(ev1Sessions, "C. AES auth AA, file session: PICC"), "session");
  const messaging = createEv1Messaging("aes", bytesOf(session));
  const steps = ev1Sessions.filter((value) => value.name.startsWith("C.") && value["command"] !== undefined);
  expect(steps).toHaveLength(8);
  for (const step of steps) {
    const [code = 0, ...parameters] = bytesOf(fact(step, "command"));
    const command = asking("recorded", code, Uint8Array.from(parameters), (answer) => answer);
    messaging.seal(command);
    const answer = bytesOf(fact(step, "response")).slice(1);
    expect(hexOf(answer.slice(-8))).toBe(step.expect);
    expect(messaging.open(command, answer)).toEqual(answer.slice(0, -8));
  }
});

test.each([0, 2])("EV2 session keys are the published ones, pair %i", (at) => {
  const [enciphering, mac] = ev2Messaging.slice(at, at + 2);
  if (enciphering === undefined || mac === undefined) throw new Error("no such pair");
  const [key, reader, chip] = ["key", "RndA", "RndB"].map((name) => bytesOf(fact(enciphering, name)));
  const keys = ev2SessionKeys(key ?? new Uint8Array(), reader ?? new Uint8Array(), chip ?? new Uint8Array());
  expect([hexOf(keys.enciphering), hexOf(keys.mac)]).toEqual([enciphering.expect, mac.expect]);
});

test.each(ev2Messaging.filter(({ KSesAuthENC }) => KSesAuthENC !== undefined))(
  "an EV2 command is enciphered from the published vector, counter $CmdCtr",
  (value) => {
    const place = { identifier: bytesOf(fact(value, "TI")), counter: Number(fact(value, "CmdCtr")) };
    expect(hexOf(ev2Vector(bytesOf(fact(value, "KSesAuthENC")), place, "command"))).toBe(value.expect);
  },
);

const first = ev2Messaging.filter(({ name }) => name.startsWith("AN12196 s6.6"));

test("reader and chip open an EV2 session as published", () => {
  const [token, identifier, proof, enciphering, mac] = first;
  if (!token || !identifier || !proof || !enciphering || !mac) throw new Error("no published opening");
  const key = bytesOf(fact(token, "key"));
  const answer = answerEv2Challenge(
    key,
    bytesOf(fact(token, "enciphered")),
    bytesOf(fact(token, "RndA")),
    true,
  );
  expect(hexOf(answer.token)).toBe(token.expect);
  const session = answer.sessionIf(bytesOf(fact(identifier, "response")));
  expect(session).toEqual({
    identifier: bytesOf(identifier.expect),
    keys: { enciphering: bytesOf(enciphering.expect), mac: bytesOf(mac.expect) },
  });
  expect(fact(identifier, "plain").slice(8, 40)).toBe(proof.expect);
  const random = [fact(token, "RndB"), identifier.expect].map(bytesOf);
  const chip = createSimulatedDesfire(
    { ...blankEeprom("04063F72633480", "EV2"), piccKey: { type: "aes", key: "00".repeat(16), version: 0 } },
    { randomness: { bytes: () => random.shift() ?? new Uint8Array() } },
  );
  expect(answerOf(chip, "710000")).toBe(`AF${fact(token, "enciphered")}`);
  expect(answerOf(chip, `AF${token.expect}`)).toBe(`00${fact(identifier, "response")}`);
});

/** Both halves of one EV2 session, beginning where the published one does. */
function bothHalves(enciphering: Uint8Array, mac: Uint8Array, identifier: string) {
  const start = { identifier: bytesOf(identifier), counter: 0 };
  return {
    reader: createEv2Messaging({ enciphering, mac }, start),
    chip: createEv2Session({ keyNumber: 0, enciphering, mac, ...start }),
  };
}

test("a MACed write and a MACed read carry the published MACs, in both directions and on both sides", () => {
  const [write, written, read, answered] = ev2Messaging.slice(6, 10);
  if (!write || !written || !read || !answered) throw new Error("no MACed example");
  const key = bytesOf(fact(write, "KSesAuthMAC"));
  const { reader, chip } = bothHalves(new Uint8Array(16), key, fact(write, "TI"));
  const content = new Uint8Array(25).fill(0x22);
  // Both applications notes use the codes whose frames ISO 14443-4 chains.
  const writing: Command<true> = { ...writeData(0, 0, content, "mac"), code: 0x8d };
  const sealed = reader.seal(writing);
  expect(hexOf(sealed.slice(-8))).toBe(write.expect);
  expect(chip.content("mac", 0x8d, sealed.slice(0, 7), sealed.slice(7), 25)).toEqual(content);
  expect(hexOf(chip.answer(new Uint8Array(), "command", false))).toBe(written.expect);
  expect(reader.open(writing, bytesOf(written.expect))).toEqual(new Uint8Array());
  const reading: Command<Uint8Array> = { ...readData(0, 0, 48, "mac"), code: 0xad };
  const asked = reader.seal(reading);
  expect(hexOf(asked.slice(-8))).toBe(read.expect);
  expect(chip.parameters(0xad, asked, false)).toEqual(asked.slice(0, 7));
  const kept = joined(content, new Uint8Array(23));
  expect(hexOf(chip.answer(kept, "mac", false).slice(-8))).toBe(answered.expect);
  expect(reader.open(reading, joined(kept, bytesOf(answered.expect)))).toEqual(kept);
});

test("GetFileSettings carries the published MACs", () => {
  const asked = named(ev2Messaging, "CommMode.MAC");
  const answered = ev2Messaging[ev2Messaging.indexOf(asked) + 1];
  if (answered === undefined) throw new Error("no answer");
  const { reader, chip } = bothHalves(
    new Uint8Array(16),
    bytesOf(fact(asked, "KSesAuthMAC")),
    fact(asked, "TI"),
  );
  const command = getFileSettings(2);
  const sealed = reader.seal(command);
  expect(hexOf(sealed)).toBe(`02${asked.expect}`);
  expect(chip.parameters(0xf5, sealed, false)).toEqual(Uint8Array.of(2));
  const data = bytesOf(fact(answered, "data"));
  expect(hexOf(chip.answer(data, "command", false).slice(-8))).toBe(answered.expect);
  expect(reader.open(command, joined(data, bytesOf(answered.expect)))).toEqual(data);
});

test("a fully protected write is the published one, byte for byte", () => {
  const write = named(ev2Messaging, "CommMode.FULL");
  const written = ev2Messaging[ev2Messaging.indexOf(write) + 1];
  if (written === undefined) throw new Error("no answer");
  const { reader, chip } = bothHalves(fullModeKeys.enciphering, fullModeKeys.mac, fact(write, "TI"));
  const content = bytesOf(fact(write, "data"));
  const command: Command<true> = { ...writeData(3, 0, content, "enciphered"), code: 0x8d };
  const sealed = reader.seal(command);
  expect(hexOf(sealed)).toBe(write.expect);
  expect(chip.content("enciphered", 0x8d, sealed.slice(0, 7), sealed.slice(7), 10)).toEqual(content);
  expect(hexOf(chip.answer(new Uint8Array(), "command", false))).toBe(written.expect);
  expect(reader.open(command, bytesOf(written.expect))).toEqual(new Uint8Array());
});

test("every value of the project's sheet was compared, none left out", () => {
  const sections = ["cmac", "checksums", "ev1Sessions", "ev2Messaging"] as const;
  const rows = sections.map((section) => [section, comparedIn(section)] as const);
  const lines = rows.map(
    ([section, { values, compared }]) => `${section.padEnd(14)}${compared} of ${values}`,
  );
  process.stdout.write(`\nPublished DESFire values compared\n${lines.join("\n")}\n`);
  expect(rows).toEqual([
    ["cmac", { values: 18, compared: 18 }],
    ["checksums", { values: 3, compared: 3 }],
    ["ev1Sessions", { values: 18, compared: 18 }],
    ["ev2Messaging", { values: 19, compared: 19 }],
  ]);
});
