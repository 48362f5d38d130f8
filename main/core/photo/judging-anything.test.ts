import * as fc from "fast-check";
import { expect, test } from "vitest";
import { rulesOf, shippedRules } from "../../../test/support/photo-rules.ts";
import { photoSeen, plainCut } from "../../../test/support/seen-face.ts";
import { enlarged, type FaceFigures, type Sighting } from "./face.ts";
import { judged, type PhotoVerdict, warnedChecks } from "./judging.ts";
import { photoChecks } from "./photo-profile.ts";

const rules = rulesOf("commun");
const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyFigures: fc.Arbitrary<FaceFigures> = fc.record({
  eyesOpen: share,
  lashLine: fc.double({ min: -0.2, max: 1.4, noNaN: true }),
  mouthOpen: share,
  eyeShade: fc.double({ min: 0, max: 2, noNaN: true }),
  sharpness: fc.double({ min: 0, max: 400, noNaN: true }),
  faceLight: share,
  placeLight: share,
  burntShare: share,
  cheekBalance: share,
  darkerSide: fc.constantFrom("left", "right"),
  backgroundSpread: fc.double({ min: 0, max: 60, noNaN: true }),
  backgroundLightness: fc.double({ min: 0, max: 100, noNaN: true }),
  backgroundChroma: fc.double({ min: 0, max: 60, noNaN: true }),
});
const anyHead = fc.record({
  heightShare: fc.double({ min: 0.1, max: 1.5, noNaN: true }),
  eyesAcross: share,
  eyesDown: share,
  tiltDegrees: fc.double({ min: -179, max: 179, noNaN: true }),
  yawDegrees: fc.double({ min: -90, max: 90, noNaN: true }),
  eyesPx: fc.double({ min: 5, max: 600, noNaN: true }),
});
const anySeen = fc.tuple(anyHead, anyFigures).map(([wish, figures]) => photoSeen(wish, figures));
const anyRules = fc.constantFrom(...shippedRules.values());
const told = (seen: Sighting) => judged(seen, plainCut, rules).map(({ finding }) => finding);
const toldButDetail = (verdicts: readonly PhotoVerdict[]) =>
  verdicts.filter(({ check }) => check !== "resolution").map(({ finding }) => finding);
/** The same finding on the other side. */
const other = (finding: string) =>
  finding.replace(/left$|right$/, (side) => (side === "left" ? "right" : "left"));

test("of a single face nothing ever blocks: the operator decides", () => {
  fc.assert(
    fc.property(anySeen, anyRules, (seen, profile) => {
      for (const { state } of judged(seen, plainCut, profile)) expect(state).not.toBe("block");
    }),
  );
});

test("whatever is seen, each check of the rule is told once, in its order, and the operator hears of each that is not good", () => {
  fc.assert(
    fc.property(anySeen, anyRules, (seen, profile) => {
      const verdicts = judged(seen, plainCut, profile);
      expect(verdicts.map(({ check }) => check)).toEqual(
        photoChecks.filter((check) => profile[check] !== null),
      );
      expect(warnedChecks(verdicts)).toEqual(
        verdicts.filter(({ state }) => state !== "good").map(({ check }) => check),
      );
    }),
  );
});

test("whatever is seen, what Pourquoi shows bears the verdict out: good within all its limits, and only then", () => {
  fc.assert(
    fc.property(anySeen, anyRules, (seen, profile) => {
      for (const { check, state, figures } of judged(seen, plainCut, profile)) {
        const within = figures.every(
          ({ value, least, most }) => (least === null || value >= least) && (most === null || value <= most),
        );
        // Light is the one that forgives: a dark face in a lit place is good.
        if (check === "light" ? state === "warn" && within : (state === "good") !== within) {
          throw new Error(`${check} is ${state} with ${JSON.stringify(figures)}`);
        }
      }
    }),
  );
});

test("seen in a mirror, left and right change places and nothing else does", () => {
  const sided = /^(?:off|tilted|turned|shadow)-(?:left|right)$/;
  fc.assert(
    fc.property(anyHead, anyFigures, (wish, figures) => {
      const mirrored = photoSeen(
        {
          ...wish,
          eyesAcross: 1 - wish.eyesAcross,
          tiltDegrees: -wish.tiltDegrees,
          yawDegrees: -wish.yawDegrees,
        },
        { ...figures, darkerSide: figures.darkerSide === "left" ? "right" : "left" },
      );
      const expected = told(photoSeen(wish, figures)).map((finding) =>
        sided.test(finding) ? other(finding) : finding,
      );
      expect(told(mirrored)).toEqual(expected);
    }),
  );
});

test("the same picture at another size gets the same verdicts, but for its detail", () => {
  fc.assert(
    fc.property(anySeen, fc.double({ min: 0.3, max: 3, noNaN: true }), (seen, factor) => {
      const cut = {
        ...plainCut,
        centreX: plainCut.centreX * factor,
        centreY: plainCut.centreY * factor,
        scale: plainCut.scale / factor,
      };
      expect(toldButDetail(judged(enlarged(seen, factor), cut, rules))).toEqual(
        toldButDetail(judged(seen, plainCut, rules)),
      );
    }),
  );
});
