import * as fc from "fast-check";
import { expect, test } from "vitest";
import { differencesBetween } from "./differences.ts";

test("only what changed is told, by its path", () => {
  const before = { visit: { state: "arrived", identitySeen: null }, cards: {}, blocks: ["debt"] };
  const after = { visit: { state: "arrived", identitySeen: "passport" }, cards: { a: "NEW" }, blocks: [] };
  expect(differencesBetween(before, after)).toEqual({
    before: { "visit.identitySeen": null, "cards.a": null, blocks: ["debt"] },
    after: { "visit.identitySeen": "passport", "cards.a": "NEW", blocks: [] },
  });
});

test("a state has nothing to tell of itself, and told the other way round the sides change places", () => {
  const facts = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }));
  fc.assert(
    fc.property(facts, facts, (one, other) => {
      expect(differencesBetween(one, one)).toEqual({ before: {}, after: {} });
      const { before, after } = differencesBetween(one, other);
      expect(differencesBetween(other, one)).toEqual({ before: after, after: before });
    }),
  );
});
