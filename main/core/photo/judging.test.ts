import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rulesOf } from "../../../test/support/photo-rules.ts";
import { faceSeen, photoSeen, plainCut } from "../../../test/support/seen-face.ts";
import { keptInside, photoHeightPx, photoWidthPx, smallestScale } from "../framing.ts";
import { framedHead, headPlace } from "./auto-framing.ts";
import type { Sighting } from "./face.ts";
import { judged, judgedLive, type PhotoVerdict, warnedChecks } from "./judging.ts";
import { type PhotoCheck, photoChecks } from "./photo-profile.ts";

const rules = rulesOf("commun");
/** The rule that also asks for a closed mouth and forbids a white background. */
const strict = rulesOf("national");
/** Nearer to a limit than anything is measured. */
const hair = 1e-9;

const verdictOn = (check: PhotoCheck, seen: Sighting | null, profile = rules): PhotoVerdict => {
  const found = judged(seen, plainCut, profile).find((verdict) => verdict.check === check);
  if (found === undefined) throw new Error(`nothing is said of ${check}`);
  return found;
};

test("a good photo is good in every check the rule has, in their order", () => {
  for (const profile of [rules, strict]) {
    const verdicts = judged(photoSeen(), plainCut, profile);
    expect(verdicts.map(({ check }) => check)).toEqual(
      photoChecks.filter((check) => profile[check] !== null),
    );
    expect(verdicts.filter(({ state }) => state !== "good")).toEqual([]);
    expect(warnedChecks(verdicts)).toEqual([]);
  }
});

describe("who stands in the picture", () => {
  const nobody: Sighting = { ...photoSeen(), faces: [], figures: null };
  test("without a face there is no photo, and nothing else is said", () => {
    const verdicts = judged(nobody, plainCut, rules);
    expect(verdicts.map(({ check, state, finding }) => [check, state, finding])).toEqual([
      ["faces", "block", "no-face"],
    ]);
  });

  test("a picture that is all but black is a covered lens, a hair lighter it is an empty place", () => {
    expect(verdictOn("faces", { ...nobody, meanLight: 0.05 - hair }).finding).toBe("camera-covered");
    expect(verdictOn("faces", { ...nobody, meanLight: 0.05 }).finding).toBe("no-face");
  });

  test.each([2, 3, 9])("%d faces are no photo of one person, and nothing else is said", (count) => {
    const seen = { ...photoSeen(), faces: Array.from({ length: count }, () => faceSeen()) };
    const verdicts = judged(seen, plainCut, rules);
    expect(verdicts).toEqual([
      {
        check: "faces",
        state: "block",
        finding: "several-faces",
        figures: [{ figure: "faces", value: count, least: 1, most: 1 }],
      },
    ]);
  });

  test("a desk whose detector can not run warns, and never blocks", () => {
    expect(judged(null, plainCut, rules)).toEqual([
      { check: "faces", state: "warn", finding: "not-examined", figures: [] },
    ]);
  });
});

test("a shadow is told on the side it lies", () => {
  for (const darkerSide of ["left", "right"] as const) {
    const told = verdictOn("shadow", photoSeen({}, { cheekBalance: 0.2, darkerSide }));
    expect(told.finding).toBe(`shadow-${darkerSide}`);
  }
});

test("dark skin before a lit wall is well lit; with the lamp off it is too dark like anybody", () => {
  const skin = { faceLight: rules.light.leastFaceLight / 2 };
  expect(verdictOn("light", photoSeen({}, { ...skin, placeLight: 0.8 })).finding).toBe("well-lit");
  expect(verdictOn("light", photoSeen({}, { ...skin, placeLight: 0.3 })).finding).toBe("too-dark");
});

test("a rule that welcomes a smile says nothing of the mouth", () => {
  const checks = judged(photoSeen({}, { mouthOpen: 0.9 }), plainCut, rules).map(({ check }) => check);
  expect(checks).not.toContain("mouth");
});

/** What is not good while the camera shows this. */
const toldLive = (seen: Sighting) =>
  judgedLive(seen, rules)
    .verdicts.filter(({ state }) => state !== "good")
    .map(({ finding }) => finding);

describe("while the camera films", () => {
  test("nobody has to stand in the middle: the photo will be framed on the face", () => {
    expect(toldLive(photoSeen({ heightShare: 0.4, eyesAcross: 0.62, eyesDown: 0.5 }))).toEqual([]);
  });

  test("a head held askew is told, up to the limit it is straightened in silence", () => {
    const most = rules.tilt.mostDegrees;
    expect(toldLive(photoSeen({ tiltDegrees: most - 0.1 }))).toEqual([]);
    expect(toldLive(photoSeen({ tiltDegrees: most + 0.1 }))).toEqual(["tilted-right"]);
    expect(toldLive(photoSeen({ tiltDegrees: -most - 0.1 }))).toEqual(["tilted-left"]);
  });

  test("what is shown of the photo is what it was judged by: the head where the rule wants it, or a place to go to", () => {
    const seen = photoSeen({ heightShare: 0.4, eyesAcross: 0.62, eyesDown: 0.5 });
    const { cut } = judgedLive(seen, rules);
    const place = headPlace(rules.size.head);
    const head = framedHead(seen.faces[0] ?? faceSeen(), cut);
    expect(head.eyesAcross * photoWidthPx).toBeCloseTo(place.centreX, 3);
    expect(head.eyesDown * photoHeightPx).toBeCloseTo(place.centreY, 3);
    expect(head.heightShare * photoHeightPx).toBeCloseTo(2 * place.radiusY, 3);
    const empty = judgedLive({ ...seen, faces: [], figures: null }, rules).cut;
    expect(empty).toEqual(keptInside(empty, seen.widthPx, seen.heightPx));
    expect(empty.scale).toBeGreaterThan(smallestScale(seen.widthPx, seen.heightPx, 0));
  });

  test("a face so near that no room is left around it is told to go back", () => {
    expect(toldLive(photoSeen({ heightShare: 1.6, eyesDown: 0.5 }))).toContain("head-large");
  });

  test("a head at the edge of the picture is told to move", () => {
    expect(toldLive(photoSeen({ eyesAcross: -0.2 }))).toContain("off-left");
  });

  test("nobody and two people are told as on the still", () => {
    expect(toldLive({ ...photoSeen(), faces: [], figures: null })).toEqual(["no-face"]);
    expect(toldLive({ ...photoSeen(), faces: [faceSeen(), faceSeen()] })).toEqual(["several-faces"]);
  });

  test("any face with room around it, well lit and held straight, is ready", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.25, max: 0.6, noNaN: true }),
        fc.double({ min: 0.45, max: 0.55, noNaN: true }),
        fc.double({ min: 0.45, max: 0.55, noNaN: true }),
        fc.double({ min: -7, max: 7, noNaN: true }),
        (heightShare, eyesAcross, eyesDown, tiltDegrees) => {
          expect(toldLive(photoSeen({ heightShare, eyesAcross, eyesDown, tiltDegrees }))).toEqual([]);
        },
      ),
    );
  });
});
