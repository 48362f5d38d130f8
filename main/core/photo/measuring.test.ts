import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Colour, type DrawnFace, measuredDrawn, meshOfDrawn } from "../../../test/support/drawn-face.ts";
import { landmarksOf } from "./measuring.ts";
import { luminanceOf } from "./pixels.ts";

const grey = (value: number): Colour => [value, value, value];
/** A checked pattern of squares of the face's measure, about `middle`. */
const checked = (middle: number, swing: number, square: number) => (x: number, y: number) =>
  grey(middle + ((Math.floor(x / square) + Math.floor(y / square)) % 2 === 0 ? swing : -swing));
const isEye = (x: number, y: number) => y > -15 && y < 15 && Math.abs(Math.abs(x) - 40) < 18;
const isFace = (x: number, y: number) => (x / 75) ** 2 + ((y - 15) / 100) ** 2 < 1;
/** Lenses that let a share of the light through. */
const lenses = (through: number) => (x: number, y: number) => grey(isEye(x, y) ? 160 * through : 160);
/** A dark face before a wall. */
const standing = (wall: number) => measuredDrawn({ colourAt: (x, y) => grey(isFace(x, y) ? 40 : wall) });
/** A grey face before something. */
const facedBy = (behind: (x: number, y: number) => Colour) => (x: number, y: number) =>
  isFace(x, y) ? grey(150) : behind(x, y);
/** As far as big hair or a head covering reaches: to a finger's breadth of the photo's sides. */
const covering = (x: number, y: number) => (x / 104) ** 2 + ((y + 12) / 118) ** 2 < 1;

/** A dark line across each eye, so far below its middle. */
const lashes = (left: number, right: number) => (x: number, y: number) => {
  const place = x < 0 ? left : right;
  return grey(isEye(x, y) ? Math.min(150, 30 + 40 * Math.abs(y - place)) : 150);
};
/** Lenses of one colour. */
const oneColour = (x: number, y: number) => grey(isEye(x, y) ? 25 : 150);
/** How busy a wall is with something blue in its upper left corner. */
const patchOnWall = (size: number) =>
  measuredDrawn({
    colourAt: facedBy((x, y) => (x < -75 && y < -110 + size ? [20, 60, 150] : grey(205))),
  }).backgroundSpread;

describe("where a face is and how it is held", () => {
  test("the eyes stand between their corners, left and right as in an upright picture", () => {
    const { leftEye, rightEye, chin, widthPx } = landmarksOf(meshOfDrawn({ scale: 2 }));
    expect(leftEye).toEqual({ x: 320 - 80, y: 320 });
    expect(rightEye).toEqual({ x: 320 + 80, y: 320 });
    expect(chin).toEqual({ x: 320, y: 520 });
    expect(widthPx).toBeCloseTo(260);
  });

  test("how far a head is turned is the same however it lies and however large it is", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -80, max: 80, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: 0.2, max: 4, noNaN: true }),
        (yawDegrees, tiltDegrees, scale) => {
          const { yawDegrees: told } = landmarksOf(meshOfDrawn({ yawDegrees, tiltDegrees, scale }));
          expect(told).toBeCloseTo(yawDegrees, 4);
        },
      ),
    );
  });

  test("points that lie on one spot tell no turn and break nothing", () => {
    expect(landmarksOf(Array.from({ length: 468 }, () => [5, 5, 0])).yawDegrees).toBeCloseTo(-90);
    expect(landmarksOf([]).widthPx).toBe(0);
  });
});

describe("eyes and mouth", () => {
  test("the less open eye counts, whichever it is", () => {
    expect(measuredDrawn({ leftEyeOpen: 0.12, rightEyeOpen: 0.4 }).eyesOpen).toBeCloseTo(0.12);
    expect(measuredDrawn({ leftEyeOpen: 0.4, rightEyeOpen: 0.08 }).eyesOpen).toBeCloseTo(0.08);
  });

  test("where the darkest line across an eye lies is told between its lids, in the eye where it lies lower", () => {
    const lids = { leftEyeOpen: 0.5, rightEyeOpen: 0.5, scale: 2 };
    // The upper lid is at −6 of the face's measure, the lower one at 6.
    expect(measuredDrawn({ ...lids, colourAt: lashes(-6, -6) }).lashLine).toBeCloseTo(0, 1);
    expect(measuredDrawn({ ...lids, colourAt: lashes(6, -6) }).lashLine).toBeCloseTo(1, 1);
    expect(measuredDrawn({ ...lids, colourAt: lashes(-6, 3) }).lashLine).toBeCloseTo(0.75, 1);
    expect(measuredDrawn({ ...lids, colourAt: lashes(0, 0), tiltDegrees: 130 }).lashLine).toBeCloseTo(0.5, 1);
  });

  test("an eye without a dark line, behind a lens or beside a turned face, is not called shut", () => {
    expect(measuredDrawn({ colourAt: oneColour }).lashLine).toBe(0);
    expect(measuredDrawn({ colourAt: () => grey(150) }).lashLine).toBe(0);
  });

  test("the mouth's opening is told as a share of the way from the eyes to the chin", () => {
    expect(measuredDrawn({ mouthOpen: 0.15 }).mouthOpen).toBeCloseTo(0.15);
    expect(measuredDrawn({ mouthOpen: 0.15, scale: 0.6, tiltDegrees: 40 }).mouthOpen).toBeCloseTo(0.15);
  });

  test("lenses let through what they let through: a quarter of the cheeks' brightness is told as a quarter", () => {
    expect(measuredDrawn({ colourAt: lenses(1) }).eyeShade).toBeCloseTo(1, 2);
    expect(measuredDrawn({ colourAt: lenses(0.25) }).eyeShade).toBeCloseTo(0.25, 1);
  });
});

describe("sharpness", () => {
  const fine = measuredDrawn({ colourAt: checked(128, 12, 3) }).sharpness;

  test("a face without any detail has none", () => {
    expect(measuredDrawn().sharpness).toBeCloseTo(0, 6);
  });

  test("the softer the same pattern, the less there is", () => {
    const soft = measuredDrawn({
      colourAt: (x, y) => grey(128 + 12 * Math.sin(x / 4) * Math.sin(y / 4)),
    }).sharpness;
    expect(fine).toBeGreaterThan(100);
    expect(soft).toBeLessThan(fine / 20);
  });

  test("half the light on the same face changes nothing", () => {
    const dim = measuredDrawn({ colourAt: checked(64, 6, 3) }).sharpness;
    expect(Math.abs(dim / fine - 1)).toBeLessThan(0.1);
  });

  test("lashes and glints in the eyes make no soft photo sharp", () => {
    const pattern = checked(128, 60, 2);
    const eyes = measuredDrawn({ colourAt: (x, y) => (isEye(x, y) ? pattern(x, y) : grey(128)) });
    expect(eyes.sharpness).toBeLessThan(1);
  });

  test("what stands behind makes no soft face sharp", () => {
    const pattern = checked(128, 60, 2);
    const wall = measuredDrawn({ colourAt: (x, y) => (isFace(x, y) ? grey(128) : pattern(x, y)) });
    expect(wall.sharpness).toBeLessThan(1);
  });
});

describe("light", () => {
  test.each([30, 128, 220])("a face of the grey %d sends back what that grey sends back", (value) => {
    const { faceLight, burntShare } = measuredDrawn({ colourAt: () => grey(value) });
    expect(faceLight).toBeCloseTo(luminanceOf(value, value, value), 4);
    expect(burntShare).toBe(0);
  });

  test("burnt out is what is as white as can be, not what is bright", () => {
    expect(measuredDrawn({ colourAt: () => grey(250) }).burntShare).toBe(0);
    expect(measuredDrawn({ colourAt: () => grey(255) }).burntShare).toBe(1);
    const half = measuredDrawn({ colourAt: (x) => grey(x < 0 ? 255 : 100) });
    expect(half.burntShare).toBeCloseTo(0.5, 1);
  });

  test("how bright the place is does not hang on the face: a dark face before a lit wall stands in a bright place", () => {
    expect(standing(220).placeLight).toBeCloseTo(220 / 255, 2);
    expect(standing(60).placeLight).toBeCloseTo(60 / 255, 2);
    expect(standing(220).faceLight).toBeCloseTo(standing(60).faceLight, 6);
  });

  test.each(["left", "right"] as const)(
    "a cheek in the shadow is told by its light, and as the %s one",
    (dark) => {
      const shaded = (x: number): Colour => grey(x < 0 === (dark === "left") ? 90 : 180);
      const { cheekBalance, darkerSide } = measuredDrawn({ colourAt: shaded });
      expect(cheekBalance).toBeCloseTo(luminanceOf(90, 90, 90) / luminanceOf(180, 180, 180), 2);
      expect(darkerSide).toBe(dark);
    },
  );
});

describe("what stands behind", () => {
  test("a plain wall has no spread, and its own lightness and colour", () => {
    const wall = measuredDrawn({ colourAt: facedBy(() => [119, 119, 119]) });
    expect(wall.backgroundSpread).toBeLessThan(0.5);
    expect(wall.backgroundLightness).toBeCloseTo(50, 0);
    expect(wall.backgroundChroma).toBeLessThan(0.5);
    const blue = measuredDrawn({ colourAt: facedBy(() => [0, 0, 255]) });
    expect(blue.backgroundLightness).toBeCloseTo(32.3, 0);
    expect(blue.backgroundChroma).toBeCloseTo(133.8, 0);
  });

  test("blinds are no plain wall", () => {
    const blinds = measuredDrawn({
      colourAt: facedBy((_, y) => grey(Math.floor(y / 8) % 2 === 0 ? 230 : 120)),
    });
    expect(blinds.backgroundSpread).toBeGreaterThan(15);
  });

  test("shoulders and a scarf below the chin are no background", () => {
    const scarf = measuredDrawn({
      colourAt: facedBy((x, y) => (y > 35 ? checked(120, 100, 9)(x, y) : grey(200))),
    });
    expect(scarf.backgroundSpread).toBeLessThan(0.5);
  });

  test("a lamp's reflection on the wall is forgiven, a poster is not", () => {
    expect(patchOnWall(15)).toBeLessThan(1);
    expect(patchOnWall(90)).toBeGreaterThan(20);
  });

  test("a bright strip of wall makes a bright place", () => {
    const strip = measuredDrawn({ colourAt: (x) => grey(x > 85 ? 240 : 50) });
    expect(strip.placeLight).toBeCloseTo(240 / 255, 1);
  });

  test("in the dark, dark hair before a dim wall is no background either", () => {
    const hair = measuredDrawn({
      colourAt: (x, y) => {
        if (isFace(x, y)) return grey(35);
        const edge = Math.hypot(x / 100, (y + 12) / 114);
        // A soft edge, as a camera shows it.
        return grey(9 + 43 * Math.min(1, Math.max(0, (edge - 0.95) * 12)));
      },
    });
    expect(hair.backgroundSpread).toBeLessThan(3);
  });

  test("hair and a head covering around the face are no background", () => {
    const covered = measuredDrawn({
      colourAt: (x, y) => (isFace(x, y) ? grey(150) : covering(x, y) ? [90, 20, 60] : grey(205)),
    });
    expect(covered.backgroundSpread).toBeLessThan(0.5);
    expect(covered.backgroundLightness).toBeGreaterThan(80);
  });
});

/** A face with eyes, a shadow on its left and some detail, before a plain wall. */
const litFace = (x: number, y: number): Colour => {
  if (!isFace(x, y)) return [190, 200, 210];
  return grey((x < 0 ? 110 : 150) + (isEye(x, y) ? -60 : 0) + 14 * Math.sin(x / 3) * Math.sin(y / 3));
};

test("turned, moved nearer or farther, the same face measures the same", () => {
  const plain: Partial<DrawnFace> = { colourAt: litFace, scale: 1.2 };
  const once = measuredDrawn(plain);
  fc.assert(
    fc.property(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: 1, max: 1.4, noNaN: true }),
      (tiltDegrees, scale) => {
        const again = measuredDrawn({ ...plain, tiltDegrees, scale });
        expect(again.eyeShade).toBeCloseTo(once.eyeShade, 1);
        expect(again.cheekBalance).toBeCloseTo(once.cheekBalance, 1);
        expect(again.darkerSide).toBe("left");
        expect(again.faceLight).toBeCloseTo(once.faceLight, 2);
        expect(Math.abs(again.sharpness / once.sharpness - 1)).toBeLessThan(0.35);
        expect(Math.abs(again.backgroundLightness - once.backgroundLightness)).toBeLessThan(1);
        expect(again.backgroundSpread).toBeLessThan(2);
      },
    ),
    { numRuns: 12 },
  );
});
