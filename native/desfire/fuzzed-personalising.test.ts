import { expect, test } from "vitest";
import type { CardReader } from "../../main/core/ports/apdu-channel.ts";
import type { CardKeySource } from "../../main/core/ports/key-store.ts";
import { succeeded } from "../../main/core/result.ts";
import { createPublishedKeySource } from "../../main/security/key-store/published-keys.ts";
import { randomness, shippedProfile, subject, uid } from "../../test/support/chips.ts";
import { createCardEncoder } from "./encoder.ts";
import { createSimulatedDesfire, type SimulatedDesfire } from "./simulated-card/desfire-card.ts";
import { blankEeprom } from "./simulated-card/eeprom.ts";

const fuzzedAnswers = 20_000;
/** Far more than any profile takes, its second goes included. */
const mostExchanges = 4_000;
const profiles = (["minimal", "annual", "esup-access-control"] as const).map(shippedProfile);

/** Cheap repeatable numbers: the run is the same every time. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A card whose answers are altered from some exchange on, now and then or always; `open` counts conversations not yet closed. */
function fuzzedReader(card: SimulatedDesfire, next: () => number) {
  const seen = { answers: 0, exchanges: 0, open: 0 };
  const calm = Math.floor(next() * 45);
  const often = next() < 0.3 ? 1 : next();
  const reader: CardReader = {
    name: "fuzzed",
    watch: () => () => undefined,
    connect() {
      seen.open += 1;
      return Promise.resolve(
        succeeded({
          reader: "fuzzed",
          atr: Uint8Array.of(0x3b, 0x81, 0x80, 0x01, 0x80, 0x80),
          transmit(command: Uint8Array) {
            seen.exchanges += 1;
            if (seen.exchanges > mostExchanges) throw new Error("the encoder never stops");
            const answer = card.apdu(command) ?? new Uint8Array();
            if (seen.exchanges <= calm || next() > often) return Promise.resolve(succeeded(answer));
            seen.answers += 1;
            return Promise.resolve(succeeded(altered(answer, next)));
          },
          close() {
            seen.open -= 1;
            return Promise.resolve();
          },
        }),
      );
    },
  };
  return { reader, seen };
}

/** An answer with bits turned, cut, lengthened, replaced, or with another status; sometimes as it is. */
function altered(answer: Uint8Array, next: () => number): Uint8Array {
  const copy = Uint8Array.from(answer);
  const at = Math.floor(next() * copy.length);
  const junk = Uint8Array.from({ length: Math.floor(next() * 70) }, () => Math.floor(next() * 256));
  switch (Math.floor(next() * 7)) {
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
      return Uint8Array.of(0x91, Math.floor(next() * 256));
    default:
      return copy;
  }
}

test("twenty thousand altered answers never crash, hang or leak a personalisation, an update or a look", async () => {
  const next = numbersFrom(20_261_125);
  const kinds = new Set<string>();
  const given: Uint8Array[] = [];
  const published = createPublishedKeySource();
  const keySource: CardKeySource = {
    ...published,
    async diversify(...asked) {
      const key = await published.diversify(...asked);
      if (key.ok) given.push(key.value);
      return key;
    },
  };
  let answers = 0;
  for (let round = 0; answers < fuzzedAnswers; round += 1) {
    const profile = profiles[round % profiles.length] ?? shippedProfile("minimal");
    const encoder = createCardEncoder({ profile, keySource, randomness });
    const card = createSimulatedDesfire(blankEeprom(uid, round % 2 === 0 ? "EV1" : "EV2"), { randomness });
    const { reader, seen } = fuzzedReader(card, next);
    const outcomes = [
      await encoder.personalise(reader, uid, subject, 60_000),
      await encoder.inspect(reader, 60_000),
      await encoder.update(reader, uid, subject, 60_000),
    ];
    for (const outcome of outcomes) {
      kinds.add(outcome.ok ? "ok" : outcome.fault.kind);
      if (!outcome.ok) expect(JSON.stringify(outcome.fault)).not.toMatch(/[0-9A-F]{32}/i);
    }
    answers += seen.answers;
    expect(seen.open).toBe(0);
    for (const key of given.splice(0)) expect(key.every((byte) => byte === 0)).toBe(true);
  }
  const known = ["ok", "card-removed", "chip-refused", "chip-integrity", "spoiled", "not-personalised"];
  for (const kind of known) expect(kinds).toContain(kind);
  const possible = [...known, "read-back-differs", "uid-changed", "not-blank", "chip-full", "chip-too-old"];
  expect([...kinds].filter((kind) => !possible.includes(kind))).toEqual([]);
}, 120_000);
