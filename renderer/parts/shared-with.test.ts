import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sharedWith } from "./shared-with.ts";

test("a line of the board that did not change is the same line as before", () => {
  const before = {
    lines: [
      { name: "Zoé", concerns: ["photo-missing"] },
      { name: "Noé", concerns: [] },
    ],
  };
  const next = {
    lines: [
      { name: "Zoé", concerns: ["photo-missing"] },
      { name: "Noé", concerns: ["x"] },
    ],
  };
  const shared = sharedWith(before, next);
  expect(shared).toEqual(next);
  expect(shared.lines[0]).toBe(before.lines[0]);
  expect(shared.lines[1]).not.toBe(before.lines[1]);
});

test("a board told again without change is the board before", () => {
  const before = { lines: [{ name: "Zoé" }], at: null };
  expect(sharedWith(before, structuredClone(before))).toBe(before);
});

test("a fact that disappeared does not linger", () => {
  const before: Readonly<Record<string, string>> = { a: "1", b: "2" };
  expect(sharedWith(before, { a: "1" })).toEqual({ a: "1" });
});

test("what is told is always what is shown", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, next) => {
      expect(sharedWith(before, next)).toEqual(next);
    }),
  );
});
