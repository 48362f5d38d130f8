import { randomBytes, randomUUID } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { chipUid } from "../../main/core/card.ts";
import { escn } from "../../main/core/escn.ts";
import type { ChipRecord } from "../../main/core/ports/card-encoder.ts";
import type { CardKeys } from "../../main/core/ports/card-keys.ts";
import { createTestCardKeySource } from "../../main/security/card-keys.ts";
import { createSimulatedReader, type SimulatedCard } from "../pcsc/simulated-reader.ts";
import { bytesOf } from "./bytes.ts";
import { createCardEncoder } from "./encoder.ts";
import { createSimulatedDesfire } from "./simulated-card/desfire-card.ts";
import { blankEeprom, type Eeprom, foreignEeprom } from "./simulated-card/eeprom.ts";
import { createMuteCard, createOtherCard, createOtherSmartCard } from "./simulated-card/other-cards.ts";

const uid = chipUid.parse("04782E21801D80");
const record: ChipRecord = {
  escn: escn.parse("e6480dc0-9fba-1035-a6bd-001932465463"),
  studentNumber: "22301234",
};
const randomness = {
  bytes: (length: number) => new Uint8Array(randomBytes(length)),
  uuid: () => randomUUID(),
};
const keySource = createTestCardKeySource();
const encoder = createCardEncoder({ keySource, randomness });

afterEach(() => {
  vi.useRealTimers();
});

function deskWith(card: SimulatedCard, latencyMs = 0) {
  const reader = createSimulatedReader("Desk 1", latencyMs);
  reader.lay(card);
  return reader;
}

function chip(start: Eeprom = blankEeprom(uid)) {
  return createSimulatedDesfire(start, { randomness });
}

test.each([
  ["EV1", 18],
  ["EV2", 19],
  ["EV3", 19],
] as const)("a blank %s card becomes that student's in %i exchanges", async (generation, exchanges) => {
  const reader = deskWith(chip(blankEeprom(uid, generation)));
  expect(await encoder.inspect(reader, 1000)).toEqual({
    ok: true,
    value: { kind: "blank", uid, generation },
  });
  expect(await encoder.personalise(reader, uid, record, 1000)).toEqual({
    ok: true,
    value: { uid, exchanges },
  });
  expect(await encoder.inspect(reader, 1000)).toEqual({
    ok: true,
    value: { kind: "personalised", uid, generation, record },
  });
});

test.each([
  ["EV1", ["AA"]],
  ["EV2", ["71"]],
  ["EV3", ["71"]],
] as const)(
  "an %s card is spoken to in the messaging of its generation",
  async (generation, authentications) => {
    const card = chip(blankEeprom(uid, generation));
    const codes = new Set<string>();
    const apdu = (command: Uint8Array) => {
      codes.add((command[1] ?? 0).toString(16).toUpperCase());
      return card.apdu(command);
    };
    await encoder.personalise(deskWith({ ...card, apdu }), uid, record, 1000);
    expect([...codes].filter((code) => ["0A", "A", "1A", "AA", "71", "77"].includes(code))).toEqual(
      authentications,
    );
  },
);

test("the file has its final rights from the start, and no factory key is left", async () => {
  const card = chip();
  await encoder.personalise(deskWith(card), uid, record, 1000);
  const [application] = card.eeprom().applications;
  const { keys } = await keySource.keysOf(uid, Uint8Array.of(0xf5, 0x8a, 0x10), 4);
  expect(application?.keys.map(({ key }) => bytesOf(key))).toEqual(keys);
  expect(application?.keys.map(({ version }) => version)).toEqual([1, 1, 1, 1]);
  expect(application).toMatchObject({ aid: 0xf58a10, keySettings: 0x0b });
  expect(application?.files).toMatchObject([{ number: 0, communication: 3, rights: 0x1223 }]);
  expect(card.eeprom().changes).toEqual([
    "CreateApplication",
    "CreateStdDataFile",
    "ChangeKey",
    "ChangeKey",
    "ChangeKey",
    "ChangeKey",
    "WriteData",
  ]);
});

test.each(["EV1", "EV2", "EV3"] as const)(
  "the operator reads which generation a blank is: %s",
  async (of) => {
    const seen = await encoder.inspect(deskWith(chip(blankEeprom(uid, of))), 1000);
    expect(seen).toEqual({ ok: true, value: { kind: "blank", uid, generation: of } });
  },
);

test.each([
  ["a MIFARE Classic", createOtherCard(), "3B8F8001804F0CA000000306030001000000006A"],
  ["a smart card of another family", createOtherSmartCard(), "3B8880010073C8401000900062"],
])("%s is the wrong type of card", async (_what, card, atr) => {
  expect(await encoder.inspect(deskWith(card), 1000)).toEqual({
    ok: true,
    value: { kind: "wrong-type", atr },
  });
  expect(await encoder.personalise(deskWith(card), uid, record, 1000)).toMatchObject({ ok: false });
});

test("a storage card is recognised by its ATR alone, and no command is tried on it", async () => {
  let commands = 0;
  const apdu = () => {
    commands += 1;
    return bytesOf("9100");
  };
  await encoder.inspect(deskWith({ ...createOtherCard(), apdu }), 1000);
  expect(commands).toBe(0);
});

test("an answer too short to be one means that the card is gone", async () => {
  const card: SimulatedCard = {
    atr: bytesOf("3B8180018080"),
    powerOff() {},
    apdu: () => Uint8Array.of(0x91),
  };
  expect(await encoder.inspect(deskWith(card), 1000)).toEqual({
    ok: false,
    fault: { kind: "card-removed" },
  });
});

test.each([
  ["a chip of the first generation, which has no AES", "04010100001A05", uid],
  ["an NTAG, which speaks much the same language", "04040201001105", uid],
  ["a chip set to show a random number", "04010101001A05", "00".repeat(7)],
])("%s is the wrong type of card", async (_what, hardware, shown) => {
  const frames = [`${hardware}91AF`, `${hardware}91AF`, `${shown}BA4519E32049139100`].map(bytesOf);
  const answers = [bytesOf("9100"), ...frames];
  const card: SimulatedCard = {
    atr: bytesOf("3B8180018080"),
    powerOff() {},
    apdu: () => answers.shift() ?? null,
  };
  expect(await encoder.inspect(deskWith(card), 1000)).toMatchObject({ value: { kind: "wrong-type" } });
});

test("a dead chip is mute", async () => {
  const seen = await encoder.inspect(deskWith(createMuteCard()), 1000);
  expect(seen).toEqual({ ok: false, fault: { kind: "card-mute" } });
});

test("somebody else's card is recognised, named, and left as it is", async () => {
  const card = chip(foreignEeprom(uid, 0xf58540));
  const before = card.eeprom();
  expect(await encoder.inspect(deskWith(card), 1000)).toEqual({
    ok: true,
    value: { kind: "foreign", uid, generation: "EV1", applications: ["F58540"] },
  });
  expect(await encoder.personalise(deskWith(card), uid, record, 1000)).toEqual({
    ok: false,
    fault: { kind: "not-blank", applications: ["F58540"] },
  });
  expect(card.eeprom()).toBe(before);
});

test("our application beside another's makes the card foreign", async () => {
  const ours = chip();
  await encoder.personalise(deskWith(ours), uid, record, 1000);
  const { applications } = foreignEeprom(uid, 0xf58540);
  const both = chip({ ...ours.eeprom(), applications: [...ours.eeprom().applications, ...applications] });
  expect(await encoder.inspect(deskWith(both), 1000)).toMatchObject({
    value: { kind: "foreign", applications: ["F58A10", "F58540"] },
  });
});

test("a copy of a personalised card under another chip number is not that student's card", async () => {
  const card = chip();
  await encoder.personalise(deskWith(card), uid, record, 1000);
  const copy = chip({ ...card.eeprom(), uid: "04782E21801D81" });
  expect(await encoder.inspect(deskWith(copy), 1000)).toMatchObject({ value: { kind: "half-written" } });
});

test("the card is not written when it is not the one that was looked at", async () => {
  const card = chip(blankEeprom("04DEADBEEFFEED"));
  expect(await encoder.personalise(deskWith(card), uid, record, 1000)).toEqual({
    ok: false,
    fault: { kind: "uid-changed", expected: uid, found: "04DEADBEEFFEED" },
  });
  expect(card.eeprom().changes).toEqual([]);
});

test("a card left in the middle of somebody's conversation is spoken to all the same", async () => {
  const card = chip();
  const reader = deskWith(card);
  card.apdu(bytesOf("9060000000"));
  expect(await encoder.inspect(reader, 1000)).toMatchObject({ value: { kind: "blank" } });
});

test("a chip that keeps other bytes than it was given is reported, and its record is not believed", async () => {
  const reader = deskWith(createSimulatedDesfire(blankEeprom(uid), { randomness, wornMemory: true }));
  expect(await encoder.personalise(reader, uid, record, 1000)).toEqual({
    ok: false,
    fault: { kind: "read-back-differs" },
  });
  expect(await encoder.inspect(reader, 1000)).toMatchObject({ value: { kind: "half-written" } });
});

test("no card on the reader, nobody waits longer than asked", async () => {
  vi.useFakeTimers();
  const seen = encoder.inspect(createSimulatedReader("Desk 1"), 300);
  await vi.advanceTimersByTimeAsync(300);
  expect(await seen).toEqual({ ok: false, fault: { kind: "no-card" } });
});

test("the deadline covers the whole conversation, not each exchange", async () => {
  vi.useFakeTimers();
  const reader = deskWith(chip(), 40);
  const encoded = encoder.personalise(reader, uid, record, 100);
  await vi.advanceTimersByTimeAsync(100);
  expect(await encoded).toMatchObject({ ok: false, fault: { kind: "deadline-passed" } });
  // The cut fell between two frames of GetVersion, so the chip refuses one command before it listens again.
  const again = encoder.personalise(reader, uid, record, 19 * 40);
  await vi.advanceTimersByTimeAsync(19 * 40);
  expect(await again).toMatchObject({ ok: true });
});

test("the keys are overwritten after use, whatever happened", async () => {
  const given: CardKeys[] = [];
  const watched = createCardEncoder({
    randomness,
    keySource: {
      async keysOf(...of) {
        const keys = await keySource.keysOf(...of);
        given.push(keys);
        return keys;
      },
    },
  });
  const reader = deskWith(chip());
  await watched.personalise(reader, uid, record, 1000);
  await watched.inspect(reader, 1000);
  await watched.inspect(deskWith(chip({ ...blankEeprom(uid), applications: strangers() })), 1000);
  expect(given).toHaveLength(3);
  for (const { keys } of given) for (const key of keys) expect(key).toEqual(new Uint8Array(16));
});

/** Our application number, under keys that are not ours. */
function strangers(): Eeprom["applications"] {
  return foreignEeprom(uid, 0xf58a10).applications;
}

test("a student number that the chip cannot hold is a bug found before the chip is touched", async () => {
  const card = chip();
  for (const studentNumber of ["é".repeat(11), "2230\0", "\ud800"]) {
    const asked = encoder.personalise(deskWith(card), uid, { ...record, studentNumber }, 1000);
    await expect(asked).rejects.toThrow(RangeError);
  }
  expect(card.eeprom().changes).toEqual([]);
});
