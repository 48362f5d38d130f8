import { expect, test } from "vitest";
import {
  chip,
  encoderOf,
  otherSubject,
  randomness,
  readerWith,
  shippedProfile,
  subject,
  uid,
} from "../../test/support/chips.ts";
import { createSimulatedDesfire } from "./simulated-card/desfire-card.ts";
import { blankEeprom } from "./simulated-card/eeprom.ts";

const minimal = shippedProfile("minimal");
const annual = shippedProfile("annual");
const encoder = encoderOf(minimal);

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
