import { afterEach, expect, test, vi } from "vitest";
import type { ChipProfile } from "../../main/core/chip-profile/profile.ts";
import type { CardKeySource } from "../../main/core/ports/key-store.ts";
import {
  day,
  encoderOf,
  keySource,
  otherSubject,
  randomness,
  readerWith,
  shippedProfile,
  subject,
  uid,
} from "../../test/support/chips.ts";
import { createSimulatedReader, type SimulatedCard } from "../pcsc/simulated-reader.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import { createCardEncoder } from "./encoder.ts";
import { createSimulatedDesfire } from "./simulated-card/desfire-card.ts";
import { blankEeprom, type Eeprom, foreignEeprom } from "./simulated-card/eeprom.ts";
import { createMuteCard, createOtherCard, createOtherSmartCard } from "./simulated-card/other-cards.ts";

const minimal = shippedProfile("minimal");
const annual = shippedProfile("annual");
const encoder = encoderOf(minimal);
const record = { escn: subject.escn, studentNumber: subject.studentNumber };
const strangeAid = 0xf58a7f;
const crous = { aid: "F58540", what: "crous" } as const;

afterEach(() => {
  vi.useRealTimers();
});

function chip(start: Eeprom = blankEeprom(uid)) {
  return createSimulatedDesfire(start, { randomness });
}

test.each([
  ["EV1", 18],
  ["EV2", 18],
  ["EV3", 18],
] as const)("a blank %s card becomes that student's in %i exchanges", async (generation, exchanges) => {
  const reader = readerWith(chip(blankEeprom(uid, generation)));
  expect(await encoder.inspect(reader, 1000)).toEqual({
    ok: true,
    value: { kind: "blank", uid, generation },
  });
  expect(await encoder.personalise(reader, uid, subject, 1000)).toEqual({
    ok: true,
    value: {
      uid,
      exchanges,
      profile: { name: "minimal", version: 1 },
      masters: [{ name: "guichet", version: 1 }],
    },
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
    await encoder.personalise(readerWith({ ...card, apdu }), uid, subject, 1000);
    expect([...codes].filter((code) => ["A", "1A", "AA", "71", "77"].includes(code))).toEqual(
      authentications,
    );
  },
);

test("a file has its final rights from the start, keys come before content, master keys last", async () => {
  const card = chip();
  await encoderOf(annual).personalise(readerWith(card), uid, subject, 1000);
  expect(card.eeprom().changes).toEqual([
    "CreateApplication",
    "CreateStdDataFile",
    "CreateBackupDataFile",
    "ChangeKey",
    "ChangeKey",
    "ChangeKey",
    "ChangeKey",
    "WriteData",
    "CommitTransaction",
    "ChangeKey",
  ]);
  expect(card.eeprom().applications).toMatchObject([
    {
      aid: 0xf58a11,
      keySettings: 0x0b,
      files: [
        { number: 0, kind: "standard", communication: 3, rights: 0x1220 },
        { number: 1, kind: "backup", communication: 3, rights: 0x1330 },
      ],
    },
  ]);
  expect(card.eeprom().piccKey).toMatchObject({ type: "aes", version: 1 });
});

test("no factory key is left in any place, and every key is another", async () => {
  const card = chip();
  await encoderOf(annual).personalise(readerWith(card), uid, subject, 1000);
  const { applications, piccKey } = card.eeprom();
  const keys = [piccKey.key, ...applications.flatMap((one) => one.keys.map(({ key }) => key))];
  expect(keys.filter((key) => /^0+$/.test(key))).toEqual([]);
  expect(new Set(keys).size).toBe(5);
  expect(applications.flatMap((one) => one.keys.map(({ version }) => version))).toEqual([1, 1, 1, 1]);
});

test.each(["EV1", "EV2"] as const)("nothing of a student travels in the clear to an %s card", async (of) => {
  const card = chip(blankEeprom(uid, of));
  const sent: string[] = [];
  const apdu = (command: Uint8Array) => {
    sent.push(hexOf(command));
    return card.apdu(command);
  };
  await encoderOf(annual).personalise(readerWith({ ...card, apdu }), uid, subject, 1000);
  const secrets = [subject.escn.replaceAll("-", "").toUpperCase(), hexOf(Buffer.from(subject.studentNumber))];
  for (const secret of secrets) expect(sent.join(" ")).not.toContain(secret);
});

test.each(["EV1", "EV2", "EV3"] as const)(
  "the operator reads which generation a blank is: %s",
  async (of) => {
    const seen = await encoder.inspect(readerWith(chip(blankEeprom(uid, of))), 1000);
    expect(seen).toEqual({ ok: true, value: { kind: "blank", uid, generation: of } });
  },
);

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

test("a copy of a personalised card under another chip number is not that student's card", async () => {
  const card = chip();
  await encoder.personalise(readerWith(card), uid, subject, 1000);
  const copy = chip({ ...card.eeprom(), uid: "04782E21801D81" });
  expect(await encoder.inspect(readerWith(copy), 1000)).toMatchObject({ value: { kind: "half-written" } });
});

test("the card is not written when it is not the one that was looked at", async () => {
  const card = chip(blankEeprom("04DEADBEEFFEED"));
  expect(await encoder.personalise(readerWith(card), uid, subject, 1000)).toEqual({
    ok: false,
    fault: { kind: "uid-changed", expected: uid, found: "04DEADBEEFFEED" },
  });
  expect(card.eeprom().changes).toEqual([]);
});

test("a card left in the middle of somebody's conversation is spoken to all the same", async () => {
  const card = chip();
  const reader = readerWith(card);
  card.apdu(bytesOf("9060000000"));
  expect(await encoder.inspect(reader, 1000)).toMatchObject({ value: { kind: "blank" } });
});

test("a chip that keeps other bytes than it was given is reported, and its record is not believed", async () => {
  const card = createSimulatedDesfire(blankEeprom(uid), { randomness, wornMemory: true });
  const reader = readerWith(card);
  expect(await encoder.personalise(reader, uid, subject, 1000)).toEqual({
    ok: false,
    fault: { kind: "read-back-differs" },
  });
  expect(await encoder.inspect(reader, 1000)).toMatchObject({ value: { kind: "half-written" } });
});

test("never two students on one chip: a card that is finished for one is given up for another", async () => {
  for (const profile of [minimal, annual, shippedProfile("esup-library")]) {
    const card = chip();
    const reader = readerWith(card);
    await encoderOf(profile).personalise(reader, uid, subject, 1000);
    const before = card.eeprom();
    expect(await encoderOf(profile).personalise(reader, uid, otherSubject, 1000)).toEqual({
      ok: false,
      fault: { kind: "spoiled", because: "another-record" },
    });
    expect(card.eeprom()).toBe(before);
  }
});

test("a finished card is left as it is: nothing is written a second time", async () => {
  for (const profile of [minimal, annual, shippedProfile("esup-access-control")]) {
    const card = chip();
    const reader = readerWith(card);
    await encoderOf(profile).personalise(reader, uid, subject, 1000);
    const before = card.eeprom();
    expect(await encoderOf(profile).personalise(reader, uid, subject, 1000)).toMatchObject({ ok: true });
    expect(card.eeprom()).toBe(before);
  }
});

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

test("every year only the date is written anew, and read back", async () => {
  const card = chip();
  const reader = readerWith(card);
  const yearly = encoderOf(annual);
  await yearly.personalise(reader, uid, subject, 1000);
  const made = card.eeprom();
  expect(await yearly.update(reader, uid, subject, 1000)).toMatchObject({ value: { uid, changed: false } });
  expect(card.eeprom()).toBe(made);
  const next = { ...subject, validUntil: day("2028-08-31") };
  expect(await yearly.update(reader, uid, next, 1000)).toMatchObject({ value: { uid, changed: true } });
  expect(card.eeprom().changes.slice(made.changes.length)).toEqual(["CommitTransaction"]);
  const [before, after] = [made, card.eeprom()].map(({ applications }) => applications[0]);
  expect(after?.files[0]).toEqual(before?.files[0]);
  expect(after?.keys).toEqual(before?.keys);
  expect(after?.files[1]?.content).toContain("20280831");
});

test("an update never touches a card that is not this student's, nor one that was never finished", async () => {
  const yearly = encoderOf(annual);
  const finished = chip();
  await yearly.personalise(readerWith(finished), uid, subject, 1000);
  const cards = [
    [finished, otherSubject],
    [chip(), subject],
    [chip(foreignEeprom(uid, 0xf58a11)), subject],
  ] as const;
  for (const [card, whose] of cards) {
    const before = card.eeprom();
    expect(await yearly.update(readerWith(card), uid, whose, 1000)).toEqual({
      ok: false,
      fault: { kind: "not-personalised" },
    });
    expect(card.eeprom()).toBe(before);
  }
});

test("no card on the reader, nobody waits longer than asked", async () => {
  vi.useFakeTimers();
  const seen = encoder.inspect(createSimulatedReader("Desk 1"), 300);
  await vi.advanceTimersByTimeAsync(300);
  expect(await seen).toEqual({ ok: false, fault: { kind: "no-card" } });
});

test("the deadline covers the whole conversation, not each exchange", async () => {
  vi.useFakeTimers();
  const reader = readerWith(chip(), 40);
  const encoded = encoder.personalise(reader, uid, subject, 100);
  await vi.advanceTimersByTimeAsync(100);
  expect(await encoded).toMatchObject({ ok: false, fault: { kind: "deadline-passed" } });
  // The cut fell between two frames of GetVersion, so the chip refuses one command before it listens again.
  const again = encoder.personalise(reader, uid, subject, 25 * 40);
  await vi.advanceTimersByTimeAsync(25 * 40);
  expect(await again).toMatchObject({ ok: true });
});

test("the keys are overwritten after use, whatever happened", async () => {
  const given: Uint8Array[] = [];
  const watched: CardKeySource = {
    ...keySource,
    async diversify(...asked) {
      const key = await keySource.diversify(...asked);
      if (key.ok) given.push(key.value);
      return key;
    },
  };
  const own = createCardEncoder({ profile: annual, randomness, keySource: watched });
  const reader = readerWith(chip());
  await own.personalise(reader, uid, subject, 1000);
  await own.inspect(reader, 1000);
  await own.personalise(reader, uid, otherSubject, 1000);
  await own.inspect(readerWith(chip(foreignEeprom(uid, 0xf58a11))), 1000);
  expect(given.length).toBeGreaterThan(8);
  for (const key of given) expect(key).toEqual(new Uint8Array(16));
});

test("a key that is not given out is told by its name, and the chip is not touched", async () => {
  const locked: CardKeySource = {
    ...keySource,
    diversify: ({ name, version }) =>
      Promise.resolve({ ok: false, fault: { kind: "keys-locked", name, version } }),
  };
  const card = chip();
  const own = createCardEncoder({ profile: minimal, randomness, keySource: locked });
  expect(await own.personalise(readerWith(card), uid, subject, 1000)).toEqual({
    ok: false,
    fault: { kind: "keys-locked", name: "guichet", version: 1 },
  });
  expect(card.eeprom().changes).toEqual([]);
});

test("what the chip cannot hold, or the student has not, is found before the chip is touched", async () => {
  const card = chip();
  for (const studentNumber of ["é".repeat(11), "2230\0", "\ud800"]) {
    const asked = await encoder.personalise(readerWith(card), uid, { ...subject, studentNumber }, 1000);
    expect(asked).toEqual({
      ok: false,
      fault: { kind: "content-impossible", placeholder: "{studentNumber}" },
    });
  }
  const undated = await encoderOf(annual).personalise(
    readerWith(card),
    uid,
    { ...subject, validUntil: null },
    1000,
  );
  expect(undated).toEqual({ ok: false, fault: { kind: "content-impossible", placeholder: "{validUntil}" } });
  expect(card.eeprom().changes).toEqual([]);
});
