import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createSimulatedReader } from "../pcsc/simulated-reader.ts";
import { challengeLength } from "./authentication.ts";
import type { KeyType } from "./block-cipher.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Communication } from "./command.ts";
import {
  changeKeySettings,
  createApplication,
  deleteApplication,
  formatPicc,
  getApplicationIds,
  getCardUid,
  getDfNames,
  getFreeMemory,
  getKeySettings,
  getKeyVersion,
  getVersion,
  keyNumberByte,
  setConfiguration,
} from "./commands.ts";
import {
  abortTransaction,
  clearRecordFile,
  commitTransaction,
  credit,
  debit,
  getValue,
  limitedCredit,
  readData,
  readRecords,
  writeData,
  writeRecord,
} from "./content-commands.ts";
import { type Conversation, createConversation, type ShownKey } from "./conversation.ts";
import {
  changeFileSettings,
  createBackupFile,
  createCyclicRecordFile,
  createLinearRecordFile,
  createStandardFile,
  createValueFile,
  deleteFile,
  getFileIds,
  getFileSettings,
  getIsoFileIds,
} from "./file-commands.ts";
import { isoSelectFile, isoSelectName } from "./iso-select.ts";
import { heldKey } from "./secure-messaging.ts";
import { createSimulatedDesfire } from "./simulated-card/desfire-card.ts";
import { blankEeprom } from "./simulated-card/eeprom.ts";
import { status } from "./status.ts";

const uid = "04782E21801D80";
const randomness = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const ours = 0x112233;
const done = { ok: true, value: true };
const masterOnly = { read: 0, write: 0, readWrite: 0, change: 0 };
const communications = ["plain", "mac", "enciphered"] as const;

/** Every way to open a session, with each key type it takes. */
const ways = [
  { scheme: "legacy", type: "des" },
  { scheme: "legacy", type: "2k3des" },
  { scheme: "iso", type: "des" },
  { scheme: "iso", type: "2k3des" },
  { scheme: "iso", type: "3k3des" },
  { scheme: "aes", type: "aes" },
  { scheme: "ev2-first", type: "aes" },
] as const;
type Way = (typeof ways)[number];
const lengths: Readonly<Record<KeyType, number>> = { des: 8, "2k3des": 16, "3k3des": 24, aes: 16 };

function zeroKey(type: KeyType): Uint8Array {
  return new Uint8Array(lengths[type]);
}

function familyOf(type: KeyType): "des" | "3k3des" | "aes" {
  return type === "2k3des" ? "des" : type;
}

async function talk() {
  const reader = createSimulatedReader("Desk 1");
  const card = createSimulatedDesfire(blankEeprom(uid, "EV2"), { randomness });
  reader.lay(card);
  const channel = await reader.connect(0);
  if (!channel.ok) throw new Error(channel.fault.kind);
  return { card, chip: createConversation(channel.value, () => 1000) };
}

function show(chip: Conversation, shown: ShownKey) {
  return chip.authenticate(shown, randomness.bytes(challengeLength(shown.type)));
}

/** Inside an application of two keys of the way's type, opened with its master key that way; the keys have been given values. */
async function inApplication(way: Way) {
  const { card, chip } = await talk();
  const keyType = familyOf(way.type);
  const iso = { fileId: 0x1000, name: new TextEncoder().encode("GUICHET"), isoFileIds: true };
  expect(
    await chip.run(createApplication({ aid: ours, keySettings: 0x0f, keyCount: 3, keyType, iso })),
  ).toEqual(done);
  expect(await chip.select(ours)).toEqual(done);
  const opening = way.type === "2k3des" ? ({ ...way, type: "des" } as const) : way;
  expect(await show(chip, { ...opening, keyNumber: 0, key: zeroKey(opening.type) })).toEqual(done);
  const newKey = randomness.bytes(lengths[way.type]);
  const change = { keyNumber: 0, type: way.type, oldKey: null, newKey, version: 0x31 };
  expect(await chip.changeKey(change)).toEqual(done);
  const master: ShownKey = { ...way, keyNumber: 0, key: newKey };
  expect(await show(chip, master)).toEqual(done);
  return { card, chip, master };
}

test.each(ways)("every key is changed and answers afterwards: $scheme with $type", async (way) => {
  const { chip, master } = await inApplication(way);
  const [first, second] = [randomness.bytes(lengths[way.type]), randomness.bytes(lengths[way.type])];
  const blank = heldKey(way.type, zeroKey(way.type), 0);
  const change = {
    keyNumber: 1,
    type: way.type,
    oldKey: new Uint8Array(blank.length),
    newKey: first,
    version: 7,
  };
  expect(await chip.changeKey(change)).toEqual(done);
  const held = heldKey(way.type, first, 7);
  expect(await chip.changeKey({ ...change, oldKey: held, newKey: second, version: 0xa5 })).toEqual(done);
  expect(await chip.run(getKeyVersion(1))).toEqual({ ok: true, value: 0xa5 });
  expect(await show(chip, { ...way, keyNumber: 1, key: second })).toEqual(done);
  expect(await show(chip, { ...way, keyNumber: 1, key: first })).toMatchObject({ fault: { status: 0xae } });
  expect(await show(chip, master)).toEqual(done);
  expect(await chip.run(getKeyVersion(0))).toEqual({ ok: true, value: 0x31 });
  const wrongOld = { ...change, oldKey: held, newKey: first };
  expect(await chip.changeKey(wrongOld)).toMatchObject({ fault: { status: status.integrityError } });
});

test.each(ways.flatMap((way) => ways.map((next) => ({ ...way, next }))))(
  "the chip's own key goes from $type ($scheme) to $next.type ($next.scheme), and every other type opens it no more",
  async ({ scheme, type, next }) => {
    const { chip } = await talk();
    const setOut = { keyNumber: keyNumberByte(0, type, true), type, oldKey: null, version: 0x22 };
    const start = randomness.bytes(lengths[type]);
    const factory = { scheme: "iso", type: "des", keyNumber: 0, key: zeroKey("des") } as const;
    expect(await show(chip, factory)).toEqual(done);
    expect(await chip.changeKey({ ...setOut, newKey: start })).toEqual(done);
    const old: ShownKey = { scheme, type, keyNumber: 0, key: start };
    expect(await show(chip, old)).toEqual(done);
    const newKey = randomness.bytes(lengths[next.type]);
    const keyNumber = keyNumberByte(0, next.type, true);
    expect(await chip.changeKey({ keyNumber, type: next.type, oldKey: null, newKey, version: 0x5a })).toEqual(
      done,
    );
    expect(await show(chip, old)).toMatchObject({ ok: false });
    // A challenge of another length was left unanswered, so the chip refuses one command before it listens again.
    await chip.select(0);
    expect(await chip.select(0)).toEqual(done);
    expect(await show(chip, { ...next, keyNumber: 0, key: newKey })).toEqual(done);
    expect(await chip.run(getKeyVersion(0))).toEqual({ ok: true, value: 0x5a });
    expect(await chip.run(getKeySettings())).toMatchObject({ value: { keyType: familyOf(next.type) } });
    expect(await chip.run(formatPicc())).toEqual(done);
  },
);

const anyPlace = fc
  .tuple(fc.nat(199), fc.integer({ min: 1, max: 200 }))
  .map(([offset, length]) => ({ offset, length: Math.min(length, 200 - offset) }));

test.each(ways.flatMap((way) => communications.map((communication) => ({ ...way, communication }))))(
  "whatever is written is read back, anywhere: $scheme with $type, $communication",
  async ({ communication, ...way }) => {
    const { chip } = await inApplication(way);
    const file = { number: 4, isoFileId: 0x1004, communication, rights: masterOnly, size: 200 };
    expect(await chip.run(createStandardFile(file))).toEqual(done);
    const content = new Uint8Array(200);
    await fc.assert(
      fc.asyncProperty(anyPlace, anyPlace, fc.infiniteStream(fc.nat(255)), async (to, from, bytes) => {
        const written = Uint8Array.from(bytes.take(to.length));
        content.set(written, to.offset);
        expect(await chip.run(writeData(4, to.offset, written, communication))).toEqual(done);
        const wanted = content.slice(from.offset, from.offset + from.length);
        const read = readData(4, from.offset, from.length, communication);
        expect(await chip.run(read)).toEqual({ ok: true, value: wanted });
        const rest = readData(4, from.offset, 0, communication);
        expect(await chip.run(rest)).toEqual({ ok: true, value: content.slice(from.offset) });
      }),
      { numRuns: 25 },
    );
  },
);

function record(fill: number): Uint8Array {
  return new Uint8Array(20).fill(fill);
}

async function everyFile(chip: Conversation, communication: Communication): Promise<void> {
  const file = (number: number) => ({
    number,
    isoFileId: 0x2000 + number,
    communication,
    rights: masterOnly,
  });
  const value = { lowest: -100, highest: 1000, value: 5, limitedCredit: true };
  const { isoFileId: _none, ...valueFile } = file(3);
  for (const command of [
    createBackupFile({ ...file(2), size: 64 }),
    createValueFile({ ...valueFile, ...value }),
    createLinearRecordFile({ ...file(5), recordSize: 20, mostRecords: 2 }),
    createCyclicRecordFile({ ...file(6), recordSize: 20, mostRecords: 3 }),
  ]) {
    expect(await chip.run(command)).toEqual(done);
  }
}

test.each(ways.flatMap((way) => communications.map((communication) => ({ ...way, communication }))))(
  "backup, value and record files change at the commit and not before: $scheme with $type, $communication",
  async ({ communication: mode, ...way }) => {
    const { chip } = await inApplication(way);
    await everyFile(chip, mode);
    const write = async (fill: number) => {
      for (const command of [
        writeData(2, 3, record(fill), mode),
        credit(3, 10, mode),
        debit(3, 4, mode),
        writeRecord(5, 0, record(fill), mode),
        writeRecord(6, 0, record(fill), mode),
        writeRecord(6, 4, Uint8Array.of(0xee), mode),
      ]) {
        expect(await chip.run(command)).toEqual(done);
      }
    };
    await write(1);
    expect(await chip.run(getValue(3, mode))).toEqual({ ok: true, value: 5 });
    expect(await chip.run(readData(2, 3, 20, mode))).toEqual({ ok: true, value: new Uint8Array(20) });
    expect(await chip.run(abortTransaction())).toEqual(done);
    await write(2);
    expect(await chip.run(commitTransaction())).toEqual(done);
    expect(await chip.run(getValue(3, mode))).toEqual({ ok: true, value: 11 });
    expect(await chip.run(readData(2, 3, 20, mode))).toEqual({ ok: true, value: record(2) });
    expect(await chip.run(limitedCredit(3, 4, mode))).toEqual(done);
    expect(await chip.run(writeRecord(6, 0, record(3), mode))).toEqual(done);
    expect(await chip.run(commitTransaction())).toEqual(done);
    const marked = record(2);
    marked[4] = 0xee;
    const both = { ok: true, value: Uint8Array.of(...marked, ...record(3)) };
    expect(await chip.run(readRecords(6, 0, 2, 20, mode))).toEqual(both);
    expect(await chip.run(readRecords(6, 0, 0, 20, mode))).toEqual(both);
    expect(await chip.run(readRecords(6, 1, 1, 20, mode))).toEqual({ ok: true, value: marked });
    expect(await chip.run(getValue(3, mode))).toEqual({ ok: true, value: 15 });
    expect(await chip.run(clearRecordFile(6))).toEqual(done);
    expect(await chip.run(commitTransaction())).toEqual(done);
    expect(await chip.run(getFileSettings(6))).toMatchObject({
      value: { kind: "cyclic", communication: mode, recordSize: 20, mostRecords: 3, records: 0 },
    });
    expect(await chip.run(getFileSettings(3))).toMatchObject({
      value: { kind: "value", lowest: -100, highest: 1000, limitedCreditValue: 0, limitedCredit: true },
    });
    expect(await chip.run(limitedCredit(3, 1, mode))).toMatchObject({
      fault: { status: status.boundaryError },
    });
  },
);

test.each(ways)("what is asked of a chip comes back under $scheme with $type", async (way) => {
  const { card, chip, master } = await inApplication(way);
  expect(await chip.run(getVersion())).toMatchObject({ value: { vendor: 4, majorVersion: 0x12 } });
  expect(await chip.run(getCardUid())).toEqual({ ok: true, value: bytesOf(uid) });
  const before = await chip.run(getFreeMemory());
  const rights = { read: 14, write: 1, readWrite: 2, change: 0 };
  const file = { number: 9, isoFileId: 0x3009, communication: "plain", rights, size: 40 } as const;
  expect(await chip.run(createStandardFile(file))).toEqual(done);
  expect(await chip.run(getFreeMemory())).toEqual({ ok: true, value: (before.ok ? before.value : 0) - 64 });
  expect(await chip.run(getFileIds())).toEqual({ ok: true, value: [9] });
  expect(await chip.run(getIsoFileIds())).toEqual({ ok: true, value: [0x3009] });
  expect(await chip.run(changeFileSettings(9, "mac", { ...rights, change: 14 }))).toEqual(done);
  expect(await chip.run(changeFileSettings(9, "enciphered", rights, true))).toEqual(done);
  expect(await chip.run(getFileSettings(9))).toEqual({
    ok: true,
    value: { kind: "standard", communication: "enciphered", rights, size: 40 },
  });
  expect(await chip.run(changeKeySettings(0x0b))).toEqual(done);
  expect(await chip.run(getKeySettings())).toEqual({
    ok: true,
    value: { settings: 0x0b, keyCount: 3, keyType: familyOf(way.type), isoFileIds: true },
  });
  expect(await chip.run(deleteFile(9))).toEqual(done);
  expect(await chip.run(deleteApplication(ours))).toEqual(done);
  expect(await show(chip, master)).toMatchObject({ ok: false });
  expect(card.eeprom().applications).toEqual([]);
});

test.each(ways.filter(({ type }) => type !== "2k3des"))(
  "the chip is set up for good under $scheme with $type",
  async (way) => {
    const { card, chip } = await talk();
    const factory = { scheme: "iso", type: "des", keyNumber: 0, key: zeroKey("des") } as const;
    await show(chip, factory);
    const keyNumber = keyNumberByte(0, way.type, true);
    await chip.changeKey({ keyNumber, type: way.type, oldKey: null, newKey: zeroKey(way.type), version: 0 });
    expect(await show(chip, { ...way, keyNumber: 0, key: zeroKey(way.type) })).toEqual(done);
    const key = randomness.bytes(16);
    expect(await chip.run(setConfiguration({ kind: "default-key", key, version: 9 }))).toEqual(done);
    const ats = bytesOf("067577810280");
    if (way.scheme !== "legacy") {
      expect(await chip.run(setConfiguration({ kind: "answer-to-select", ats }))).toEqual(done);
    }
    const switches = { kind: "switches", formatDisabled: true, randomUid: true } as const;
    expect(await chip.run(setConfiguration(switches))).toEqual(done);
    expect(await chip.run(formatPicc())).toMatchObject({ fault: { status: status.permissionDenied } });
    await show(chip, { ...way, keyNumber: 0, key: zeroKey(way.type) });
    expect(await chip.run(getVersion())).toMatchObject({ value: { uid: new Uint8Array(7) } });
    expect(await chip.run(getCardUid())).toEqual({ ok: true, value: bytesOf(uid) });
    await chip.run(createApplication({ aid: ours, keySettings: 0x0f, keyCount: 1, keyType: "aes" }));
    await chip.select(ours);
    expect(await show(chip, { scheme: "aes", type: "aes", keyNumber: 0, key })).toEqual(done);
    expect(card.eeprom().configuration.ats).toBe(way.scheme === "legacy" ? null : hexOf(ats));
  },
);

test("within an EV2 transaction another key takes over, and the numbering goes on", async () => {
  const { chip, master } = await inApplication({ scheme: "ev2-first", type: "aes" });
  const file = { number: 1, isoFileId: 1, communication: "enciphered", rights: masterOnly, size: 8 } as const;
  expect(await chip.run(createStandardFile(file))).toEqual(done);
  expect(await show(chip, { ...master, scheme: "ev2-non-first" })).toEqual(done);
  expect(await chip.run(writeData(1, 0, Uint8Array.of(1, 2, 3), "enciphered"))).toEqual(done);
  expect(await chip.run(readData(1, 0, 3, "enciphered"))).toMatchObject({ ok: true });
  await chip.select(ours);
  expect(await show(chip, { ...master, scheme: "ev2-non-first" })).toMatchObject({ fault: { status: 0xae } });
});

test("applications are found by their ISO names, each name in a frame of its own", async () => {
  const { card, chip } = await talk();
  expect(await chip.run(getDfNames())).toEqual({ ok: true, value: [] });
  const names = ["A0000006140", "GUICHET "].map((text) => new TextEncoder().encode(text));
  for (const [at, name] of names.entries()) {
    const iso = { fileId: 0x1000 + at, name, isoFileIds: false };
    const application = { aid: at + 1, keySettings: 0x0f, keyCount: 1, keyType: "aes", iso } as const;
    expect(await chip.run(createApplication(application))).toEqual(done);
    expect(await chip.run(createApplication({ ...application, aid: at + 9 }))).toMatchObject({
      fault: { status: status.duplicateError },
    });
  }
  expect(await chip.run(getDfNames())).toEqual({
    ok: true,
    value: names.map((name, at) => ({ aid: at + 1, fileId: 0x1000 + at, name })),
  });
  const select = (apdu: Uint8Array) => hexOf(card.apdu(apdu) ?? new Uint8Array());
  expect(select(isoSelectName(names[1] ?? new Uint8Array()))).toBe("9000");
  expect(hexOf(card.apdu(bytesOf("45")) ?? new Uint8Array())).toBe("000F81");
  expect(select(isoSelectFile(0x1000))).toBe("9000");
  expect(select(isoSelectFile(0x4242))).toBe("6A82");
  expect(select(isoSelectFile(0x3f00))).toBe("9000");
  expect(await chip.run(getApplicationIds())).toEqual({ ok: true, value: [1, 2] });
});
