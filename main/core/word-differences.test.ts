import * as fc from "fast-check";
import { expect, test } from "vitest";
import { wordDifferences } from "./word-differences.ts";

test("a word changed in a sentence is told alone", () => {
  expect(wordDifferences("La carte est personnelle.", "La carte est strictement personnelle.")).toEqual([
    { how: "same", words: "La carte est " },
    { how: "fresh", words: "strictement " },
    { how: "same", words: "personnelle." },
  ]);
});

const text = fc.array(fc.constantFrom("la", "carte", "se", "prête", " ", "\n", "pas"), { maxLength: 12 });

test("both texts can be read out of their differences, and the same text has none", () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [before, after] = [one.join(" "), other.join(" ")];
      const runs = wordDifferences(before, after);
      const without = (how: "gone" | "fresh") =>
        runs.flatMap((run) => (run.how === how ? [] : [run.words])).join("");
      expect(without("fresh")).toBe(before);
      expect(without("gone")).toBe(after);
      expect(runs.some(({ how }) => how !== "same")).toBe(before !== after);
    }),
  );
});
