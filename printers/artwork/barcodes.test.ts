import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type BlackDots, readByZbar, readByZxing, zbarMissing } from "../../test/support/code-readers.ts";
import { barsOf } from "./barcodes.ts";
import { emptyBits, inkBars } from "./layers.ts";

const printable = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => i + 32));

test.each([
  ["a student's number", "22406183"],
  ["an odd number", "2240618"],
  ["letters and numbers", "AB22406183-7"],
  ["numbers, then letters", "123456x"],
  ["a single letter", "a"],
  ["every sign of ASCII, one half", printable.slice(0, 48)],
  ["every sign of ASCII, the other half", printable.slice(48)],
])("ZXing reads Code 128 with %s", async (_, text) => {
  expect(await readByZxing(drawn("code-128", text))).toEqual([`Code128 ${text}`]);
});

test("whatever the digits and letters, ZXing reads in Code 128 what was written", async () => {
  const text = fc.string({
    minLength: 1,
    maxLength: 20,
    unit: fc.constantFrom(...Array.from("012345678901234567890123456789AZaz-/")),
  });
  await fc.assert(
    fc.asyncProperty(text, async (written) => {
      expect(await readByZxing(drawn("code-128", written))).toEqual([`Code128 ${written}`]);
    }),
    { numRuns: 60 },
  );
});

test("pairs of digits are set close: eight digits take four signs", () => {
  const modules = (barsOf("code-128", "22406183") ?? []).reduce((sum, each) => sum + each, 0);
  expect(modules).toBe((1 + 4 + 1) * 11 + 13);
});

test.each(["0123456789", "ABCDEFGHIJKLM", "NOPQRSTUVWXYZ", "-. $/+%", "E22406183"])(
  "ZXing reads Code 39 with %s",
  async (text) => {
    expect(await readByZxing(drawn("code-39", text))).toEqual([`Code39 ${text}`]);
  },
);

test.skipIf(zbarMissing !== null)("zbar reads both", async () => {
  expect(await readByZbar(drawn("code-128", "AB22406183-7"))).toEqual(["CODE-128:AB22406183-7"]);
  expect(await readByZbar(drawn("code-39", "E22406183"))).toEqual(["CODE-39:E22406183"]);
});

test("small letters are capitals in Code 39, and what a symbology has not is refused", () => {
  expect(barsOf("code-39", "e224")).toEqual(barsOf("code-39", "E224"));
  for (const text of ["", "É12", "12*3", "a_b"]) expect(barsOf("code-39", text)).toBeNull();
  for (const text of ["", "É12", "1\n2"]) expect(barsOf("code-128", text)).toBeNull();
});

function drawn(symbology: "code-128" | "code-39", text: string): BlackDots {
  const bars = barsOf(symbology, text) ?? [];
  const modulePx = 3;
  const width = bars.reduce((sum, each) => sum + each, 0) * modulePx;
  const bits = emptyBits(width + 60, 80);
  inkBars(bits, { x: 30, y: 0, height: 80, modulePx }, bars);
  return bits;
}
