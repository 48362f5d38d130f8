import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  communications,
  done,
  inApplication,
  masterOnly,
  ours,
  show,
  talk,
  ways,
} from "../../test/support/open-chip.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Communication } from "./command.ts";
import { createApplication, getApplicationIds, getDfNames } from "./commands.ts";
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
import type { Conversation } from "./conversation.ts";
import {
  createBackupFile,
  createCyclicRecordFile,
  createLinearRecordFile,
  createStandardFile,
  createValueFile,
  getFileSettings,
} from "./file-commands.ts";
import { isoSelectFile, isoSelectName } from "./iso-select.ts";
import { status } from "./status.ts";

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
