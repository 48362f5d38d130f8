import { expect, test } from "vitest";
import { wrongsOf } from "../../test/support/chip-truth.ts";
import {
  day,
  encoderOf,
  randomness,
  readerWith,
  shippedProfile,
  subject,
  uid,
} from "../../test/support/chips.ts";
import {
  createSimulatedDesfire,
  type PowerLoss,
  type SimulatedDesfire,
} from "./simulated-card/desfire-card.ts";
import { blankEeprom, type Eeprom } from "./simulated-card/eeprom.ts";
import { type CardTrouble, troubled } from "./simulated-card/trouble.ts";

const annual = shippedProfile("annual");
const encoder = encoderOf(annual);
const nextYear = { ...subject, validUntil: day("2028-08-31") };

function chip(start: Eeprom, losePower?: PowerLoss): SimulatedDesfire {
  return createSimulatedDesfire(start, { randomness, ...(losePower === undefined ? {} : { losePower }) });
}

async function made(generation: "EV1" | "EV2"): Promise<Eeprom> {
  const card = chip(blankEeprom(uid, generation));
  expect(await encoder.personalise(readerWith(card), uid, subject, 5000)).toMatchObject({ ok: true });
  return card.eeprom();
}

/** Updates while something goes wrong: the card is last year's or this year's, whole; then this year's for good. */
async function expectWhole(card: SimulatedDesfire, trouble: CardTrouble | null): Promise<void> {
  const reader = readerWith(trouble === null ? card : troubled(card, trouble));
  const first = await encoder.update(reader, uid, nextYear, 5000);
  const [old, young] = [subject, nextYear].map((of) => wrongsOf(card.eeprom(), annual, of).length);
  expect([trouble, old === 0 || young === 0]).toEqual([trouble, true]);
  if (first.ok && first.value.changed) expect(young).toBe(0);
  expect(await encoder.update(readerWith(card), uid, nextYear, 5000)).toMatchObject({ ok: true });
  expect(wrongsOf(card.eeprom(), annual, nextYear)).toEqual([]);
}

test.each(["EV1", "EV2"] as const)(
  "whatever goes wrong while the date of an %s card is written anew, the card is one year's or the other's, never half",
  async (generation) => {
    const start = await made(generation);
    const calm = await encoder.update(readerWith(chip(start)), uid, nextYear, 5000);
    if (!calm.ok) throw new Error(calm.fault.kind);
    for (let atCommand = 1; atCommand <= calm.value.exchanges; atCommand += 1) {
      const troubles: readonly CardTrouble[] = [
        { kind: "mute", atCommand },
        { kind: "removed", atCommand, moment: "before" },
        { kind: "removed", atCommand, moment: "after" },
        ...[0xae, 0xee, 0x00, 0xaf].map((status) => ({ kind: "refused", atCommand, status }) as const),
        ...[3, 70, 133].map((bit) => ({ kind: "bit-flipped", atCommand, bit }) as const),
      ];
      for (const trouble of troubles) await expectWhole(chip(start), trouble);
    }
    for (const moment of ["before", "midway", "after"] as const) {
      await expectWhole(chip(start, { atChange: 1, moment }), null);
    }
  },
);
