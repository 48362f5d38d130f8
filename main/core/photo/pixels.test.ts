import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labOf, lumaOf, luminanceOf, meanLightOf, type Pixels, patchOf, quantileOf } from "./pixels.ts";

/** Red counts the columns, green the rows. */
function ramp(widthPx: number, heightPx: number, channels: 3 | 4 = 3): Pixels {
  const bytes = new Uint8Array(widthPx * heightPx * channels);
  for (let y = 0, at = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1, at += channels) bytes.set([x, y, 7], at);
  }
  return { bytes, widthPx, heightPx, channels };
}

describe("colours, as the standards tell them", () => {
  // CIE L*a*b* of the sRGB primaries under D65, to the tenth (IEC 61966-2-1, CIE 15).
  test.each([
    ["black", [0, 0, 0], [0, 0, 0]],
    ["white", [255, 255, 255], [100, 0, 0]],
    ["red", [255, 0, 0], [53.2, 80.1, 67.2]],
    ["green", [0, 255, 0], [87.7, -86.2, 83.2]],
    ["blue", [0, 0, 255], [32.3, 79.2, -107.9]],
    ["middle grey", [119, 119, 119], [50, 0, 0]],
  ] as const)("%s", (_, [red, green, blue], lab) => {
    for (const [i, value] of labOf(red, green, blue).entries()) {
      expect(Math.abs(value - (lab[i] ?? 0))).toBeLessThan(0.1);
    }
  });

  test("a grey of 188 sends back half the light of white, its brightness is 188", () => {
    expect(luminanceOf(188, 188, 188)).toBeCloseTo(0.5, 2);
    expect(luminanceOf(60, 60, 60)).toBeCloseTo(0.0452, 4);
    expect(luminanceOf(255, 255, 255)).toBeCloseTo(1, 9);
    expect(luminanceOf(10, 10, 10)).toBeCloseTo(10 / 255 / 12.92, 9);
    expect(lumaOf(188, 188, 188)).toBeCloseTo(188, 9);
  });
});

describe("a part of a picture set upright", () => {
  test.each([3, 4] as const)(
    "with %d bytes a pixel, moved by whole pixels, is the picture itself",
    (channels) => {
      const { values } = patchOf(ramp(40, 30, channels), [1, 0, 0, 1, -5, -8], 10, 6);
      for (let y = 0, at = 0; y < 6; y += 1) {
        for (let x = 0; x < 10; x += 1, at += 3) {
          expect([values[at], values[at + 1], values[at + 2]]).toEqual([x + 5, y + 8, 7]);
        }
      }
    },
  );

  test("moved by half a pixel, each is the mean of its neighbours", () => {
    const { values } = patchOf(ramp(40, 30), [1, 0, 0, 1, -4.5, -7.25], 8, 6);
    expect([values[0], values[1], values[3]]).toEqual([4.5, 7.25, 5.5]);
  });

  test("a quarter as large, stripes of one pixel are the grey between them", () => {
    const stripes = ramp(40, 40);
    const striped = {
      ...stripes,
      bytes: stripes.bytes.map((_, i) => (Math.floor(i / 3) % 2 === 0 ? 200 : 100)),
    };
    const { values } = patchOf(striped, [0.25, 0, 0, 0.25, 0, 0], 10, 10);
    for (const value of values) expect(value).toBeCloseTo(150, 3);
  });

  test("half as large, each pixel is the mean of the four it covers", () => {
    const { values } = patchOf(ramp(40, 30), [0.5, 0, 0, 0.5, 0, 0], 20, 15);
    expect([values[0], values[1]]).toEqual([0.5, 0.5]);
    expect([values[3], values[1 + 20 * 3]]).toEqual([2.5, 2.5]);
  });

  test("turned by a quarter, rows become columns", () => {
    // Clockwise: what was on the left comes to the top.
    const { values } = patchOf(ramp(20, 20), [0, 1, -1, 0, 20, 0], 20, 20);
    for (const [x, y] of [
      [0, 0],
      [19, 3],
      [7, 12],
    ] as const) {
      const at = (y * 20 + x) * 3;
      expect(values[at]).toBeCloseTo(y, 3);
      expect(values[at + 1]).toBeCloseTo(19 - x, 3);
    }
  });

  test("beyond the picture its edge goes on, so nothing foreign is measured", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        (x, y) => {
          const { values } = patchOf(ramp(40, 30), [1, 0, 0, 1, x, y], 12, 12);
          for (let at = 0; at < values.length; at += 3) {
            expect(values[at] ?? -1).toBeGreaterThanOrEqual(0);
            expect(values[at] ?? 99).toBeLessThanOrEqual(39);
            expect(values[at + 2]).toBeCloseTo(7, 3);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

const grey = (side: number, value: number): Pixels => ({
  bytes: new Uint8Array(side * side * 3).fill(value),
  widthPx: side,
  heightPx: side,
  channels: 3,
});

test("how bright a picture is does not hang on its size", () => {
  for (const side of [1, 3, 64, 700]) {
    expect(meanLightOf(grey(side, 255))).toBeCloseTo(1, 9);
    expect(meanLightOf(grey(side, 51))).toBeCloseTo(0.2, 9);
  }
});

test("the value a share lies below: the middle of nine is the fifth, the last of any is the largest", () => {
  const nine = [9, 1, 8, 2, 7, 3, 6, 4, 5];
  expect(quantileOf(Float32Array.from(nine), 0.5)).toBe(5);
  expect(quantileOf(Float32Array.from(nine), 1)).toBe(9);
  expect(quantileOf(Float32Array.from(nine), 0)).toBe(1);
  expect(quantileOf(new Float32Array(), 0.5)).toBe(0);
});
