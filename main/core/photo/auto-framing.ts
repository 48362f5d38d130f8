import { type Framing, keptInside, photoHeightPx, photoWidthPx, wholePicture } from "../framing.ts";
import { betweenEyes, type Face, headHeightPx, tiltOf } from "./face.ts";
import type { HeadRule } from "./photo-profile.ts";

/**
 * The framing that sets a face straight, in the middle, with the head as high as the rule wants it: moved as little as needed
 * where the picture ends. `straighten` false leaves the picture as it stands, for judging how the head is held.
 */
export function framedOnFace(
  of: Face,
  picture: { readonly widthPx: number; readonly heightPx: number },
  { target, crownMargin }: HeadRule,
  straighten = true,
): Framing {
  const angleDegrees = straighten ? -tiltOf(of) : 0;
  const scale = (target * photoHeightPx) / headHeightPx(of);
  const radians = (angleDegrees * Math.PI) / 180;
  const eyes = betweenEyes(of);
  // From the middle of the photo to where the eyes belong, turned back into the picture.
  const down = (photoHeightPx * (crownMargin + target / 2) - photoHeightPx / 2) / scale;
  return keptInside(
    {
      centreX: eyes.x - Math.sin(radians) * down,
      centreY: eyes.y - Math.cos(radians) * down,
      angleDegrees,
      scale,
    },
    picture.widthPx,
    picture.heightPx,
  );
}

/** How much of a picture's height is left free around the place where somebody is expected. */
const roomAround = 1.4;

/** The framing of a picture nobody is seen in yet: where a head is expected, in the middle, with room to move. */
export function framedOnNobody(picture: { readonly widthPx: number; readonly heightPx: number }): Framing {
  const whole = wholePicture(picture.widthPx, picture.heightPx);
  return { ...whole, scale: whole.scale * roomAround };
}

/** The oval a rule puts a head into, from chin to crown, in the pixels of a stored photo. */
export function headPlace({ target, crownMargin }: HeadRule): {
  readonly centreX: number;
  readonly centreY: number;
  readonly radiusX: number;
  readonly radiusY: number;
} {
  const radiusY = (target * photoHeightPx) / 2;
  return {
    centreX: photoWidthPx / 2,
    centreY: crownMargin * photoHeightPx + radiusY,
    radiusX: radiusY * headWidthShare,
    radiusY,
  };
}

/** A head without hair is about three quarters as wide as high. */
const headWidthShare = 0.74;

/** Where a face stands in a framed photo, as shares of it. */
export interface FramedHead {
  /** Chin to crown, of the photo's height. */
  readonly heightShare: number;
  /** The eyes' middle from the left, of the photo's width. */
  readonly eyesAcross: number;
  /** The eyes' middle from the top, of the photo's height. */
  readonly eyesDown: number;
  /** Where the crown would be from the top, of the photo's height; below 0 it is cut. */
  readonly crownDown: number;
  readonly tiltDegrees: number;
  /** Pixels of the picture, not of the photo, between the eyes: what enlarging can not invent. */
  readonly eyesPx: number;
}

/** Measures a face under a framing: the same arithmetic while a hand moves it and when it is kept. */
export function framedHead(of: Face, cut: Framing): FramedHead {
  const radians = (cut.angleDegrees * Math.PI) / 180;
  const eyes = betweenEyes(of);
  const x = (eyes.x - cut.centreX) * cut.scale;
  const y = (eyes.y - cut.centreY) * cut.scale;
  const across = 0.5 + (x * Math.cos(radians) - y * Math.sin(radians)) / photoWidthPx;
  const down = 0.5 + (x * Math.sin(radians) + y * Math.cos(radians)) / photoHeightPx;
  const heightShare = (headHeightPx(of) * cut.scale) / photoHeightPx;
  const tilt = tiltOf(of) + cut.angleDegrees;
  return {
    heightShare,
    eyesAcross: across,
    eyesDown: down,
    crownDown: down - heightShare / 2,
    tiltDegrees: tilt - 360 * Math.round(tilt / 360),
    eyesPx: Math.hypot(of.rightEye.x - of.leftEye.x, of.rightEye.y - of.leftEye.y),
  };
}
