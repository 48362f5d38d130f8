import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Framing,
  keptInside,
  type Matrix,
  matrixOf,
  photoHeightPx,
  photoWidthPx,
  wholePicture,
} from "./framing.ts";

const mapped = ([a, b, c, d, e, f]: Matrix, x: number, y: number) =>
  [a * x + c * y + e, b * x + d * y + f] as const;

/** The point of the picture that comes to a point of the photo. */
function unmapped([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  const size = a * d - b * c;
  return [(d * (x - e) - c * (y - f)) / size, (a * (y - f) - b * (x - e)) / size];
}

test("the chosen point of the picture comes to the middle of the photo", () => {
  const map = matrixOf(
    { centreX: 820, centreY: 333, angleDegrees: 12, scale: 0.7 },
    photoWidthPx,
    photoHeightPx,
  );
  const [x, y] = mapped(map, 820, 333);
  expect(x).toBeCloseTo(photoWidthPx / 2);
  expect(y).toBeCloseTo(photoHeightPx / 2);
});

test("a quarter turn clockwise brings what was above the middle to its right", () => {
  const map = matrixOf({ centreX: 500, centreY: 500, angleDegrees: 90, scale: 1 }, 600, 771);
  const [x, y] = mapped(map, 500, 400);
  expect(x).toBeCloseTo(400);
  expect(y).toBeCloseTo(385.5);
});

test("a whole upright picture of the photo's own shape is taken as it is", () => {
  expect(matrixOf(wholePicture(1200, 1542), 600, 771)).toEqual([0.5, 0, -0, 0.5, 0, 0]);
});

test("however the picture is moved, turned and zoomed, no corner of the photo is empty", () => {
  const size = fc.integer({ min: 200, max: 4000 });
  const cut: fc.Arbitrary<Framing> = fc.record({
    centreX: fc.double({ min: -5000, max: 5000, noNaN: true }),
    centreY: fc.double({ min: -5000, max: 5000, noNaN: true }),
    angleDegrees: fc.double({ min: -180, max: 180, noNaN: true }),
    scale: fc.double({ min: 0.01, max: 10, noNaN: true }),
  });
  fc.assert(
    fc.property(size, size, cut, (width, height, wanted) => {
      const map = matrixOf(keptInside(wanted, width, height), photoWidthPx, photoHeightPx);
      for (const corner of [
        [0, 0],
        [photoWidthPx, 0],
        [0, photoHeightPx],
        [photoWidthPx, photoHeightPx],
      ] as const) {
        const [x, y] = unmapped(map, corner[0], corner[1]);
        expect(Math.min(x, y, width - x, height - y)).toBeGreaterThan(-0.01);
      }
    }),
  );
});

test("a framing that is already inside is left alone", () => {
  const cut: Framing = { centreX: 1000, centreY: 1000, angleDegrees: 5, scale: 1 };
  expect(keptInside(cut, 2000, 2000)).toEqual(cut);
});
