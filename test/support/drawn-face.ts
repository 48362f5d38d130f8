import { framedOnFace } from "../../main/core/photo/auto-framing.ts";
import type { FaceFigures } from "../../main/core/photo/face.ts";
import { landmarksOf, type Mesh, measuredFace } from "../../main/core/photo/measuring.ts";
import type { Pixels } from "../../main/core/photo/pixels.ts";

export type Colour = readonly [red: number, green: number, blue: number];

/**
 * A face drawn by rule. Its own measure: the middle between the eyes is 0, 0; the eyes are 80 apart, the chin is at 0, 100; x grows to
 * the right of an upright picture, y downwards.
 */
export interface DrawnFace {
  /** The colour at a place of the face's own measure. */
  readonly colourAt: (x: number, y: number) => Colour;
  /** Opening of each eye, as a share of its width. */
  readonly leftEyeOpen: number;
  readonly rightEyeOpen: number;
  /** Opening of the mouth, as a share of the way from the eyes to the chin. */
  readonly mouthOpen: number;
  /** Degrees the head is turned about its own axis. */
  readonly yawDegrees: number;
  /** How the face lies in the picture. */
  readonly tiltDegrees: number;
  /** Pixels of the picture for one of the face's measure. */
  readonly scale: number;
}

export const plainFace: DrawnFace = {
  colourAt: () => [150, 150, 150],
  leftEyeOpen: 0.3,
  rightEyeOpen: 0.35,
  mouthOpen: 0.02,
  yawDegrees: 0,
  tiltDegrees: 0,
  scale: 1.5,
};

const side = 640;

/** The mesh of a drawn face, as the detector would give it: only the points that are measured stand anywhere. */
export function meshOfDrawn(wish: Partial<DrawnFace> = {}): Mesh {
  const drawn = { ...plainFace, ...wish };
  const points: number[][] = Array.from({ length: 468 }, () => [0, 0, 0]);
  const [cos, sin] = turnOf(drawn);
  const put = (index: number, x: number, y: number) => {
    points[index] = [side / 2 + cos * x - sin * y, side / 2 + sin * x + cos * y, 0];
  };
  for (const [index, x] of [
    [33, -52],
    [133, -28],
    [362, 28],
    [263, 52],
  ] as const)
    put(index, x, 0);
  const lids = [
    [160, 144, -46, drawn.leftEyeOpen],
    [158, 153, -34, drawn.leftEyeOpen],
    [385, 380, 34, drawn.rightEyeOpen],
    [387, 373, 46, drawn.rightEyeOpen],
  ] as const;
  for (const [upper, lower, x, open] of lids) {
    put(upper, x, -open * 12);
    put(lower, x, open * 12);
  }
  put(13, 0, 60 - drawn.mouthOpen * 50);
  put(14, 0, 60 + drawn.mouthOpen * 50);
  for (const [index, x, y] of [
    [50, 36, 38],
    [205, 32, 44],
    [187, 38, 50],
    [207, 34, 52],
  ] as const)
    put(index, -x, y);
  for (const [index, x, y] of [
    [280, 36, 38],
    [425, 32, 44],
    [411, 38, 50],
    [427, 34, 52],
  ] as const)
    put(index, x, y);
  put(152, 0, 100);
  put(234, -65, 20);
  put(454, 65, 20);
  put(168, 65 * Math.sin((drawn.yawDegrees * Math.PI) / 180), 20);
  return points;
}

/** The picture of a drawn face, 640×640, the face in its middle. */
export function pictureOfDrawn(wish: Partial<DrawnFace> = {}): Pixels {
  const drawn = { ...plainFace, ...wish };
  const [cos, sin] = turnOf(drawn);
  const size = cos * cos + sin * sin;
  const bytes = new Uint8Array(side * side * 3);
  for (let row = 0, at = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1, at += 3) {
      const [x, y] = [column + 0.5 - side / 2, row + 0.5 - side / 2];
      bytes.set(drawn.colourAt((cos * x + sin * y) / size, (cos * y - sin * x) / size), at);
    }
  }
  return { bytes, widthPx: side, heightPx: side, channels: 3 };
}

/** What a drawn face measures, framed as a rule of seven tenths would. */
export function measuredDrawn(wish: Partial<DrawnFace> = {}): FaceFigures {
  const picture = pictureOfDrawn(wish);
  const mesh = meshOfDrawn(wish);
  const rule = { target: 0.7, least: 0, most: 1, crownMargin: 0.09 };
  return measuredFace(picture, mesh, framedOnFace({ ...landmarksOf(mesh), score: 1 }, picture, rule));
}

function turnOf({ tiltDegrees, scale }: DrawnFace): readonly [cos: number, sin: number] {
  const radians = (tiltDegrees * Math.PI) / 180;
  return [scale * Math.cos(radians), scale * Math.sin(radians)];
}
