import * as fc from "fast-check";
import { expect, test } from "vitest";
import { contrast, hexOf, readableOnWhite, rgbOf, white } from "./colour.ts";

test("contrasts are those of WCAG: black on white 21 to 1, #767676 the lightest grey that reads", () => {
  expect(contrast(rgbOf("#000000"), white)).toBeCloseTo(21, 5);
  expect(contrast(rgbOf("#767676"), white)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(rgbOf("#777777"), white)).toBeLessThan(4.5);
});

test("whatever colour a university has, small print in the shade taken for it reads on white", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
      const colour = rgbOf(`#${value.toString(16).padStart(6, "0")}`);
      const shade = readableOnWhite(colour);
      expect(contrast(shade, white)).toBeGreaterThanOrEqual(7);
      if (contrast(colour, white) >= 7) expect(hexOf(shade)).toBe(hexOf(colour));
    }),
  );
});
