import type { Framing } from "../../main/core/framing.ts";
import { photoHeightPx, photoWidthPx } from "../../main/core/framing.ts";
import type { Face, FaceFigures, Sighting } from "../../main/core/photo/face.ts";

/** How a head stands in a framed photo; what is not said is as a good photo has it. */
export interface HeadWish {
  readonly heightShare: number;
  readonly eyesAcross: number;
  readonly eyesDown: number;
  readonly tiltDegrees: number;
  readonly yawDegrees: number;
  readonly eyesPx: number;
}

/** A head where the common rule wants it: seven tenths of the height, nine hundredths of air above it. */
export const goodHead: HeadWish = {
  heightShare: 0.7,
  eyesAcross: 0.5,
  eyesDown: 0.44,
  tiltDegrees: 0,
  yawDegrees: 0,
  eyesPx: 150,
};

/** What the pixels of a good photo measure. */
export const goodFigures: FaceFigures = {
  eyesOpen: 0.32,
  lashLine: 0.1,
  mouthOpen: 0.02,
  eyeShade: 0.95,
  sharpness: 90,
  faceLight: 0.35,
  placeLight: 0.85,
  burntShare: 0,
  cheekBalance: 0.9,
  darkerSide: "left",
  backgroundSpread: 3,
  backgroundLightness: 88,
  backgroundChroma: 3,
};

/** The framing under which `faceSeen` stands as wished. */
export const plainCut: Framing = { centreX: 900, centreY: 1000, angleDegrees: 0, scale: 0.6 };

/** A face of a picture of 1800×2000 that stands as wished under `plainCut`. */
export function faceSeen(wish: Partial<HeadWish> = {}): Face {
  const head = { ...goodHead, ...wish };
  const eyes = {
    x: plainCut.centreX + ((head.eyesAcross - 0.5) * photoWidthPx) / plainCut.scale,
    y: plainCut.centreY + ((head.eyesDown - 0.5) * photoHeightPx) / plainCut.scale,
  };
  const tilt = (head.tiltDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  const toChin = (head.heightShare * photoHeightPx) / plainCut.scale / 2;
  const aside = head.eyesPx / 2;
  return {
    leftEye: { x: eyes.x - cos * aside, y: eyes.y - sin * aside },
    rightEye: { x: eyes.x + cos * aside, y: eyes.y + sin * aside },
    chin: { x: eyes.x - sin * toChin, y: eyes.y + cos * toChin },
    widthPx: toChin,
    yawDegrees: head.yawDegrees,
    score: 1,
  };
}

/** What is found in a good photo, but for what is wished otherwise. */
export function photoSeen(head: Partial<HeadWish> = {}, figures: Partial<FaceFigures> = {}): Sighting {
  return {
    widthPx: 1800,
    heightPx: 2000,
    faces: [faceSeen(head)],
    figures: { ...goodFigures, ...figures },
    meanLight: 0.6,
  };
}
