import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Framing,
  matrixOf,
  photoHeightPx,
  photoWidthPx,
  wholePicture,
} from "../../../main/core/framing.ts";
import {
  dragged,
  fineTurnOf,
  framedByKey,
  isTooSmallToZoom,
  quarterOf,
  sliderOfZoom,
  turnedByQuarter,
  turnedFinely,
  zoomed,
  zoomOf,
  zoomOfSlider,
} from "./framing-moves.ts";

const picture = { widthPx: 2400, heightPx: 1800 };
const whole = wholePicture(picture.widthPx, picture.heightPx);

/** Where a point of the picture is seen in the photo. */
function seen(cut: Framing, x: number, y: number): readonly [number, number] {
  const [a, b, c, d, e, f] = matrixOf(cut, photoWidthPx, photoHeightPx);
  return [a * x + c * y + e, b * x + d * y + f];
}

/** Where a point of the photo lies in the picture. */
function source(cut: Framing, x: number, y: number): readonly [number, number] {
  const [a, b, c, d, e, f] = matrixOf(cut, photoWidthPx, photoHeightPx);
  const det = a * d - b * c;
  return [(d * (x - e) - c * (y - f)) / det, (a * (y - f) - b * (x - e)) / det];
}

describe("framing a photo", () => {
  test.each([0, 30, 90, -90, 137, 180])("at %d° the face follows the finger exactly", (angleDegrees) => {
    const before = zoomed({ ...whole, angleDegrees }, picture, 3);
    const after = dragged(before, picture, 40, -25);
    const [x, y] = seen(before, 1200, 900);
    const [toX, toY] = seen(after, 1200, 900);
    expect(toX - x).toBeCloseTo(40, 6);
    expect(toY - y).toBeCloseTo(-25, 6);
  });

  test("zooming keeps the middle where it is", () => {
    const before = dragged(zoomed(whole, picture, 2), picture, 30, 30);
    const after = zoomed(before, picture, 3);
    expect([after.centreX, after.centreY]).toEqual([before.centreX, before.centreY]);
    expect(zoomOf(after, picture)).toBeCloseTo(3, 9);
  });

  test("four quarter turns bring the photo back", () => {
    const start = zoomed(whole, picture, 1.5);
    let turned = start;
    for (let i = 0; i < 4; i += 1) turned = turnedByQuarter(turned, picture, 1);
    expect(turned.angleDegrees).toBe(start.angleDegrees);
    expect(turned.scale).toBeCloseTo(start.scale, 9);
  });

  test("turning finely stays around its quarter turn", () => {
    const lying = turnedByQuarter(whole, picture, 1);
    const fine = turnedFinely(lying, picture, -12.5);
    expect(quarterOf(fine.angleDegrees)).toBe(90);
    expect(fineTurnOf(fine.angleDegrees)).toBeCloseTo(-12.5, 9);
    expect(fineTurnOf(turnedFinely(lying, picture, 300).angleDegrees)).toBeCloseTo(30, 9);
  });

  test("a small photo is never blown up beyond two pixels for one, save to fill the frame", () => {
    const small = { widthPx: 640, heightPx: 480 };
    const cut = wholePicture(small.widthPx, small.heightPx);
    expect(zoomed(cut, small, 5).scale).toBeCloseTo(2, 9);
    expect(isTooSmallToZoom(zoomed(cut, small, 5), small)).toBe(true);
    expect(isTooSmallToZoom(cut, small)).toBe(false);
    const tiny = { widthPx: 100, heightPx: 100 };
    expect(zoomOf(zoomed(wholePicture(100, 100), tiny, 5), tiny)).toBeCloseTo(1, 9);
  });

  test("the zoom slider goes there and back", () => {
    expect(zoomOfSlider(0, 5)).toBe(1);
    for (const zoom of [1, 1.3, 2, 4.9]) expect(zoomOfSlider(sliderOfZoom(zoom, 5), 5)).toBeCloseTo(zoom, 9);
  });

  test("the arrows move the photo as the hand does, finely with Shift", () => {
    const start = zoomed(whole, picture, 2);
    expect(framedByKey(start, picture, "ArrowRight", false)?.cut).toEqual(dragged(start, picture, 20, 0));
    expect(framedByKey(start, picture, "ArrowUp", true)?.cut).toEqual(dragged(start, picture, 0, -2));
    expect(framedByKey(start, picture, "a", false)).toBeNull();
  });

  test("keys turn the photo finely around its quarter turn, and by quarters either way", () => {
    const start = zoomed(whole, picture, 2);
    const right = framedByKey(start, picture, ">", true);
    expect(right).toEqual({ cut: turnedFinely(start, picture, 0.5), by: "turn" });
    expect(framedByKey(right?.cut ?? start, picture, "<", false)?.cut.angleDegrees).toBeCloseTo(0, 9);
    expect(framedByKey(start, picture, "r", false)?.cut).toEqual(turnedByQuarter(start, picture, 1));
    expect(framedByKey(start, picture, "R", true)).toEqual({
      cut: turnedByQuarter(start, picture, -1),
      by: "quarter",
    });
  });

  test("whatever is done, nothing outside the picture ever shows", () => {
    const anyMove = fc.oneof(
      fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 })).map(
        ([x, y]) =>
          (cut: Framing) =>
            dragged(cut, picture, x, y),
      ),
      fc
        .double({ min: 0.1, max: 9, noNaN: true })
        .map((zoom) => (cut: Framing) => zoomed(cut, picture, zoom)),
      fc.integer({ min: -45, max: 45 }).map((turn) => (cut: Framing) => turnedFinely(cut, picture, turn)),
      fc
        .constantFrom(1 as const, -1 as const)
        .map((turn) => (cut: Framing) => turnedByQuarter(cut, picture, turn)),
    );
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 25 }), (moves) => {
        const cut = moves.reduce((now, move) => move(now), whole);
        for (const [x, y] of [
          [0, 0],
          [photoWidthPx, 0],
          [0, photoHeightPx],
          [photoWidthPx, photoHeightPx],
        ] as const) {
          const [atX, atY] = source(cut, x, y);
          expect(atX).toBeGreaterThan(-0.01);
          expect(atY).toBeGreaterThan(-0.01);
          expect(atX).toBeLessThan(picture.widthPx + 0.01);
          expect(atY).toBeLessThan(picture.heightPx + 0.01);
        }
        expect(cut.angleDegrees).toBeGreaterThan(-180.001);
        expect(cut.angleDegrees).toBeLessThanOrEqual(180);
      }),
    );
  });
});
