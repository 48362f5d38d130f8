import { z } from "zod";
import type { Framing } from "../framing.ts";
import { type FramedHead, framedHead, framedOnFace, framedOnNobody } from "./auto-framing.ts";
import { type FaceFigures, type Sighting, tiltOf } from "./face.ts";
import { type PhotoCheck, type PhotoProfile, photoCheck } from "./photo-profile.ts";

/** What a check saw, by name; the words, with what to do about it, are the screens'. */
export const photoFinding = z.enum([
  "one-face",
  "no-face",
  "camera-covered",
  "several-faces",
  "not-examined",
  "size-right",
  "head-small",
  "head-large",
  "centred",
  "off-left",
  "off-right",
  "off-top",
  "off-bottom",
  "level",
  "tilted-left",
  "tilted-right",
  "facing",
  "turned-left",
  "turned-right",
  "eyes-open",
  "eyes-closed",
  "eyes-visible",
  "dark-glasses",
  "mouth-closed",
  "mouth-open",
  "sharp",
  "blurred",
  "well-lit",
  "too-dark",
  "too-bright",
  "evenly-lit",
  "shadow-left",
  "shadow-right",
  "background-right",
  "background-busy",
  "background-dark",
  "background-coloured",
  "background-white",
  "fine-enough",
  "too-coarse",
]);
export type PhotoFinding = z.infer<typeof photoFinding>;

/** One figure a verdict rests on, and the limits it was held against. */
const judgedFigure = z.strictObject({
  figure: z.enum([
    "faces",
    "meanLight",
    "headHeight",
    "eyesAcross",
    "eyesDown",
    "tilt",
    "yaw",
    "eyesOpen",
    "lashLine",
    "eyeShade",
    "mouthOpen",
    "sharpness",
    "faceLight",
    "placeLight",
    "burntShare",
    "cheekBalance",
    "backgroundSpread",
    "backgroundLightness",
    "backgroundChroma",
    "eyesPx",
  ]),
  value: z.number(),
  least: z.number().nullable(),
  most: z.number().nullable(),
});
export type JudgedFigure = z.infer<typeof judgedFigure>;

/** What one check says. `block`: no card with such a photo; `warn`: the operator decides. */
export const photoVerdict = z.strictObject({
  check: photoCheck,
  state: z.enum(["good", "warn", "block"]),
  finding: photoFinding,
  figures: z.array(judgedFigure).readonly(),
});
export type PhotoVerdict = z.infer<typeof photoVerdict>;

/** A picture darker than this shows nothing at all: a lens that is covered, or a lamp that is off. */
const coveredLight = 0.05;

/**
 * Judges a framed photo by a profile: one verdict a check, in their order. `seen` null: the detector could not run, nothing is held
 * against the photo but that. A head covering is no concern of any check: only eyes, cheeks and chin are measured.
 */
export function judged(seen: Sighting | null, cut: Framing, profile: PhotoProfile): readonly PhotoVerdict[] {
  if (seen === null) return [verdict("faces", "warn", "not-examined", [])];
  const [main] = seen.faces;
  const count = figureOf("faces", seen.faces.length, 1, 1);
  if (main === undefined || seen.figures === null) {
    const light = figureOf("meanLight", seen.meanLight, coveredLight, null);
    const covered = seen.meanLight < coveredLight;
    return [verdict("faces", "block", covered ? "camera-covered" : "no-face", [count, light])];
  }
  if (seen.faces.length > 1) return [verdict("faces", "block", "several-faces", [count])];
  const head = framedHead(main, cut);
  const { figures } = seen;
  return [
    verdict("faces", "good", "one-face", [count]),
    sizeOf(head, profile),
    centreOf(head, profile),
    tiltVerdict(head, profile),
    turnedOf(main.yawDegrees, profile),
    ...featuresOf(figures, profile),
    lightOf(figures, profile),
    shadowOf(figures, profile),
    backgroundOf(figures, profile),
    overLeast("resolution", "eyesPx", head.eyesPx, profile.resolution.leastEyesPx, [
      "fine-enough",
      "too-coarse",
    ]),
  ];
}

/** What a camera shows, judged, and the framing it was judged under. */
export interface LiveJudgement {
  readonly cut: Framing;
  readonly verdicts: readonly PhotoVerdict[];
}

/**
 * Judges what a camera shows as if it were taken now: framed as it will be, but with the head's tilt as it is held, so that
 * the person can still do something about it.
 */
export function judgedLive(seen: Sighting, profile: PhotoProfile): LiveJudgement {
  const [main] = seen.faces;
  const straight = main !== undefined && Math.abs(tiltOf(main)) <= profile.tilt.mostDegrees;
  const cut =
    main === undefined ? framedOnNobody(seen) : framedOnFace(main, seen, profile.size.head, straight);
  return { cut, verdicts: judged(seen, cut, profile) };
}

const unframed: Framing = { centreX: 0, centreY: 0, angleDegrees: 0, scale: 1 };

/** What a check is held against, whatever was seen. */
export interface CheckLimits {
  readonly check: PhotoCheck;
  readonly limits: readonly Omit<JudgedFigure, "value">[];
}

/** The limits of every check of a profile, in their order. */
export function limitsOf(profile: PhotoProfile): readonly CheckLimits[] {
  return judged(anyFace, unframed, profile).map(({ check, figures }) => ({ check, limits: figures }));
}

/** Limits do not depend on what is seen. */
const anyFace: Sighting = {
  widthPx: 600,
  heightPx: 771,
  faces: [
    {
      leftEye: { x: 250, y: 380 },
      rightEye: { x: 350, y: 380 },
      chin: { x: 300, y: 600 },
      widthPx: 250,
      yawDegrees: 0,
      score: 1,
    },
  ],
  figures: {
    eyesOpen: 1,
    lashLine: 0,
    mouthOpen: 0,
    eyeShade: 1,
    sharpness: 100,
    faceLight: 0.5,
    placeLight: 1,
    burntShare: 0,
    cheekBalance: 1,
    darkerSide: "left",
    backgroundSpread: 0,
    backgroundLightness: 90,
    backgroundChroma: 0,
  },
  meanLight: 0.5,
};

/** The checks an operator has to decide about. */
export function warnedChecks(verdicts: readonly PhotoVerdict[]): readonly PhotoCheck[] {
  return verdicts.filter(({ state }) => state === "warn").map(({ check }) => check);
}

function sizeOf({ heightShare }: FramedHead, { size: { head } }: PhotoProfile): PhotoVerdict {
  const figures = [figureOf("headHeight", heightShare, head.least, head.most)];
  if (heightShare < head.least) return verdict("size", "warn", "head-small", figures);
  if (heightShare > head.most) return verdict("size", "warn", "head-large", figures);
  return verdict("size", "good", "size-right", figures);
}

function centreOf(head: FramedHead, { centre, size }: PhotoProfile): PhotoVerdict {
  const wantedDown = size.head.crownMargin + size.head.target / 2;
  const across = head.eyesAcross - 0.5;
  const down = head.eyesDown - wantedDown;
  const figures = [
    figureOf("eyesAcross", head.eyesAcross, 0.5 - centre.mostAcross, 0.5 + centre.mostAcross),
    figureOf("eyesDown", head.eyesDown, wantedDown - centre.mostDown, wantedDown + centre.mostDown),
  ];
  if (Math.abs(across) > centre.mostAcross) {
    return verdict("centre", "warn", across < 0 ? "off-left" : "off-right", figures);
  }
  if (Math.abs(down) > centre.mostDown) {
    return verdict("centre", "warn", down < 0 ? "off-top" : "off-bottom", figures);
  }
  return verdict("centre", "good", "centred", figures);
}

function tiltVerdict({ tiltDegrees }: FramedHead, { tilt }: PhotoProfile): PhotoVerdict {
  const figures = [figureOf("tilt", tiltDegrees, -tilt.mostDegrees, tilt.mostDegrees)];
  if (Math.abs(tiltDegrees) <= tilt.mostDegrees) return verdict("tilt", "good", "level", figures);
  return verdict("tilt", "warn", tiltDegrees < 0 ? "tilted-left" : "tilted-right", figures);
}

function turnedOf(yawDegrees: number, { turned }: PhotoProfile): PhotoVerdict {
  const figures = [figureOf("yaw", yawDegrees, -turned.mostDegrees, turned.mostDegrees)];
  if (Math.abs(yawDegrees) <= turned.mostDegrees) return verdict("turned", "good", "facing", figures);
  return verdict("turned", "warn", yawDegrees < 0 ? "turned-left" : "turned-right", figures);
}

function featuresOf(figures: FaceFigures, profile: PhotoProfile): readonly PhotoVerdict[] {
  const { glasses, mouth, blur } = profile;
  const lips = mouth === null ? [] : [figureOf("mouthOpen", figures.mouthOpen, null, mouth.mostOpen)];
  const open = mouth !== null && figures.mouthOpen > mouth.mostOpen;
  return [
    eyesOf(figures, profile),
    overLeast("glasses", "eyeShade", figures.eyeShade, glasses.leastEyeShade, [
      "eyes-visible",
      "dark-glasses",
    ]),
    ...(mouth === null
      ? []
      : [verdict("mouth", open ? "warn" : "good", open ? "mouth-open" : "mouth-closed", lips)]),
    overLeast("blur", "sharpness", figures.sharpness, blur.leastSharpness, ["sharp", "blurred"]),
  ];
}

function eyesOf({ eyesOpen, lashLine }: FaceFigures, { eyes }: PhotoProfile): PhotoVerdict {
  const figures = [
    figureOf("eyesOpen", eyesOpen, eyes.leastOpen, null),
    figureOf("lashLine", lashLine, null, eyes.mostLashLine),
  ];
  const closed = eyesOpen < eyes.leastOpen || lashLine > eyes.mostLashLine;
  return verdict("eyes", closed ? "warn" : "good", closed ? "eyes-closed" : "eyes-open", figures);
}

/**
 * A face is too dark when little light comes from it and from all around it: dark skin before a lit wall is well lit.
 * Only where next to nothing comes back from the face is it too dark whatever stands behind it (a window).
 */
function lightOf({ faceLight, placeLight, burntShare }: FaceFigures, { light }: PhotoProfile): PhotoVerdict {
  const figures = [
    figureOf("faceLight", faceLight, light.leastFaceLight, light.mostFaceLight),
    figureOf("placeLight", placeLight, light.leastPlaceLight, null),
    figureOf("burntShare", burntShare, null, light.mostBurntShare),
  ];
  const dim = faceLight < light.leastFaceLight && placeLight < light.leastPlaceLight;
  if (dim || faceLight < light.leastFaceLight / 5) return verdict("light", "warn", "too-dark", figures);
  if (burntShare > light.mostBurntShare || faceLight > light.mostFaceLight) {
    return verdict("light", "warn", "too-bright", figures);
  }
  return verdict("light", "good", "well-lit", figures);
}

function shadowOf({ cheekBalance, darkerSide }: FaceFigures, { shadow }: PhotoProfile): PhotoVerdict {
  const figures = [figureOf("cheekBalance", cheekBalance, shadow.leastCheekBalance, null)];
  if (cheekBalance >= shadow.leastCheekBalance) return verdict("shadow", "good", "evenly-lit", figures);
  return verdict("shadow", "warn", darkerSide === "left" ? "shadow-left" : "shadow-right", figures);
}

function backgroundOf(figures: FaceFigures, { background }: PhotoProfile): PhotoVerdict {
  const { backgroundSpread: spread, backgroundLightness: lightness, backgroundChroma: chroma } = figures;
  const judgedBy = [
    figureOf("backgroundSpread", spread, null, background.mostSpread),
    figureOf("backgroundLightness", lightness, background.leastLightness, background.mostLightness),
    figureOf("backgroundChroma", chroma, null, background.mostChroma),
  ];
  const warned = (finding: PhotoFinding) => verdict("background", "warn", finding, judgedBy);
  if (spread > background.mostSpread) return warned("background-busy");
  if (lightness < background.leastLightness) return warned("background-dark");
  if (chroma > background.mostChroma) return warned("background-coloured");
  if (background.mostLightness !== null && lightness > background.mostLightness) {
    return warned("background-white");
  }
  return verdict("background", "good", "background-right", judgedBy);
}

function overLeast(
  check: PhotoCheck,
  figure: JudgedFigure["figure"],
  value: number,
  least: number,
  [good, bad]: readonly [PhotoFinding, PhotoFinding],
): PhotoVerdict {
  const figures = [figureOf(figure, value, least, null)];
  return value >= least ? verdict(check, "good", good, figures) : verdict(check, "warn", bad, figures);
}

function figureOf(
  figure: JudgedFigure["figure"],
  value: number,
  least: number | null,
  most: number | null,
): JudgedFigure {
  return { figure, value, least, most };
}

function verdict(
  check: PhotoCheck,
  state: PhotoVerdict["state"],
  finding: PhotoFinding,
  figures: readonly JudgedFigure[],
): PhotoVerdict {
  return { check, state, finding, figures };
}
