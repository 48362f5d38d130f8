import { expect, test } from "vitest";
import type { ChipProfile } from "../../main/core/chip-profile/profile.ts";
import { chip, encoderOf, readerWith, shippedProfile, subject, uid } from "../../test/support/chips.ts";
import type { SimulatedCard } from "../pcsc/simulated-reader.ts";
import { bytesOf } from "./bytes.ts";
import { blankEeprom, type Eeprom, foreignEeprom } from "./simulated-card/eeprom.ts";
import { createMuteCard, createOtherCard, createOtherSmartCard } from "./simulated-card/other-cards.ts";

const minimal = shippedProfile("minimal");
const annual = shippedProfile("annual");
const encoder = encoderOf(minimal);
const record = { escn: subject.escn, studentNumber: subject.studentNumber };
const strangeAid = 0xf58a7f;
const crous = { aid: "F58540", what: "crous" } as const;

test.each([
  ["a MIFARE Classic", createOtherCard(), "3B8F8001804F0CA000000306030001000000006A"],
  ["a smart card of another family", createOtherSmartCard(), "3B8880010073C8401000900062"],
])("%s is the wrong type of card", async (_what, card, atr) => {
  expect(await encoder.inspect(readerWith(card), 1000)).toEqual({
    ok: true,
    value: { kind: "wrong-type", atr },
  });
  expect(await encoder.personalise(readerWith(card), uid, subject, 1000)).toMatchObject({ ok: false });
});

test("a storage card is recognised by its ATR alone, and no command is tried on it", async () => {
  let commands = 0;
  const apdu = () => {
    commands += 1;
    return bytesOf("9100");
  };
  await encoder.inspect(readerWith({ ...createOtherCard(), apdu }), 1000);
  expect(commands).toBe(0);
});

test("an answer too short to be one means that the card is gone", async () => {
  const card: SimulatedCard = {
    atr: bytesOf("3B8180018080"),
    powerOff() {},
    apdu: () => Uint8Array.of(0x91),
  };
  expect(await encoder.inspect(readerWith(card), 1000)).toEqual({
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
  const answers = [...frames, bytesOf("9100")];
  const card: SimulatedCard = {
    atr: bytesOf("3B8180018080"),
    powerOff() {},
    apdu: () => answers.shift() ?? null,
  };
  expect(await encoder.inspect(readerWith(card), 1000)).toMatchObject({ value: { kind: "wrong-type" } });
});

test("a dead chip is mute", async () => {
  const seen = await encoder.inspect(readerWith(createMuteCard()), 1000);
  expect(seen).toEqual({ ok: false, fault: { kind: "card-mute" } });
});

test("somebody else's card is recognised, named, and left as it is", async () => {
  const card = chip(foreignEeprom(uid, strangeAid));
  const before = card.eeprom();
  expect(await encoder.inspect(readerWith(card), 1000)).toEqual({
    ok: true,
    value: { kind: "foreign", uid, generation: "EV1", applications: ["F58A7F"] },
  });
  expect(await encoder.personalise(readerWith(card), uid, subject, 1000)).toEqual({
    ok: false,
    fault: { kind: "not-blank", applications: ["F58A7F"] },
  });
  expect(card.eeprom()).toBe(before);
});

test("our application beside a stranger's makes the card foreign", async () => {
  const ours = chip();
  await encoder.personalise(readerWith(ours), uid, subject, 1000);
  const { applications } = foreignEeprom(uid, strangeAid);
  const both = chip({ ...ours.eeprom(), applications: [...ours.eeprom().applications, ...applications] });
  expect(await encoder.inspect(readerWith(both), 1000)).toMatchObject({
    value: { kind: "foreign", applications: ["F58A10", "F58A7F"] },
  });
});

test.each([
  ["CROUS", 0xf58540, crous],
  ["DUEINFO", 0xf58840, { aid: "F58840", what: "dueinfo" }],
] as const)(
  "a zone of the %s is recognised, written beside, and never touched",
  async (_name, aid, beside) => {
    const card = chip(foreignEeprom(uid, aid, "EV2"));
    const [zone] = card.eeprom().applications;
    const reader = readerWith(card);
    expect(await encoder.inspect(reader, 1000)).toMatchObject({
      value: { kind: "blank", beside: [beside] },
    });
    expect(await encoderOf(annual).personalise(reader, uid, subject, 1000)).toMatchObject({ ok: true });
    expect(card.eeprom().applications[0]).toBe(zone);
    expect(card.eeprom().changes).not.toContain("FormatPICC");
    expect(card.eeprom().changes).not.toContain("DeleteApplication");
    expect(await encoderOf(annual).inspect(reader, 1000)).toMatchObject({
      value: { kind: "personalised", beside: [beside], record },
    });
  },
);

test("a blank whose master key is not the one cards come with is of unknown origin, and is not touched", async () => {
  const start: Eeprom = { ...blankEeprom(uid), piccKey: { type: "des", key: "5A".repeat(16), version: 0 } };
  const card = chip(start);
  expect(await encoderOf(annual).personalise(readerWith(card), uid, subject, 1000)).toEqual({
    ok: false,
    fault: { kind: "spoiled", because: "unknown-origin" },
  });
  expect(card.eeprom()).toBe(start);
});

test("a card that is too old, or too full, is said to be so and not touched", async () => {
  const young: ChipProfile = { ...annual, chip: { ...annual.chip, minimumGeneration: "EV2" } };
  const old = chip();
  expect(await encoderOf(young).personalise(readerWith(old), uid, subject, 1000)).toEqual({
    ok: false,
    fault: { kind: "chip-too-old", found: "EV1", least: "EV2" },
  });
  const full = chip({ ...blankEeprom(uid), lostBytes: 7600 });
  expect(await encoderOf(annual).personalise(readerWith(full), uid, subject, 1000)).toEqual({
    ok: false,
    fault: { kind: "chip-full", freeBytes: 336, leastBytes: 512 },
  });
  expect([...old.eeprom().changes, ...full.eeprom().changes]).toEqual([]);
});

test("a card that hides its number behind a random one is turned away, or asked for it where the profile says so", async () => {
  const hidden = blankEeprom(uid, "EV2");
  const start: Eeprom = { ...hidden, configuration: { ...hidden.configuration, randomUid: true } };
  const asking: ChipProfile = { ...minimal, chip: { ...minimal.chip, randomUid: "ask" } };
  expect(await encoder.inspect(readerWith(chip(start)), 1000)).toMatchObject({
    value: { kind: "wrong-type" },
  });
  const card = chip(start);
  const reader = readerWith(card);
  expect(await encoderOf(asking).inspect(reader, 1000)).toMatchObject({ value: { kind: "blank", uid } });
  expect(await encoderOf(asking).personalise(reader, uid, subject, 1000)).toMatchObject({ ok: true });
  expect(await encoderOf(asking).inspect(reader, 1000)).toMatchObject({
    value: { kind: "personalised", uid, record },
  });
});

test("a card left in the middle of somebody's conversation is spoken to all the same", async () => {
  const card = chip();
  const reader = readerWith(card);
  card.apdu(bytesOf("9060000000"));
  expect(await encoder.inspect(reader, 1000)).toMatchObject({ value: { kind: "blank" } });
});
