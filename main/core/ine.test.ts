import { expect, test } from "vitest";
import { beaLetter, ineKind, ineReadAsDigits, looksLikeNir, maskedIne } from "./ine.ts";

test("the published BEA number has the letter its digits ask for", () => {
  expect(beaLetter("0906018155")).toBe("T");
});

test.each(["0801344B", "0134009M", "0342321N"])(
  "the letter of university code %s follows the same rule",
  (code) => {
    expect(beaLetter(code.slice(0, 7))).toBe(code.slice(7));
  },
);

test.each([
  ["123456789AK", "rnie"],
  ["0906018155T", "bea"],
  ["1GN12P01234", "base36"],
  ["0261A12345B", "apprentice"],
  ["0260D12345B", "provisional"],
  ["123456789AI", null],
  ["0906018155O", null],
  ["12345", null],
  ["206057505612345", null],
] as const)("the INE %s is of family %s", (ine, kind) => {
  expect(ineKind(ine)).toBe(kind);
});

test.each([
  ["12345O789AB", "123450789AB"],
  ["O90601815ST", null],
  ["I2345678901", null],
  ["0906O1815ST", null],
  ["09060I8155T", "0906018155T"],
  ["0906018155T", null],
])("for the INE %s the digits proposed are %s", (ine, proposed) => {
  expect(ineReadAsDigits(ine)).toBe(proposed);
});

test.each([
  ["2060575056123", true],
  ["206057505612345", true],
  ["106052A056123", true],
  ["106052B05612345", true],
  ["0906018155T", false],
  ["22600001", false],
  ["20605750561234", false],
])("%s taken for a social-security number: %s", (text, taken) => {
  expect(looksLikeNir(text)).toBe(taken);
});

test("an INE shown at the desk keeps its middle to itself", () => {
  expect(maskedIne("0906018155T")).toBe("0906•••155T");
  expect(maskedIne("1234")).toBe("••••");
});
