import { afterAll, expect, test } from "vitest";
import type { ChipProfile } from "../../main/core/chip-profile/profile.ts";
import type { ChipFault, Personalised } from "../../main/core/ports/card-encoder.ts";
import type { Result } from "../../main/core/result.ts";
import { wrongsOf } from "../../test/support/chip-truth.ts";
import {
  encoderOf,
  otherSubject,
  randomness,
  readerWith,
  shippedNames,
  shippedProfile,
  subject,
  uid,
} from "../../test/support/chips.ts";
import {
  createSimulatedDesfire,
  type PowerLoss,
  type SimulatedDesfire,
} from "./simulated-card/desfire-card.ts";
import { blankEeprom } from "./simulated-card/eeprom.ts";
import { type CardTrouble, troubled } from "./simulated-card/trouble.ts";

const kinds = [
  "no answer",
  "removed before",
  "removed after",
  "wrong status",
  "bit in data",
  "bit in MAC",
  "power loss",
] as const;
type Kind = (typeof kinds)[number];
/** Authentication error, memory error, done though it was not, more to come though there is not. */
const statuses = [0xae, 0xee, 0x00, 0xaf];
/** After how many goes in good order a card must be finished or given up. */
const goes = 2;
const generations = ["EV1", "EV2"] as const;
const cases = shippedNames.flatMap((name) => generations.map((generation) => ({ name, generation })));

interface Tally {
  runs: number;
  finishedAtOnce: number;
  finishedLater: number;
  spoiled: number;
}
const table = new Map<string, Map<Kind, Tally>>();

function cellOf({ runs, finishedAtOnce, finishedLater, spoiled }: Tally): string {
  return `${runs} runs: ${finishedAtOnce} at once, ${finishedLater} resumed, ${spoiled} spoiled`;
}

afterAll(() => {
  const lines = [...table].flatMap(([profile, row]) =>
    [...row].map(([kind, tally]) => `${profile.padEnd(26)}${kind.padEnd(16)}${cellOf(tally)}`),
  );
  process.stdout.write(`\nA fault at every exchange of every shipped profile\n${lines.join("\n")}\n`);
});

type Outcome = Result<Personalised, ChipFault>;

function chip(generation: "EV1" | "EV2", losePower?: PowerLoss): SimulatedDesfire {
  return createSimulatedDesfire(blankEeprom(uid, generation), {
    randomness,
    ...(losePower === undefined ? {} : { losePower }),
  });
}

/** Personalises while something goes wrong, then in good order until the card is finished or given up. */
async function lived(
  profile: ChipProfile,
  card: SimulatedDesfire,
  trouble: CardTrouble | null,
): Promise<{ readonly first: Outcome; readonly last: Outcome }> {
  const encoder = encoderOf(profile);
  const reader = readerWith(trouble === null ? card : troubled(card, trouble));
  const first = await encoder.personalise(reader, uid, subject, 5000);
  let last = first;
  for (let go = 0; go < goes && !last.ok && last.fault.kind !== "spoiled"; go += 1) {
    reader.take();
    reader.lay(card);
    last = await encoder.personalise(reader, uid, subject, 5000);
  }
  return { first, last };
}

/** Whatever went before: what is told of the card is true, and it is nobody else's now. */
async function judge(
  name: string,
  kind: Kind,
  profile: ChipProfile,
  card: SimulatedDesfire,
  trouble: CardTrouble | null,
) {
  const { first, last } = await lived(profile, card, trouble);
  for (const { ok, ...outcome } of [first, last]) {
    if (!ok) expect(JSON.stringify(outcome)).not.toMatch(/[0-9A-F]{16}/i);
  }
  if (last.ok) expect([trouble, wrongsOf(card.eeprom(), profile, subject)]).toEqual([trouble, []]);
  else expect([trouble, last.fault]).toMatchObject([trouble, { kind: "spoiled" }]);
  if (last.ok && (kind === "removed after" || kind === "power loss")) await expectNobodyElses(profile, card);
  const row = table.get(name) ?? new Map<Kind, Tally>();
  table.set(name, row);
  const tally = row.get(kind) ?? { runs: 0, finishedAtOnce: 0, finishedLater: 0, spoiled: 0 };
  row.set(kind, tally);
  tally.runs += 1;
  if (first.ok) tally.finishedAtOnce += 1;
  else if (last.ok) tally.finishedLater += 1;
  else tally.spoiled += 1;
}

async function expectNobodyElses(profile: ChipProfile, card: SimulatedDesfire): Promise<void> {
  const seen = await encoderOf(profile).inspect(readerWith(card), 5000);
  expect(seen).toMatchObject({ value: { kind: "personalised" } });
  const before = card.eeprom();
  expect((await encoderOf(profile).personalise(readerWith(card), uid, otherSubject, 5000)).ok).toBe(false);
  expect(card.eeprom()).toBe(before);
}

async function calmRun(profile: ChipProfile, generation: "EV1" | "EV2") {
  const card = chip(generation);
  const lengths: number[] = [];
  const apdu = (command: Uint8Array) => {
    const answer = card.apdu(command);
    lengths.push(answer?.length ?? 0);
    return answer;
  };
  const done = await encoderOf(profile).personalise(readerWith({ ...card, apdu }), uid, subject, 5000);
  expect(done.ok).toBe(true);
  return { lengths, changes: card.eeprom().changes.length };
}

test.each(cases)(
  "whatever goes wrong at whichever exchange of $name on $generation, the card ends finished or is given up",
  async ({ name, generation }) => {
    const profile = shippedProfile(name);
    const { lengths, changes } = await calmRun(profile, generation);
    const label = `${name} ${generation}`;
    for (const [at, length] of lengths.entries()) {
      const atCommand = at + 1;
      const troubles: [Kind, CardTrouble][] = [
        ["no answer", { kind: "mute", atCommand }],
        ["removed before", { kind: "removed", atCommand, moment: "before" }],
        ["removed after", { kind: "removed", atCommand, moment: "after" }],
        ...statuses.map((status): [Kind, CardTrouble] => [
          "wrong status",
          { kind: "refused", atCommand, status },
        ]),
        ["bit in data", { kind: "bit-flipped", atCommand, bit: 3 }],
        // The MAC stands before the two bytes of the status word.
        ["bit in MAC", { kind: "bit-flipped", atCommand, bit: Math.max(0, 8 * (length - 3) + 5) }],
      ];
      for (const [kind, trouble] of troubles) await judge(label, kind, profile, chip(generation), trouble);
    }
    for (let atChange = 1; atChange <= changes; atChange += 1) {
      for (const moment of ["before", "midway", "after"] as const) {
        await judge(label, "power loss", profile, chip(generation, { atChange, moment }), null);
      }
    }
  },
  120_000,
);
