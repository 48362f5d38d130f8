import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shippedRules } from "../../../test/support/photo-rules.ts";
import { faceSeen, goodHead, plainCut } from "../../../test/support/seen-face.ts";
import { keptInside, photoHeightPx, photoWidthPx, smallestScale } from "../framing.ts";
import { framedHead, framedOnFace } from "./auto-framing.ts";
import { betweenEyes, enlarged, type Face, headHeightPx, tiltOf } from "./face.ts";

const picture = { widthPx: 4000, heightPx: 4000 };
const anyRule = fc.constantFrom(...[...shippedRules.values()].map(({ size }) => size.head));
/** A face about the middle of the picture, small enough to leave room all around it. */
const anyFace = fc.record({
  x: fc.double({ min: 1800, max: 2200, noNaN: true }),
  y: fc.double({ min: 1800, max: 2200, noNaN: true }),
  toChin: fc.double({ min: 60, max: 250, noNaN: true }),
  apart: fc.double({ min: 30, max: 200, noNaN: true }),
  tilt: fc.double({ min: -180, max: 180, noNaN: true }),
});

function faceAt(where: {
  readonly x: number;
  readonly y: number;
  readonly toChin: number;
  readonly apart: number;
  readonly tilt: number;
}): Face {
  const { x, y, toChin, apart, tilt } = where;
  const [cos, sin] = [Math.cos((tilt * Math.PI) / 180), Math.sin((tilt * Math.PI) / 180)];
  return {
    leftEye: { x: x - (cos * apart) / 2, y: y - (sin * apart) / 2 },
    rightEye: { x: x + (cos * apart) / 2, y: y + (sin * apart) / 2 },
    chin: { x: x - sin * toChin, y: y + cos * toChin },
    widthPx: toChin,
    yawDegrees: 0,
    score: 1,
  };
}

test("the sheet's example: eyes 100 px above the chin make a head of 200, level eyes are no tilt, a picture on its side is 90°", () => {
  const face = faceAt({ x: 500, y: 400, toChin: 100, apart: 80, tilt: 0 });
  expect(betweenEyes(face)).toEqual({ x: 500, y: 400 });
  expect(headHeightPx(face)).toBe(200);
  expect(tiltOf(face)).toBe(0);
  expect(tiltOf(faceAt({ x: 500, y: 400, toChin: 100, apart: 80, tilt: 90 }))).toBeCloseTo(90);
  expect(tiltOf(faceAt({ x: 500, y: 400, toChin: 100, apart: 80, tilt: -20 }))).toBeCloseTo(-20);
});

test("in a picture twice as large everything of a face is twice as far and as wide", () => {
  const face = faceAt({ x: 500, y: 400, toChin: 100, apart: 80, tilt: 0 });
  const twice = enlarged({ widthPx: 700, heightPx: 900, faces: [face], figures: null, meanLight: 0.5 }, 2);
  expect([twice.widthPx, twice.heightPx]).toEqual([1400, 1800]);
  expect(twice.faces).toEqual([
    { ...faceAt({ x: 1000, y: 800, toChin: 200, apart: 160, tilt: 0 }), yawDegrees: 0, score: 1 },
  ]);
});

describe("a face with room around it", () => {
  test("stands straight, in the middle, with the head as high and the air above it as the rule says", () => {
    fc.assert(
      fc.property(anyFace, anyRule, (where, rule) => {
        const head = framedHead(faceAt(where), framedOnFace(faceAt(where), picture, rule));
        expect(head.heightShare).toBeCloseTo(rule.target, 6);
        expect(head.eyesAcross).toBeCloseTo(0.5, 6);
        expect(head.crownDown).toBeCloseTo(rule.crownMargin, 6);
        expect(head.tiltDegrees).toBeCloseTo(0, 6);
        expect(head.eyesPx).toBeCloseTo(where.apart, 6);
      }),
    );
  });

  test("left as it is held, it keeps its tilt and has the same size and place", () => {
    fc.assert(
      fc.property(anyFace, anyRule, (where, rule) => {
        const cut = framedOnFace(faceAt(where), picture, rule, false);
        expect(cut.angleDegrees).toBe(0);
        const head = framedHead(faceAt(where), cut);
        const off = head.tiltDegrees - where.tilt;
        expect(off - 360 * Math.round(off / 360)).toBeCloseTo(0, 6);
        expect(head.heightShare).toBeCloseTo(rule.target, 6);
        expect(head.eyesAcross).toBeCloseTo(0.5, 6);
      }),
    );
  });

  test("found in a smaller copy, it is framed alike in the large picture", () => {
    fc.assert(
      fc.property(anyFace, anyRule, fc.double({ min: 0.2, max: 1, noNaN: true }), (where, rule, factor) => {
        const found = enlarged(enlarged(seenAt(where), factor), 1 / factor);
        const [again] = found.faces;
        if (again === undefined) throw new Error("the face is gone");
        const once = framedOnFace(faceAt(where), picture, rule);
        const cut = framedOnFace(again, found, rule);
        expect(cut.centreX).toBeCloseTo(once.centreX, 4);
        expect(cut.centreY).toBeCloseTo(once.centreY, 4);
        expect(cut.scale).toBeCloseTo(once.scale, 6);
      }),
    );
  });
});

test("wherever a face stands, and however large, nothing outside the picture is ever in the photo", () => {
  const anywhere = fc.record({
    x: fc.double({ min: -500, max: 4500, noNaN: true }),
    y: fc.double({ min: -500, max: 4500, noNaN: true }),
    toChin: fc.double({ min: 5, max: 3000, noNaN: true }),
    apart: fc.double({ min: 5, max: 3000, noNaN: true }),
    tilt: fc.double({ min: -180, max: 180, noNaN: true }),
  });
  fc.assert(
    fc.property(anywhere, anyRule, fc.boolean(), (where, rule, straighten) => {
      const cut = framedOnFace(faceAt(where), picture, rule, straighten);
      expect(cut.scale).toBeGreaterThanOrEqual(
        smallestScale(picture.widthPx, picture.heightPx, cut.angleDegrees) - 1e-12,
      );
      const kept = keptInside(cut, picture.widthPx, picture.heightPx);
      expect(kept.centreX).toBeCloseTo(cut.centreX, 6);
      expect(kept.centreY).toBeCloseTo(cut.centreY, 6);
    }),
  );
});

test("a picture standing on its head and turned back by hand is held as straight as the person was", () => {
  const { tiltDegrees } = framedHead(faceSeen({ tiltDegrees: -170 }), { ...plainCut, angleDegrees: -180 });
  expect(tiltDegrees).toBeCloseTo(10);
});

test("what is measured of a framed head is where it stands in the photo", () => {
  const wish = {
    ...goodHead,
    heightShare: 0.55,
    eyesAcross: 0.4,
    eyesDown: 0.3,
    tiltDegrees: 11,
    eyesPx: 77,
  };
  const head = framedHead(faceSeen(wish), plainCut);
  expect(head.heightShare).toBeCloseTo(0.55);
  expect(head.eyesAcross * photoWidthPx).toBeCloseTo(0.4 * photoWidthPx);
  expect(head.eyesDown * photoHeightPx).toBeCloseTo(0.3 * photoHeightPx);
  expect(head.crownDown).toBeCloseTo(0.3 - 0.55 / 2);
  expect(head.tiltDegrees).toBeCloseTo(11);
  expect(head.eyesPx).toBeCloseTo(77);
});

function seenAt(where: Parameters<typeof faceAt>[0]) {
  return { ...picture, faces: [faceAt(where)], figures: null, meanLight: 0.5 };
}
