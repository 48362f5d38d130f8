import { z } from "zod";

/** A point of a picture, in its pixels from the upper left corner. */
const point = z.strictObject({ x: z.number(), y: z.number() });
export type Point = z.infer<typeof point>;

/**
 * One face found in a picture: where it is and how it is held. Left and right are those of the picture.
 * Nothing here tells one person from another: no template is ever computed.
 */
export const face = z.strictObject({
  /** The middle of the eye on the left of an upright picture, between its two corners. */
  leftEye: point,
  rightEye: point,
  chin: point,
  /** The face from side to side at the height of the cheeks, in pixels. */
  widthPx: z.number(),
  /** Degrees the head is turned about its own axis, positive towards the right of the picture. Rough: a few degrees off. */
  yawDegrees: z.number(),
  /** How sure the detector is that this is a face, 0 to 1. */
  score: z.number(),
});
export type Face = z.infer<typeof face>;

/** What the pixels of a face and of what stands behind it measure, on the face set upright. */
export const faceFigures = z.strictObject({
  /** Opening of the less open eye, as a share of its width. */
  eyesOpen: z.number(),
  /** Where the darkest line across the eye lies between the lids, in the eye where it lies lower: 0 is the upper lid, 1 the lower one. */
  lashLine: z.number(),
  /** Opening between the lips, as a share of the height from eyes to chin. */
  mouthOpen: z.number(),
  /** Brightness of the eyelids' area as a share of that of the cheeks. */
  eyeShade: z.number(),
  /** Variance of the Laplacian at 80 px between the eyes, for a face of middle brightness. */
  sharpness: z.number(),
  /** Mean linear luminance of the face, 0 to 1. */
  faceLight: z.number(),
  /** Brightness (0 to 1, as displayed) that a twentieth of the framed photo exceeds: how bright the place is. */
  placeLight: z.number(),
  /** Share of the face that is burnt out. */
  burntShare: z.number(),
  /** Luminance of the darker cheek as a share of the brighter one's. */
  cheekBalance: z.number(),
  /** The side of the picture that lies in the shadow. */
  darkerSide: z.enum(["left", "right"]),
  /** Colour distance (CIE76) within which five sixths of the background lie around its own middle. */
  backgroundSpread: z.number(),
  /** CIE lightness of the background's middle, 0 to 100. */
  backgroundLightness: z.number(),
  /** CIE chroma of the background's middle. */
  backgroundChroma: z.number(),
});
export type FaceFigures = z.infer<typeof faceFigures>;

/** What was found in one picture. */
export const sighting = z.strictObject({
  widthPx: z.number(),
  heightPx: z.number(),
  /** The largest first; small ones far behind are left out. */
  faces: z.array(face).readonly(),
  /** Of the largest face; null without one. */
  figures: faceFigures.nullable(),
  /** Mean brightness of the whole picture, 0 to 1, as displayed. */
  meanLight: z.number(),
});
export type Sighting = z.infer<typeof sighting>;

/** The degrees the eyes' line falls to the right: 0 is level, 90 a picture lying on its side. */
export function tiltOf({ leftEye, rightEye }: Face): number {
  return (Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x) * 180) / Math.PI;
}

/** The point between the eyes. */
export function betweenEyes({ leftEye, rightEye }: Face): Point {
  return { x: (leftEye.x + rightEye.x) / 2, y: (leftEye.y + rightEye.y) / 2 };
}

/**
 * Pixels from chin to crown without hair: twice the way from the eyes to the chin, the proportion of an adult head (domain sheet photo §5).
 * A head covering changes nothing of it.
 */
export function headHeightPx(of: Face): number {
  const eyes = betweenEyes(of);
  return 2 * Math.hypot(of.chin.x - eyes.x, of.chin.y - eyes.y);
}

/** The same sighting in a picture `factor` times as large. */
export function enlarged(seen: Sighting, factor: number): Sighting {
  const larger = ({ x, y }: Point): Point => ({ x: x * factor, y: y * factor });
  return {
    ...seen,
    widthPx: seen.widthPx * factor,
    heightPx: seen.heightPx * factor,
    faces: seen.faces.map((one) => ({
      ...one,
      leftEye: larger(one.leftEye),
      rightEye: larger(one.rightEye),
      chin: larger(one.chin),
      widthPx: one.widthPx * factor,
    })),
  };
}
