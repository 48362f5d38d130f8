import * as fc from "fast-check";
import { expect, test } from "vitest";
import { published, transcripts } from "../../test/support/desfire-vectors.ts";
import { type ChipUid, chipUid } from "../core/card.ts";
import { diversifiedAes128 } from "./an10922.ts";
import { createTestCardKeySource } from "./card-keys.ts";

const aid = Uint8Array.of(0xf5, 0x8a, 0x10);
const uid = chipUid.parse("04782E21801D80");

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "hex"));
}

function hex(from: Uint8Array): string {
  return Buffer.from(from).toString("hex").toUpperCase();
}

test.each([...published.an10922, ...transcripts.an10922_aes128])(
  "a card's key is the one NXP's rule gives for $input",
  ({ key, input, out }) => {
    expect(hex(diversifiedAes128(bytes(key), bytes(input)))).toBe(out);
  },
);

test("a diversification input that the rule has no place for is a bug, not a weak key", () => {
  expect(() => diversifiedAes128(new Uint8Array(16), new Uint8Array())).toThrow(RangeError);
  expect(() => diversifiedAes128(new Uint8Array(16), new Uint8Array(32))).toThrow(RangeError);
});

test("the rehearsal keys follow the documented rule: UID, AID, key number, name of the system", async () => {
  const { version, keys } = await createTestCardKeySource().keysOf(uid, aid, 4);
  expect(version).toBe(1);
  expect(keys.map(hex)).toEqual(
    [0, 1, 2, 3].map((number) =>
      hex(
        diversifiedAes128(
          bytes("00112233445566778899AABBCCDDEEFF"),
          bytes(`${uid}F58A100${number}${hex(Buffer.from("Guichet"))}`),
        ),
      ),
    ),
  );
});

test("no two keys of a card, and no two cards, share a key", async () => {
  const uids = fc.uint8Array({ minLength: 7, maxLength: 7 }).map((raw) => hex(raw) as ChipUid);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(uids, { minLength: 2, maxLength: 4 }), async (cards) => {
      const source = createTestCardKeySource();
      const all = await Promise.all(cards.map((card) => source.keysOf(card, aid, 4)));
      const texts = all.flatMap(({ keys }) => keys.map(hex));
      expect(new Set(texts).size).toBe(cards.length * 4);
    }),
    { numRuns: 50 },
  );
});
