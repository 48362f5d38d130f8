import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createSimulatedReader } from "../../pcsc/simulated-reader.ts";
import { challengeLength } from "../authentication.ts";
import { bytesOf, hexOf } from "../bytes.ts";
import {
  createApplication,
  deleteApplication,
  formatPicc,
  getApplicationIds,
  getDfNames,
  getFreeMemory,
  getVersion,
} from "../commands.ts";
import {
  clearRecordFile,
  commitTransaction,
  credit,
  debit,
  getValue,
  limitedCredit,
  readData,
  writeData,
  writeRecord,
} from "../content-commands.ts";
import { type Conversation, createConversation, type ShownKey } from "../conversation.ts";
import {
  changeFileSettings,
  createBackupFile,
  createLinearRecordFile,
  createStandardFile,
  createValueFile,
  deleteFile,
} from "../file-commands.ts";
import { status } from "../status.ts";
import { createSimulatedDesfire, type SimulatedDesfire } from "./desfire-card.ts";
import { blankEeprom, type Eeprom, eeprom } from "./eeprom.ts";
import { freeBytes } from "./memory.ts";

const uid = "04782E21801D80";
const randomness = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const done = { ok: true, value: true };
const rights = { read: 0, write: 0, readWrite: 0, change: 0 };
const aesMaster: ShownKey = { scheme: "aes", keyNumber: 0, type: "aes", key: new Uint8Array(16) };
const ev2Master: ShownKey = { ...aesMaster, scheme: "ev2-first" };
const factoryKey: ShownKey = { scheme: "legacy", keyNumber: 0, type: "des", key: new Uint8Array(8) };
/** A card as the simulation kept it before it knew key types and file kinds. */
const olderCard = JSON.stringify({
  uid,
  generation: "EV2",
  piccKeySettings: 15,
  piccKey: { type: "des", key: "00".repeat(16) },
  applications: [
    {
      aid: 0x112233,
      keySettings: 11,
      keys: [{ key: "00".repeat(16), version: 1 }],
      files: [{ number: 0, communication: 3, rights: 0x0000, content: "A1A2A3A4" }],
    },
  ],
  changes: ["CreateApplication", "CreateStdDataFile", "WriteData"],
});

async function talk(start: Eeprom): Promise<{ card: SimulatedDesfire; chip: Conversation; heard: string[] }> {
  const card = createSimulatedDesfire(start, { randomness });
  const heard: string[] = [];
  const reader = createSimulatedReader("Desk 1");
  reader.lay({
    ...card,
    apdu(command) {
      const answer = card.apdu(command);
      heard.push(hexOf(answer ?? new Uint8Array()));
      return answer;
    },
  });
  const channel = await reader.connect(0);
  if (!channel.ok) throw new Error(channel.fault.kind);
  return { card, heard, chip: createConversation(channel.value, () => 1000) };
}

function show(chip: Conversation, shown: ShownKey) {
  return chip.authenticate(shown, randomness.bytes(challengeLength(shown.type)));
}

async function inApplication(generation: Eeprom["generation"] = "EV1") {
  const conversation = await talk(blankEeprom(uid, generation));
  const { chip } = conversation;
  await chip.run(createApplication({ aid: 1, keySettings: 0x0b, keyCount: 2, keyType: "aes" }));
  await chip.select(1);
  expect(await show(chip, generation === "EV1" ? aesMaster : ev2Master)).toEqual(done);
  return conversation;
}

function refusal(code: number) {
  return { ok: false, fault: { kind: "chip-refused", status: code } };
}

test("a card kept by an older Guichet opens, and what was written on it is read in either messaging", async () => {
  for (const master of [aesMaster, ev2Master]) {
    const { chip, card } = await talk(eeprom.parse(JSON.parse(olderCard)));
    await chip.select(0x112233);
    expect(await show(chip, master)).toEqual(done);
    expect(await chip.run(readData(0, 0, 4, "enciphered"))).toEqual({ ok: true, value: bytesOf("A1A2A3A4") });
    expect(card.eeprom().changes).toHaveLength(3);
  }
});

test("closed to everybody is a denied permission, closed to strangers a missing authentication", async () => {
  const { chip } = await inApplication();
  const closed = { read: 15, write: 15, readWrite: 15, change: 15 };
  const file = { number: 1, communication: "plain", rights: closed, size: 8 } as const;
  expect(await chip.run(createStandardFile(file))).toEqual(done);
  expect(await chip.run(createStandardFile({ ...file, number: 2, rights }))).toEqual(done);
  expect(await chip.run(readData(1, 0, 8, "plain"))).toMatchObject(refusal(status.permissionDenied));
  // The session stands, and the denied command counts in its next MAC.
  expect(await chip.run(readData(2, 0, 8, "plain"))).toMatchObject({ ok: true });
  await chip.select(1);
  expect(await chip.run(readData(1, 0, 8, "plain"))).toMatchObject(refusal(status.permissionDenied));
  expect(await chip.run(readData(2, 0, 8, "plain"))).toMatchObject(refusal(status.authenticationError));
  const opened = { ...rights, change: 14 };
  expect(await chip.run(changeFileSettings(1, "plain", opened))).toMatchObject(
    refusal(status.permissionDenied),
  );
});

test.each(["plain", "mac", "enciphered"] as const)(
  "a record written after the file was emptied is denied, the session stands, and what waited is forgotten: %s",
  async (mode) => {
    const { chip } = await inApplication();
    const records = { number: 1, communication: mode, rights, recordSize: 8, mostRecords: 2 };
    const value = {
      number: 2,
      communication: mode,
      rights,
      lowest: 0,
      highest: 9,
      value: 1,
      limitedCredit: false,
    };
    expect(await chip.run(createLinearRecordFile(records))).toEqual(done);
    expect(await chip.run(createValueFile(value))).toEqual(done);
    expect(await chip.run(credit(2, 5, mode))).toEqual(done);
    expect(await chip.run(clearRecordFile(1))).toEqual(done);
    const write = writeRecord(1, 0, Uint8Array.of(1, 2, 3), mode);
    expect(await chip.run(write)).toMatchObject(refusal(status.permissionDenied));
    expect(await chip.run(getValue(2, mode))).toEqual({ ok: true, value: 1 });
    expect(await chip.run(clearRecordFile(1))).toEqual(done);
    expect(await chip.run(commitTransaction())).toEqual(done);
    expect(await chip.run(getValue(2, mode))).toEqual({ ok: true, value: 1 });
  },
);

test("a value stays within its limits, and limited credit is refused where it is switched off", async () => {
  const { chip } = await inApplication();
  const value = {
    number: 2,
    communication: "mac",
    rights,
    lowest: -5,
    highest: 9,
    value: 1,
    limitedCredit: false,
  } as const;
  await chip.run(createValueFile(value));
  expect(await chip.run(limitedCredit(2, 1, "mac"))).toMatchObject(refusal(status.permissionDenied));
  expect(await chip.run(debit(2, 6, "mac"))).toEqual(done);
  expect(await chip.run(debit(2, 1, "mac"))).toMatchObject(refusal(status.boundaryError));
  await show(chip, aesMaster);
  expect(await chip.run(credit(2, 9, "mac"))).toMatchObject(refusal(status.boundaryError));
  await show(chip, aesMaster);
  expect(await chip.run(commitTransaction())).toMatchObject(refusal(status.noChanges));
});

test("what waits for a commit outlives another authentication, and neither a selection nor a loss of power", async () => {
  const { chip, card } = await inApplication();
  await chip.run(createBackupFile({ number: 1, communication: "plain", rights, size: 4 }));
  const written = writeData(1, 0, bytesOf("C0FFEE00"), "plain");
  await chip.run(written);
  await show(chip, aesMaster);
  expect(await chip.run(commitTransaction())).toEqual(done);
  expect(card.eeprom().applications[0]?.files[0]?.content).toBe("C0FFEE00");
  await chip.run(writeData(1, 0, bytesOf("00000000"), "plain"));
  await chip.select(1);
  await show(chip, aesMaster);
  expect(await chip.run(commitTransaction())).toMatchObject(refusal(status.noChanges));
  expect(card.eeprom().applications[0]?.files[0]?.content).toBe("C0FFEE00");
});

test("names are never MACed, and a chip without any says so in one byte", async () => {
  const { chip, heard } = await talk(blankEeprom(uid));
  expect(await show(chip, { ...factoryKey, scheme: "iso" })).toEqual(done);
  expect(await chip.run(getDfNames())).toEqual({ ok: true, value: [] });
  expect(heard.at(-1)).toBe("9100");
  const iso = { fileId: 0x1234, name: new Uint8Array(), isoFileIds: false };
  await chip.run(createApplication({ aid: 7, keySettings: 0x0f, keyCount: 0, keyType: "des", iso }));
  await chip.run(getDfNames());
  expect(heard.at(-1)).toBe("07000034129100");
  expect(await chip.run(getVersion())).toMatchObject({ ok: true });
});

test("an application is deleted by its own master key or the chip's, and by nobody else", async () => {
  const { chip, card } = await inApplication();
  await chip.select(0);
  expect(await chip.run(deleteApplication(1))).toMatchObject(refusal(status.authenticationError));
  expect(await chip.run(formatPicc())).toMatchObject(refusal(status.authenticationError));
  expect(await show(chip, factoryKey)).toEqual(done);
  expect(await chip.run(deleteApplication(2))).toMatchObject(refusal(status.applicationNotFound));
  await show(chip, factoryKey);
  const before = card.eeprom();
  expect(await chip.run(deleteApplication(1))).toEqual(done);
  expect(card.eeprom().applications).toEqual([]);
  expect(freeBytes(card.eeprom())).toBe(freeBytes(before));
});

test("memory of what was deleted comes back when the chip is formatted, and not before", async () => {
  const { chip } = await inApplication();
  const file = { number: 1, communication: "plain", rights, size: 4000 } as const;
  expect(await chip.run(createStandardFile(file))).toEqual(done);
  expect(await chip.run(deleteFile(1))).toEqual(done);
  expect(await chip.run(createStandardFile(file))).toMatchObject(refusal(status.outOfMemory));
  await chip.select(0);
  await show(chip, factoryKey);
  expect(await chip.run(formatPicc())).toEqual(done);
  expect(await chip.run(getFreeMemory())).toEqual({ ok: true, value: 7936 });
});

test("an EV1 chip knows no EV2 authentication and no twenty-ninth application; an EV2 chip knows both", async () => {
  for (const [generation, known] of [
    ["EV1", false],
    ["EV2", true],
  ] as const) {
    const { chip } = await talk(blankEeprom(uid, generation));
    for (let aid = 1; aid <= 29; aid += 1) {
      const created = await chip.run(
        createApplication({ aid, keySettings: 0x0f, keyCount: 1, keyType: "aes" }),
      );
      expect([aid, created.ok]).toEqual([aid, aid <= 28 || known]);
    }
    await chip.select(1);
    const expected = known ? done : refusal(status.illegalCommand);
    expect(await show(chip, ev2Master)).toMatchObject(expected);
  }
});

test("in EV2 messaging plain data carries no MAC, padding is always added, and any refusal ends the session", async () => {
  const { chip, heard } = await inApplication("EV2");
  for (const [number, communication] of [
    [1, "plain"],
    [2, "mac"],
    [3, "enciphered"],
  ] as const) {
    expect(await chip.run(createStandardFile({ number, communication, rights, size: 16 }))).toEqual(done);
    expect(await chip.run(readData(number, 0, 16, communication))).toMatchObject({ ok: true });
  }
  const lengths = heard.filter((answer) => answer.length > 40).map((answer) => answer.length / 2 - 2);
  // Past the challenge and the proof of the authentication: 16 in plain, 16 and a MAC, two blocks and a MAC.
  expect(lengths.slice(-2)).toEqual([24, 40]);
  expect(heard).toContain(`${"00".repeat(16)}9100`);
  expect(await chip.run(readData(9, 0, 1, "plain"))).toMatchObject(refusal(status.fileNotFound));
  expect(await chip.run(readData(3, 0, 1, "plain"))).toMatchObject(refusal(status.authenticationError));
});

test.each([
  ["key 1 changes the others", 0x1b, 1, 2],
  ["each key changes itself", 0xeb, 2, 2],
])("a key is changed by whom the settings name: %s", async (_what, keySettings, changer, keyNumber) => {
  const { chip } = await talk(blankEeprom(uid));
  await chip.run(createApplication({ aid: 1, keySettings, keyCount: 3, keyType: "aes" }));
  await chip.select(1);
  const newKey = randomness.bytes(16);
  const change = { keyNumber, type: "aes", newKey, version: 3 } as const;
  await show(chip, aesMaster);
  const byMaster = await chip.changeKey({ ...change, oldKey: new Uint8Array(16) });
  expect(byMaster).toMatchObject(refusal(status.authenticationError));
  expect(await show(chip, { ...aesMaster, keyNumber: changer })).toEqual(done);
  const oldKey = changer === keyNumber ? null : new Uint8Array(16);
  expect(await chip.changeKey({ ...change, oldKey })).toEqual(done);
  expect(await show(chip, { ...aesMaster, keyNumber, key: newKey })).toEqual(done);
});

test("in EV2 messaging even a denied permission ends the session of the chip", async () => {
  const { chip, card } = await inApplication("EV2");
  const closed = { read: 15, write: 15, readWrite: 15, change: 15 };
  await chip.run(createStandardFile({ number: 1, communication: "plain", rights: closed, size: 8 }));
  expect(await chip.run(readData(1, 0, 8, "plain"))).toMatchObject(refusal(status.permissionDenied));
  expect(hexOf(card.apdu(bytesOf("6F")) ?? new Uint8Array())).toBe("0001");
});

test("a command out of turn in EV2 messaging is noticed: its number was another's", async () => {
  const { chip, card } = await inApplication("EV2");
  // Somebody else slips a command in between: the chip counts it, the reader does not.
  expect(hexOf(card.apdu(bytesOf("6F")) ?? new Uint8Array())).toBe("1E");
  expect(await chip.run(getApplicationIds())).toMatchObject({ ok: false });
});
