import * as fc from "fast-check";
import { expect, test } from "vitest";
import { centsOf, eurosText } from "./amount-text.ts";

test("an amount is understood with a comma or a point, with or without its sign, and never guessed", () => {
  expect(["10", "10,5", "10.50 €", " 7,05 ", "0"].map(centsOf)).toEqual([1000, 1050, 1050, 705, 0]);
  expect(["", "dix", "-5", "1e3", "10,505", "1 0 0 0", "10,,5", "12.50.00"].map(centsOf)).toEqual(
    Array(8).fill(null),
  );
});

test("an amount that is written is the one that is read, in both languages", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 99_999 }),
      fc.constantFrom("fr" as const, "en" as const),
      (cents, language) => {
        expect(centsOf(eurosText(cents, language))).toBe(cents);
      },
    ),
  );
});
