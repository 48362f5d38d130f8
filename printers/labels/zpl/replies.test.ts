import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stateIn } from "./condition.ts";
import { repliesIn } from "./replies.ts";

/** The guide's example of a printer with nothing to do. */
const manual =
  "\x02030,0,0,0295,000,0,0,0,000,0,0,0\x03\r\n\x02001,0,0,0,1,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n";
const errors = (group1: string, warnings = "00000000", any = "1") =>
  `\x02\r\n  PRINTER STATUS                              \r\n   ERRORS:         ${any} 00000000 ${group1}   \r\n   WARNINGS:       ${warnings === "00000000" ? 0 : 1} 00000000 ${warnings}   \r\n\x03`;
const heard = (text: string) => new TextEncoder().encode(text);

test("the guide's example is a printer at rest with labels of 295 dots", () => {
  expect(repliesIn(heard(manual)).status).toEqual({
    paperOut: false,
    paused: false,
    labelLengthDots: 295,
    formatsWaiting: 0,
    bufferFull: false,
    partialFormat: false,
    underTemperature: false,
    overTemperature: false,
    headUp: false,
    ribbonOut: false,
    peels: false,
    labelWaiting: false,
    labelsRemaining: 0,
  });
  expect(stateIn(repliesIn(heard(manual))).condition).toBeNull();
});

test.each([
  ["00000001", "no-labels"],
  ["00000002", "no-ribbon"],
  ["00000004", "head-open"],
  ["00000005", "head-open"],
  ["00000008", "cutter-stuck"],
  ["00000010", "head-too-hot"],
  ["00000020", "head-too-hot"],
  ["00000040", "head-damaged"],
  ["00000080", "head-damaged"],
  ["00000200", "head-damaged"],
  ["00001000", "label-jam"],
  ["00004000", "label-jam"],
  ["00008000", "label-jam"],
  ["00010000", "paused"],
  ["00010001", "no-labels"],
  ["00040000", "labels-not-found"],
  ["00080000", "labels-not-found"],
  ["00000100", "other"],
  ["80000000", "other"],
])("error bits %s stop the printer: %s", (bits, condition) => {
  expect(stateIn(repliesIn(heard(errors(bits)))).condition).toBe(condition);
  expect(stateIn(repliesIn(heard(`${errors(bits)}${manual}`))).condition).toBe(condition);
});

test("a warning is told and stops nothing", () => {
  const state = stateIn(repliesIn(heard(`${errors("00000000", "0000000E", "0")}${manual}`)));
  expect(state).toMatchObject({ condition: null, notices: ["labels-low", "clean-head", "replace-head"] });
});

test("an all-clear without a host status is a silence, not a printer at rest", () => {
  expect(stateIn(repliesIn(heard(errors("00000000", "00000000", "0")))).condition).toBe("silent");
  expect(stateIn(repliesIn(heard(""))).condition).toBe("silent");
});

test.each([
  ["030,1,0,0295,000,0,0,0,000,0,0,0", "001,0,0,0,1,2,6,0,00000000,1,000", "no-labels"],
  ["030,0,1,0295,000,0,0,0,000,0,0,0", "001,0,0,0,1,2,6,0,00000000,1,000", "paused"],
  ["030,1,1,0295,000,0,0,0,000,0,0,0", "001,0,1,0,1,2,6,0,00000000,1,000", "head-open"],
  ["030,0,0,0295,000,0,0,0,000,0,0,0", "001,0,0,1,1,2,6,0,00000000,1,000", "no-ribbon"],
  ["030,0,0,0295,000,0,0,0,000,0,1,0", "001,0,0,0,1,2,6,0,00000000,1,000", "head-too-cold"],
  ["030,0,0,0295,000,0,0,0,000,0,0,1", "001,0,0,0,1,2,6,0,00000000,1,000", "head-too-hot"],
  ["030,0,0,0295,001,0,0,0,000,0,0,0", "001,0,0,0,1,2,6,0,00000000,1,000", "busy"],
  ["030,0,0,0295,001,0,0,0,000,0,0,0", "001,0,0,0,1,1,6,1,00000000,1,000", "label-waiting"],
])("host status %s / %s means %s", (first, second, condition) => {
  const said = `\x02${first}\x03\r\n\x02${second}\x03\r\n\x021234,0\x03\r\n`;
  expect(stateIn(repliesIn(heard(said))).condition).toBe(condition);
});

test("a reply means nothing until it is whole, and then the same in whatever pieces it came", () => {
  const whole = heard(`${errors("00000000", "00000008", "0")}${manual}`);
  const expected = repliesIn(whole);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), (length) => {
      const { status } = repliesIn(whole.subarray(0, length));
      expect(status === null || length >= whole.length - 2).toBe(true);
    }),
  );
  expect(repliesIn(whole)).toEqual(expected);
  expect(expected.status).not.toBeNull();
});

test("noise before, between and after never makes a state that was not told", () => {
  const noise = fc.string({
    unit: fc.constantFrom("A", "0", ",", "\r", "\n", " ", "~", "PRINTER"),
    maxLength: 30,
  });
  fc.assert(
    fc.property(noise, noise, (before, after) => {
      const { status, errors: told } = repliesIn(heard(`${before}${errors("00000004")}${manual}${after}`));
      expect(told).toMatchObject({ anyError: true, errors: 4 });
      expect(status?.labelLengthDots).toBe(295);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(() => stateIn(repliesIn(bytes))).not.toThrow();
    }),
  );
});
