import { expect, test } from "vitest";
import { rulesOf } from "../../../test/support/photo-rules.ts";
import { type goodHead, photoSeen, plainCut } from "../../../test/support/seen-face.ts";
import type { FaceFigures, Sighting } from "./face.ts";
import { judged, type PhotoFinding, photoFinding } from "./judging.ts";
import type { PhotoCheck, PhotoProfile } from "./photo-profile.ts";

const rules = rulesOf("commun");
const { size, centre, tilt, turned, eyes, glasses, blur, light, shadow, background, resolution } = rules;
/** The rule that also asks for a closed mouth and forbids a white background. */
const strict = rulesOf("national");
const wantedDown = size.head.crownMargin + size.head.target / 2;
/** Nearer to a limit than anything is measured, and farther than sines and cosines are off. */
const hair = 1e-7;

/** A limit: what is measured up to it is told by `good`, what is a hair beyond by `bad`. */
interface Limit {
  readonly check: PhotoCheck;
  readonly good: PhotoFinding;
  readonly bad: PhotoFinding;
  readonly limit: number;
  /** 1 where more is worse, −1 where less is. */
  readonly worse: 1 | -1;
  readonly measured: (value: number) => Sighting;
  readonly profile: PhotoProfile;
}

type Told = readonly [check: PhotoCheck, good: PhotoFinding, bad: PhotoFinding];
const limited =
  (worse: 1 | -1) =>
  ([check, good, bad]: Told, limit: number, measured: Limit["measured"], profile = rules): Limit => ({
    check,
    good,
    bad,
    limit,
    worse,
    measured,
    profile,
  });
const least = limited(-1);
const most = limited(1);

const figured =
  (name: Exclude<keyof FaceFigures, "darkerSide">, beside: Partial<FaceFigures> = {}) =>
  (value: number) =>
    photoSeen({}, { ...beside, [name]: value });
const held = (name: keyof typeof goodHead) => (value: number) => photoSeen({ [name]: value });
const dim = { faceLight: light.leastFaceLight - hair, placeLight: light.leastPlaceLight - hair };

const limits: readonly Limit[] = [
  least(["size", "size-right", "head-small"], size.head.least, held("heightShare")),
  most(["size", "size-right", "head-large"], size.head.most, held("heightShare")),
  least(["centre", "centred", "off-left"], 0.5 - centre.mostAcross, held("eyesAcross")),
  most(["centre", "centred", "off-right"], 0.5 + centre.mostAcross, held("eyesAcross")),
  least(["centre", "centred", "off-top"], wantedDown - centre.mostDown, held("eyesDown")),
  most(["centre", "centred", "off-bottom"], wantedDown + centre.mostDown, held("eyesDown")),
  least(["tilt", "level", "tilted-left"], -tilt.mostDegrees, held("tiltDegrees")),
  most(["tilt", "level", "tilted-right"], tilt.mostDegrees, held("tiltDegrees")),
  least(["turned", "facing", "turned-left"], -turned.mostDegrees, held("yawDegrees")),
  most(["turned", "facing", "turned-right"], turned.mostDegrees, held("yawDegrees")),
  least(["eyes", "eyes-open", "eyes-closed"], eyes.leastOpen, figured("eyesOpen")),
  most(["eyes", "eyes-open", "eyes-closed"], eyes.mostLashLine, figured("lashLine")),
  least(["glasses", "eyes-visible", "dark-glasses"], glasses.leastEyeShade, figured("eyeShade")),
  most(["mouth", "mouth-closed", "mouth-open"], strict.mouth?.mostOpen ?? 0, figured("mouthOpen"), strict),
  least(["blur", "sharp", "blurred"], blur.leastSharpness, figured("sharpness")),
  least(["light", "well-lit", "too-dark"], light.leastFaceLight, figured("faceLight", dim)),
  least(["light", "well-lit", "too-dark"], light.leastPlaceLight, figured("placeLight", dim)),
  least(["light", "well-lit", "too-dark"], light.leastFaceLight / 5, figured("faceLight")),
  most(["light", "well-lit", "too-bright"], light.mostFaceLight, figured("faceLight")),
  most(["light", "well-lit", "too-bright"], light.mostBurntShare, figured("burntShare")),
  least(["shadow", "evenly-lit", "shadow-left"], shadow.leastCheekBalance, figured("cheekBalance")),
  most(
    ["background", "background-right", "background-busy"],
    background.mostSpread,
    figured("backgroundSpread"),
  ),
  least(
    ["background", "background-right", "background-dark"],
    background.leastLightness,
    figured("backgroundLightness"),
  ),
  most(
    ["background", "background-right", "background-coloured"],
    background.mostChroma,
    figured("backgroundChroma"),
  ),
  most(
    ["background", "background-right", "background-white"],
    strict.background.mostLightness ?? 0,
    figured("backgroundLightness"),
    strict,
  ),
  least(["resolution", "fine-enough", "too-coarse"], resolution.leastEyesPx, held("eyesPx")),
];

const verdictsAt = ({ limit, worse, measured, profile }: Limit, beyond: number) =>
  judged(measured(limit + worse * beyond), plainCut, profile);

test.each(limits)("$check: $good up to $limit, $bad beyond", (one) => {
  const { check, good, bad, limit } = one;
  expect(verdictsAt(one, -hair).find((verdict) => verdict.check === check)).toMatchObject({
    state: "good",
    finding: good,
  });
  const beyond = verdictsAt(one, hair).find((verdict) => verdict.check === check);
  expect(beyond).toMatchObject({ state: "warn", finding: bad });
  const told = beyond?.figures.flatMap((figure) => [figure.least, figure.most]) ?? [];
  // A fifth of the least light is a threshold of the measure, not of the rule.
  if (limit !== light.leastFaceLight / 5) {
    expect(told.some((value) => value !== null && Math.abs(value - limit) < hair)).toBe(true);
  }
});

test("no finding is without its test: the other side of a shadow and what is said of the number of faces stand beside this list", () => {
  const elsewhere = [
    "one-face",
    "no-face",
    "camera-covered",
    "several-faces",
    "not-examined",
    "shadow-right",
  ];
  const listed = limits.flatMap(({ good, bad }) => [good, bad]);
  expect(new Set([...listed, ...elsewhere])).toEqual(new Set(photoFinding.options));
});
