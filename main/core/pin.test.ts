import { describe, expect, test } from "vitest";
import { pauseAfter, problemOfPin } from "./pin.ts";

describe("a PIN", () => {
  test.each([
    ["2580", null],
    ["271828", null],
    ["1112", null],
    ["1357", null],
    ["0000", "too-easy"],
    ["1234", "too-easy"],
    ["987654", "too-easy"],
    ["123", "too-short"],
    ["", "too-short"],
    ["1234567890123", "too-long"],
    ["12a4", "not-digits"],
    ["١٢٣٤", "not-digits"],
  ])("%s: %s", (pin, problem) => {
    expect(problemOfPin(pin)).toBe(problem);
  });
});

test("five tries are free, then the pause grows up to a quarter of an hour and no further", () => {
  const minutes = [0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 1000].map((tries) => pauseAfter(tries) / 60_000);
  expect(minutes).toEqual([0, 0, 0, 0.5, 1, 2, 4, 8, 15, 15, 15]);
});
