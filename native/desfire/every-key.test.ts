import { expect, test } from "vitest";
import {
  done,
  familyOf,
  inApplication,
  lengths,
  ours,
  randomness,
  show,
  talk,
  uid,
  ways,
  zeroKey,
} from "../../test/support/open-chip.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import {
  changeKeySettings,
  createApplication,
  deleteApplication,
  formatPicc,
  getCardUid,
  getFreeMemory,
  getKeySettings,
  getKeyVersion,
  getVersion,
  keyNumberByte,
  setConfiguration,
} from "./commands.ts";
import type { ShownKey } from "./conversation.ts";
import {
  changeFileSettings,
  createStandardFile,
  deleteFile,
  getFileIds,
  getFileSettings,
  getIsoFileIds,
} from "./file-commands.ts";
import { heldKey } from "./secure-messaging.ts";
import { status } from "./status.ts";

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

test("settings that are frozen stay as they are, whoever asks", async () => {
  const { chip, card } = await talk();
  await chip.run(createApplication({ aid: ours, keySettings: 0x03, keyCount: 1, keyType: "aes" }));
  await chip.select(ours);
  await show(chip, { scheme: "aes", type: "aes", keyNumber: 0, key: zeroKey("aes") });
  expect(await chip.run(changeKeySettings(0x0f))).toMatchObject({
    fault: { status: status.permissionDenied },
  });
  expect(card.eeprom().applications[0]?.keySettings).toBe(0x03);
});
