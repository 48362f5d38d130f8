import { expect, test } from "vitest";
import { type ChipTry, chipTries, chipVerdict, isChipAtFault } from "./chip-test.ts";

const looks = (outcome: ChipTry["outcome"], count = chipTries, tookMs = 40): readonly ChipTry[] =>
  Array.from({ length: count }, () => ({ outcome, tookMs }));

test("a chip that answers every time with our keys is sound, whatever time it takes", () => {
  expect(chipVerdict([...looks("own", 19), ...looks("own", 1, 900)])).toEqual({
    verdict: "sound",
    failures: 0,
    medianMs: 40,
    longestMs: 900,
  });
});

test("one look without an answer in twenty is an intermittent chip, and so is one whose keys fail once", () => {
  expect(chipVerdict([...looks("own", 19), ...looks("mute", 1)])).toMatchObject({
    verdict: "intermittent",
    failures: 1,
  });
  expect(chipVerdict([...looks("own", 19), ...looks("readable", 1)]).verdict).toBe("intermittent");
});

test("a chip that never answers is mute and has no wait to tell", () => {
  expect(chipVerdict(looks("mute"))).toEqual({
    verdict: "mute",
    failures: 20,
    medianMs: null,
    longestMs: null,
  });
});

test("another kind of card is foreign, also when it is hard to read: it says nothing about ours", () => {
  expect(chipVerdict([...looks("foreign", 15), ...looks("mute", 5)]).verdict).toBe("foreign");
  expect((["sound", "intermittent", "mute", "foreign"] as const).filter(isChipAtFault)).toEqual([
    "intermittent",
    "mute",
  ]);
});
