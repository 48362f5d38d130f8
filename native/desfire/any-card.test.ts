import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type ChipProfile, chipProfile } from "../../main/core/chip-profile/profile.ts";
import { anyChipProfile } from "../../test/support/any-chip-profile.ts";
import { heldKey, plainContent, wrongsOf } from "../../test/support/chip-truth.ts";
import { encoderOf, randomness, readerWith, subject, uid } from "../../test/support/chips.ts";
import { readByHand } from "../../test/support/plain-reader.ts";
import { createSimulatedDesfire, type SimulatedDesfire } from "./simulated-card/desfire-card.ts";
import { blankEeprom, foreignEeprom } from "./simulated-card/eeprom.ts";

const cards = 10_000;
const crousAid = 0xf58540;
/** The same cards every time; another number makes ten thousand others. */
const seed = 20_261_125;

const anyStart = fc.record({
  generation: fc.constantFrom("EV1" as const, "EV2" as const, "EV3" as const),
  crous: fc.boolean(),
  /** The power goes at one change of the first go; null: it does not. */
  losePower: fc.option(
    fc.record({
      atChange: fc.integer({ min: 1, max: 14 }),
      moment: fc.constantFrom("before" as const, "midway" as const, "after" as const),
    }),
    { freq: 2 },
  ),
});
type Start = typeof anyStart extends fc.Arbitrary<infer T> ? T : never;

function chip({ generation, crous, losePower }: Start): SimulatedDesfire {
  const start = crous ? foreignEeprom(uid, crousAid, generation) : blankEeprom(uid, generation);
  return createSimulatedDesfire(start, { randomness, ...(losePower === null ? {} : { losePower }) });
}

/** Reads every file of AES applications that a key opens, as a door would. */
function doorsRead(card: SimulatedDesfire, profile: ChipProfile): number {
  let read = 0;
  for (const { aid, keys, files } of profile.applications) {
    for (const { number, rights, size, communication, content } of files) {
      const key = Number.parseInt(rights[2] ?? "", 16);
      const held = keys[key];
      if (held?.type !== "aes") continue;
      const keyBytes = heldKey(held, uid, aid, key);
      const found = readByHand(card, { aid, key, keyBytes, file: number, length: size, communication });
      expect(found).toBe(plainContent(content, uid, subject).padEnd(2 * size, "0"));
      read += 1;
    }
  }
  return read;
}

test("ten thousand cards of any profile, some of them cut short once, are right in every place and read by any door", async () => {
  let [made, resumed, doors] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(anyChipProfile, anyStart, async (profile, start) => {
      const card = chip(start);
      const zone = start.crous ? card.eeprom().applications[0] : undefined;
      const encoder = encoderOf(profile);
      const reader = readerWith(card);
      let done = await encoder.personalise(reader, uid, subject, 60_000);
      if (!done.ok && done.fault.kind === "card-removed") {
        reader.lay(card);
        done = await encoder.personalise(reader, uid, subject, 60_000);
        resumed += 1;
      }
      expect(done.ok ? null : done.fault).toBeNull();
      expect(wrongsOf(card.eeprom(), profile, subject)).toEqual([]);
      if (zone !== undefined) expect(card.eeprom().applications[0]).toBe(zone);
      doors += doorsRead(card, profile);
      made += 1;
    }),
    { numRuns: cards, seed },
  );
  expect(made).toBe(cards);
  expect(resumed).toBeGreaterThan(cards / 20);
  expect(doors).toBeGreaterThan(cards / 2);
}, 300_000);

test("the profiles made up for it are in order, and many in kind", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyChipProfile, (profile) => {
      expect(chipProfile.safeParse(profile).error?.message).toBeUndefined();
      for (const { keys, files } of profile.applications) {
        for (const { type } of keys) seen.add(type);
        for (const { kind, communication } of files) seen.add(kind).add(communication);
      }
    }),
    { numRuns: 300 },
  );
  expect([...seen].toSorted()).toEqual(
    ["des", "2k3des", "3k3des", "aes", "standard", "backup", "plain", "mac", "enciphered"].toSorted(),
  );
});
