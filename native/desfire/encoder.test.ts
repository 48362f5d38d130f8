import { afterEach, expect, test, vi } from "vitest";
import type { CardKeySource } from "../../main/core/ports/key-store.ts";
import {
  chip,
  encoderOf,
  keySource,
  otherSubject,
  randomness,
  readerWith,
  shippedProfile,
  subject,
  uid,
} from "../../test/support/chips.ts";
import { createSimulatedReader } from "../pcsc/simulated-reader.ts";
import { createCardEncoder } from "./encoder.ts";
import { foreignEeprom } from "./simulated-card/eeprom.ts";

const minimal = shippedProfile("minimal");
const annual = shippedProfile("annual");
const encoder = encoderOf(minimal);

afterEach(() => {
  vi.useRealTimers();
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
