import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ApduChannel } from "../../main/core/ports/apdu-channel.ts";
import { succeeded } from "../../main/core/result.ts";
import { challengeLength, type Scheme } from "./authentication.ts";
import type { KeyType } from "./block-cipher.ts";
import { getApplicationIds, getCardUid, getDfNames, getKeySettings, getVersion } from "./commands.ts";
import { commitTransaction, getValue, readData, readRecords, writeData } from "./content-commands.ts";
import { type Conversation, createConversation } from "./conversation.ts";
import { getFileIds, getFileSettings } from "./file-commands.ts";
import { createSimulatedDesfire, type SimulatedDesfire } from "./simulated-card/desfire-card.ts";
import { blankEeprom, type Eeprom } from "./simulated-card/eeprom.ts";

const rounds = 100_000;
/** More frames than a command may take, for every command of a round. */
const mostExchanges = 2_000;
const ways: readonly (readonly [Scheme, KeyType])[] = [
  ["legacy", "des"],
  ["iso", "des"],
  ["iso", "3k3des"],
  ["aes", "aes"],
  ["ev2-first", "aes"],
];

/** Cheap repeatable numbers: the run is the same every time. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function openedChip(type: KeyType): SimulatedDesfire {
  const keyType = type === "2k3des" ? "des" : type;
  const stored = { key: "00".repeat(type === "3k3des" ? 24 : 16), version: 0 };
  const files = ([0, 1, 3] as const).map((communication) => ({
    number: communication,
    kind: "standard" as const,
    communication,
    rights: 0x0000,
    content: "5A".repeat(70),
  }));
  const start: Eeprom = {
    ...blankEeprom("04782E21801D80", "EV2"),
    applications: [{ aid: 1, keySettings: 0x0f, keyType, isoFileIds: false, keys: [stored], files }],
  };
  return createSimulatedDesfire(start, {
    randomness: { bytes: (length) => new Uint8Array(randomBytes(length)) },
  });
}

const asked = [
  getVersion(),
  getCardUid(),
  getApplicationIds(),
  getDfNames(),
  getKeySettings(),
  getFileIds(),
  getFileSettings(1),
  readData(0, 0, 30, "plain"),
  readData(1, 0, 0, "mac"),
  readData(3, 0, 60, "enciphered"),
  readData(3, 0, 0, "enciphered"),
  readRecords(3, 0, 0, 8, "enciphered"),
  getValue(3, "enciphered"),
  writeData(3, 0, new Uint8Array(64), "enciphered"),
  commitTransaction(),
] as const;

/** Where each command of a fuzzed run ended: nobody knows beforehand, but it is always one of these. */
const ends = ["ok", "chip-refused", "chip-integrity", "card-removed"];

test("a hundred thousand altered answers never crash nor hang the reader's side, in any messaging", async () => {
  const next = numbersFrom(20_261_122);
  const seen = new Map<string, number>();
  const sent = { answers: 0, exchanges: 0 };
  const fuzzed = (card: SimulatedDesfire, calm: () => boolean): ApduChannel => ({
    reader: "fuzzed",
    atr: new Uint8Array(),
    transmit(command) {
      sent.exchanges += 1;
      if (sent.exchanges > mostExchanges) throw new Error("the reader never stops");
      const answer = card.apdu(command) ?? new Uint8Array();
      if (calm()) return Promise.resolve(succeeded(answer));
      sent.answers += 1;
      return Promise.resolve(succeeded(altered(answer, next)));
    },
    close: () => Promise.resolve(),
  });
  for (let round = 0; sent.answers < rounds; round += 1) {
    const [scheme, type] = ways[round % ways.length] ?? ["aes", "aes"];
    let opening = next() < 0.8;
    const chip: Conversation = createConversation(
      fuzzed(openedChip(type), () => opening),
      () => 1000,
    );
    const key = new Uint8Array({ des: 8, "2k3des": 16, "3k3des": 24, aes: 16 }[type]);
    sent.exchanges = 0;
    await chip.select(1);
    await chip.authenticate(
      { scheme, keyNumber: 0, type, key },
      new Uint8Array(randomBytes(challengeLength(type))),
    );
    opening = false;
    for (let step = 0; step < 12; step += 1) {
      const command = asked[Math.floor(next() * asked.length)] ?? getVersion();
      const outcome = await chip.run<unknown>(command);
      const end = outcome.ok ? "ok" : outcome.fault.kind;
      seen.set(end, (seen.get(end) ?? 0) + 1);
    }
  }
  expect([...seen.keys()].filter((end) => !ends.includes(end))).toEqual([]);
  expect([...seen.keys()].toSorted()).toEqual(ends.toSorted());
}, 60_000);

/** An answer with bits turned, cut, lengthened, replaced, or with another status; sometimes as it is. */
function altered(answer: Uint8Array, next: () => number): Uint8Array {
  const kind = Math.floor(next() * 7);
  const copy = Uint8Array.from(answer);
  const at = Math.floor(next() * copy.length);
  const junk = Uint8Array.from({ length: Math.floor(next() * 70) }, () => Math.floor(next() * 256));
  switch (kind) {
    case 0:
      copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(next() * 8));
      return copy;
    case 1:
      return copy.slice(0, at);
    case 2:
      return Uint8Array.of(...junk, ...copy);
    case 3:
      return Uint8Array.of(...junk, 0x91, 0xaf);
    case 4:
      return Uint8Array.of(...junk, 0x91, 0x00);
    case 5:
      return junk;
    default:
      return copy;
  }
}

const anyCommand = fc.oneof(
  fc.uint8Array({ maxLength: 70 }),
  fc
    .tuple(fc.constantFrom(...codes()), fc.uint8Array({ maxLength: 59 }))
    .map(([code, data]) => Uint8Array.of(code, ...data)),
  fc
    .tuple(fc.constantFrom(...codes()), fc.uint8Array({ minLength: 1, maxLength: 59 }))
    .map(([code, data]) => Uint8Array.of(0x90, code, 0, 0, data.length, ...data, 0)),
);

function codes(): readonly number[] {
  const known = "0A1AAA7177545CC46445CADA6A6D5AFC606E516FF55FCDCBCCC1C0DFBD3D6C0CDC1C3BBBEBC7A7AF61A4";
  return [...Buffer.from(known, "hex")];
}

test("whatever a reader sends, the chip answers and keeps its memory whole", () => {
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
      const card = openedChip("des");
      card.apdu(Uint8Array.of(0x5a, 1, 0, 0));
      for (const command of commands) {
        const answer = card.apdu(command);
        expect(answer?.length).toBeGreaterThan(0);
      }
      expect(card.eeprom().applications.length).toBeLessThanOrEqual(28);
    }),
    { numRuns: 300 },
  );
});
