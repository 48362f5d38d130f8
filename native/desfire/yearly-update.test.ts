import { expect, test } from "vitest";
import { type ChipProfile, chipProfile } from "../../main/core/chip-profile/profile.ts";
import { wrongsOf } from "../../test/support/chip-truth.ts";
import {
  chip,
  day,
  encoderOf,
  otherSubject,
  randomness,
  readerWith,
  shippedProfile,
  subject,
  uid,
} from "../../test/support/chips.ts";
import { createSimulatedDesfire } from "./simulated-card/desfire-card.ts";
import { type Eeprom, foreignEeprom } from "./simulated-card/eeprom.ts";

const annual = shippedProfile("annual");

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

/** The yearly profile as it was in summer, and beside it esup's library application, which autumn wants otherwise. */
function withLibrary(updateDate: string, text: string): ChipProfile {
  const [library] = shippedProfile("esup-library").applications;
  if (library === undefined) throw new Error("no application");
  const content = [{ is: "text", template: text, length: 31, align: "right", fill: "zeros" }] as const;
  const files = library.files.map((file) => ({ ...file, content }));
  return chipProfile.parse({
    ...annual,
    applications: [...annual.applications, { ...library, updateDate, files }],
  });
}

const summer = withLibrary("2026-06-01 08:00", "{studentNumber}");
const autumn = withLibrary("2026-09-01 11:17", "{sequence:15}");
const madeInJuly = { ...subject, writtenAt: "2026-07-10 09:30" };

async function madeBySummer(): Promise<Eeprom> {
  const card = chip();
  await encoderOf(summer).personalise(readerWith(card), uid, subject, 1000);
  return card.eeprom();
}

test("an application that its profile wants newer than the card is made anew, and no other", async () => {
  const start = await madeBySummer();
  const card = chip(start);
  const encoder = encoderOf(autumn);
  expect(await encoder.update(readerWith(card), uid, madeInJuly, 1000)).toMatchObject({
    value: { changed: true, moved: false },
  });
  expect(wrongsOf(card.eeprom(), autumn, madeInJuly)).toEqual([]);
  expect(card.eeprom().changes.filter((change) => change === "DeleteApplication")).toHaveLength(1);
  const [student] = start.applications;
  expect(card.eeprom().applications).toContain(student);
  const written = { ...subject, writtenAt: "2026-09-01 11:17" };
  const before = card.eeprom();
  expect(await encoder.update(readerWith(card), uid, written, 1000)).toMatchObject({
    value: { changed: false },
  });
  expect(card.eeprom()).toBe(before);
});

test("an update that was cut short while an application was made anew is gone on with", async () => {
  const start = await madeBySummer();
  const calm = chip(start);
  await encoderOf(autumn).update(readerWith(calm), uid, madeInJuly, 1000);
  const changes = calm.eeprom().changes.length - start.changes.length;
  for (let atChange = 1; atChange <= changes; atChange += 1) {
    for (const moment of ["before", "midway", "after"] as const) {
      const card = createSimulatedDesfire(start, { randomness, losePower: { atChange, moment } });
      const reader = readerWith(card);
      expect((await encoderOf(autumn).update(reader, uid, madeInJuly, 1000)).ok).toBe(false);
      reader.lay(card);
      expect(await encoderOf(autumn).update(reader, uid, madeInJuly, 1000)).toMatchObject({ ok: true });
      expect([atChange, moment, wrongsOf(card.eeprom(), autumn, madeInJuly)]).toEqual([atChange, moment, []]);
    }
  }
});

test("nothing is deleted on another student's card, nor where the new application would find no room", async () => {
  const start = await madeBySummer();
  const full = { ...start, lostBytes: 7500 };
  const cases = [
    [start, { ...otherSubject, writtenAt: madeInJuly.writtenAt }, { kind: "not-personalised" }],
    [full, madeInJuly, { kind: "chip-full" }],
  ] as const;
  for (const [memory, whose, fault] of cases) {
    const card = chip(memory);
    expect(await encoderOf(autumn).update(readerWith(card), uid, whose, 1000)).toMatchObject({ fault });
    expect(card.eeprom()).toBe(memory);
  }
});
