import * as fc from "fast-check";
import { expect, test } from "vitest";
import { keptInside, matrixOf, smallestScale } from "../core/framing.ts";
import { planCut } from "./cut-plan.ts";

const output = { width: 600, height: 771 };

test("a photo taken one to one from the middle of a picture is a plain window", () => {
  const plan = planCut([1, 0, 0, 1, -100, -200], { width: 1000, height: 1200 }, output);
  expect(plan).toEqual({
    window: { left: 96, top: 196, width: 608, height: 779 },
    shrunk: { width: 608, height: 779 },
    rim: 4,
    linear: [1, 0, 0, 1],
    shift: { x: 0, y: 0 },
    output: { left: 8, top: 8, width: 600, height: 771 },
  });
});

test("half a pixel goes into the shift, whole pixels into the place", () => {
  const plan = planCut([1, 0, 0, 1, -100.5, -200.25], { width: 1000, height: 1200 }, output);
  expect(plan?.shift).toEqual({ x: 0.5, y: 0.75 });
});

test("at any angle and zoom the photo lies on the turned canvas, and the window in the picture", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 300, max: 2400 }),
      fc.integer({ min: 386, max: 2400 }),
      fc.record({
        centreX: fc.double({ min: 0, max: 2400, noNaN: true }),
        centreY: fc.double({ min: 0, max: 2400, noNaN: true }),
        angleDegrees: fc.double({ min: -180, max: 180, noNaN: true }),
      }),
      fc.double({ min: 1, max: 10, noNaN: true }),
      (width, height, where, zoom) => {
        const scale = smallestScale(width, height, where.angleDegrees) * zoom;
        const cut = keptInside({ ...where, scale }, width, height);
        const plan = planCut(matrixOf(cut, output.width, output.height), { width, height }, output);
        if (plan === null) throw new Error("a framing kept inside was called outside");
        expect(plan.window.left).toBeGreaterThanOrEqual(0);
        expect(plan.window.left + plan.window.width).toBeLessThanOrEqual(width);
        expect(plan.window.top + plan.window.height).toBeLessThanOrEqual(height);
        const [a, b, c, d] = plan.linear;
        const across = plan.shrunk.width + 2 * plan.rim;
        const down = plan.shrunk.height + 2 * plan.rim;
        expect(plan.output.left).toBeGreaterThanOrEqual(0);
        expect(plan.output.top).toBeGreaterThanOrEqual(0);
        expect(plan.output.left + output.width).toBeLessThanOrEqual(
          Math.floor(Math.abs(a) * across + Math.abs(c) * down) - 1,
        );
        expect(plan.output.top + output.height).toBeLessThanOrEqual(
          Math.floor(Math.abs(b) * across + Math.abs(d) * down) - 1,
        );
      },
    ),
    { numRuns: 500 },
  );
});
