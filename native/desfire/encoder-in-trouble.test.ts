import { randomBytes, randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chipUid } from "../../main/core/card.ts";
import { escn } from "../../main/core/escn.ts";
import type { ChipFault, ChipRecord, ChipSight, Personalised } from "../../main/core/ports/card-encoder.ts";
import type { Result } from "../../main/core/result.ts";
import { createTestCardKeySource } from "../../main/security/card-keys.ts";
import { createSimulatedReader } from "../pcsc/simulated-reader.ts";
import { createCardEncoder } from "./encoder.ts";
import {
  createSimulatedDesfire,
  type PowerLoss,
  type SimulatedDesfire,
} from "./simulated-card/desfire-card.ts";
import { blankEeprom, type Change } from "./simulated-card/eeprom.ts";
import { type CardTrouble, troubled } from "./simulated-card/trouble.ts";

const uid = chipUid.parse("04782E21801D80");
const record: ChipRecord = {
  escn: escn.parse("e6480dc0-9fba-1035-a6bd-001932465463"),
  studentNumber: "22301234",
};
const otherRecord: ChipRecord = { ...record, studentNumber: "22309999" };
/** EV1 messaging, and EV2 messaging, whose write takes two frames. */
const generations = [
  { generation: "EV1", exchanges: 18 },
  { generation: "EV2", exchanges: 19 },
] as const;
type Generation = (typeof generations)[number]["generation"];
const changes = 7;
const randomness = {
  bytes: (length: number) => new Uint8Array(randomBytes(length)),
  uuid: () => randomUUID(),
};
const keySource = createTestCardKeySource();
const encoder = createCardEncoder({ keySource, randomness });
const commandNumbers = generations.flatMap(({ generation, exchanges }) =>
  Array.from({ length: exchanges }, (_, at) => ({ generation, atCommand: at + 1 })),
);

function chip(generation: Generation, losePower?: PowerLoss): SimulatedDesfire {
  return createSimulatedDesfire(blankEeprom(uid, generation), {
    randomness,
    ...(losePower ? { losePower } : {}),
  });
}

/** Personalises a blank chip while `trouble` happens; the chip is then laid anew, in good order. */
async function encodedIn(generation: Generation, trouble: CardTrouble | null, losePower?: PowerLoss) {
  const reader = createSimulatedReader("Desk 1");
  const card = chip(generation, losePower);
  reader.lay(trouble === null ? card : troubled(card, trouble));
  const outcome = await encoder.personalise(reader, uid, record, 1000);
  reader.take();
  reader.lay(card);
  return { reader, card, outcome };
}

/** What a chip is, told from its memory alone. */
function truthOf(card: SimulatedDesfire): ChipSight["kind"] {
  const { applications } = card.eeprom();
  if (applications.length === 0) return "blank";
  // All 20 bytes of the number stand in the file only when its whole content does; the keys hide them, the model does not.
  const whole = applications[0]?.files[0]?.content.includes(hexText(record.studentNumber.padEnd(20, "\0")));
  return whole === true ? "personalised" : "half-written";
}

function hexText(text: string): string {
  return Buffer.from(text).toString("hex").toUpperCase();
}

function times(card: SimulatedDesfire, change: Change): number {
  return card.eeprom().changes.filter((one) => one === change).length;
}

/** Whatever went before: the chip is seen as it is, and it is never written a second time. */
async function expectNoLie(after: Awaited<ReturnType<typeof encodedIn>>): Promise<void> {
  const { reader, card, outcome } = after;
  const truth = truthOf(card);
  const seen = await encoder.inspect(reader, 1000);
  const { generation } = card.eeprom();
  expect(seen).toEqual({
    ok: true,
    value:
      truth === "personalised" ? { kind: truth, uid, generation, record } : { kind: truth, uid, generation },
  });
  if (outcome.ok) expect(truth).toBe("personalised");
  else expectNoKeys(outcome);
  const before = card.eeprom();
  const again = await encoder.personalise(reader, uid, otherRecord, 1000);
  if (truth === "blank") {
    expect(again).toMatchObject({ ok: true });
  } else {
    expect(again).toEqual({ ok: false, fault: { kind: "not-blank", applications: ["F58A10"] } });
    expect(card.eeprom()).toBe(before);
  }
  expect(times(card, "CreateApplication")).toBe(1);
  expect(times(card, "WriteData")).toBeLessThanOrEqual(1);
}

function expectNoKeys(outcome: Result<Personalised, ChipFault>): void {
  for (const value of Object.values(outcome.ok ? {} : outcome.fault)) {
    expect(String(value)).not.toMatch(/[0-9A-Fa-f]{16}/);
  }
}

test.each(commandNumbers)(
  "pulled away before or after exchange $atCommand of $generation, a card is never taken for what it is not",
  async ({ generation, atCommand }) => {
    for (const moment of ["before", "after"] as const) {
      const after = await encodedIn(generation, { kind: "removed", atCommand, moment });
      expect(after.outcome).toEqual({ ok: false, fault: { kind: "card-removed" } });
      await expectNoLie(after);
    }
  },
);

test.each(commandNumbers)(
  "fallen silent at exchange $atCommand of $generation, a card is never taken for what it is not",
  async ({ generation, atCommand }) => {
    const after = await encodedIn(generation, { kind: "mute", atCommand });
    expect(after.outcome).toEqual({ ok: false, fault: { kind: "card-mute" } });
    await expectNoLie(after);
  },
);

test.each(commandNumbers)(
  "refused at exchange $atCommand of $generation, a card is never taken for what it is not",
  async ({ generation, atCommand }) => {
    for (const status of [0xae, 0x9d, 0xee, 0x1e, 0x00, 0xaf]) {
      const after = await encodedIn(generation, { kind: "refused", atCommand, status });
      if (status !== 0x00 && status !== 0xaf) {
        expect(after.outcome).toMatchObject({ fault: { kind: "chip-refused", status } });
      }
      await expectNoLie(after);
    }
  },
);

test.each(commandNumbers)(
  "with a bit of answer $atCommand of $generation turned, a card is never taken for what it is not",
  async ({ generation, atCommand }) => {
    for (const bit of [0, 5, 9, 15, 60, 131, 390]) {
      await expectNoLie(await encodedIn(generation, { kind: "bit-flipped", atCommand, bit }));
    }
  },
);

test("whichever bit of whichever answer turns, no card is taken for what it is not", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...commandNumbers),
      fc.nat(480),
      async ({ generation, atCommand }, bit) => {
        await expectNoLie(await encodedIn(generation, { kind: "bit-flipped", atCommand, bit }));
      },
    ),
    { numRuns: 150 },
  );
});

test.each(
  generations.flatMap(({ generation }) =>
    Array.from({ length: changes }, (_, at) => ({ generation, atChange: at + 1 })),
  ),
)(
  "power lost around change $atChange of the chip, a card is never taken for what it is not: $generation",
  async ({ generation, atChange }) => {
    for (const moment of ["before", "midway", "after"] as const) {
      const after = await encodedIn(generation, null, { atChange, moment });
      expect(after.outcome).toEqual({ ok: false, fault: { kind: "card-removed" } });
      await expectNoLie(after);
    }
  },
);

test.each([
  ["EV1", [9, 10, 11, 12, 13, 16, 17, 18]],
  ["EV2", [9, 10, 11, 12, 13, 16, 18, 19]],
] as const)(
  "once a session protects the answers of %s, an altered one is noticed for what it is",
  async (generation, protectedAnswers) => {
    for (const atCommand of protectedAnswers) {
      const { outcome } = await encodedIn(generation, { kind: "bit-flipped", atCommand, bit: 3 });
      expect([atCommand, outcome]).toMatchObject([atCommand, { fault: { kind: "chip-integrity" } }]);
    }
  },
);

test.each(generations)(
  "a look at $generation that is cut short is a fault, never a sight",
  async ({ generation }) => {
    const { card } = await encodedIn(generation, null);
    const looks = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    for (const atCommand of looks) {
      for (const trouble of [
        { kind: "removed", atCommand, moment: "after" },
        { kind: "mute", atCommand },
        { kind: "refused", atCommand, status: 0xee },
      ] as const) {
        const reader = createSimulatedReader("Desk 1");
        reader.lay(troubled(card, trouble));
        expect([trouble, (await encoder.inspect(reader, 1000)).ok]).toEqual([trouble, false]);
      }
    }
    const reader = createSimulatedReader("Desk 1");
    reader.lay(troubled(card, { kind: "mute", atCommand: looks.length + 1 }));
    expect(await encoder.inspect(reader, 1000)).toMatchObject({ value: { kind: "personalised" } });
  },
);
