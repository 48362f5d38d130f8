import type { Framing } from "../framing.ts";
import { behindHead } from "./background.ts";
import { lashLineOf, type MeshEye } from "./eyes.ts";
import type { Face, FaceFigures, Point } from "./face.ts";
import { lumaOf, luminanceOf, type Patch, type Pixels, patchOf } from "./pixels.ts";

/** The points of a face mesh (MediaPipe's 468), in picture pixels. */
export type Mesh = readonly (readonly number[])[];

/** Where the measures stand in the mesh; left and right are those of an upright picture. */
const at = {
  leftEyeCorners: [33, 133],
  rightEyeCorners: [362, 263],
  leftLids: [
    [160, 144],
    [158, 153],
  ],
  rightLids: [
    [385, 380],
    [387, 373],
  ],
  lips: [13, 14],
  leftCheek: [50, 205, 187, 207],
  rightCheek: [280, 425, 411, 427],
  chin: 152,
  sides: [234, 454],
  noseBridge: 168,
} as const;

/** The face patch: upright, this far between the eyes, this far around them (domain sheet photo §5 measured blur at 80 px). */
const eyesPx = 80;
const patchWidthPx = 224;
const patchHeightPx = 240;
const eyeLinePx = 80;

/** A point of the mesh. */
export function meshPoint(mesh: Mesh, index: number): Point {
  const [x = 0, y = 0] = mesh[index] ?? [];
  return { x, y };
}

/** What the mesh tells of where a face is and how it is held. The iris's points are not used: the sheet found them swapped. */
export function landmarksOf(mesh: Mesh): Omit<Face, "score"> {
  return {
    leftEye: middleOf(mesh, at.leftEyeCorners),
    rightEye: middleOf(mesh, at.rightEyeCorners),
    chin: meshPoint(mesh, at.chin),
    widthPx: between(mesh, at.sides),
    yawDegrees: turnOf(mesh),
  };
}

/**
 * How far the bridge of the nose stands from the middle between both sides of the face, as an angle: the same at any tilt and any size,
 * which the library's own angle is not (106° for a face lying on its side).
 */
function turnOf(mesh: Mesh): number {
  const [left, right] = at.sides.map((index) => meshPoint(mesh, index));
  if (left === undefined || right === undefined) return 0;
  const nose = meshPoint(mesh, at.noseBridge);
  const across = (right.x - left.x) ** 2 + (right.y - left.y) ** 2;
  const share =
    ((nose.x - left.x) * (right.x - left.x) + (nose.y - left.y) * (right.y - left.y)) / Math.max(1, across);
  return (Math.asin(Math.min(1, Math.max(-1, 2 * share - 1))) * 180) / Math.PI;
}

/** Measures one face of a picture; `cut` is the framing that sets it upright and in its place. */
export function measuredFace(picture: Pixels, mesh: Mesh, cut: Framing): FaceFigures {
  const { leftEye, rightEye, chin } = landmarksOf(mesh);
  const middle = { x: (leftEye.x + rightEye.x) / 2, y: (leftEye.y + rightEye.y) / 2 };
  const angle = -Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x);
  // A small face is not blown up: that would only measure the enlarging.
  const scale = Math.min(1, eyesPx / Math.hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y));
  const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  const toPatch = (point: Point): Point => ({
    x: patchWidthPx / 2 + cos * (point.x - middle.x) - sin * (point.y - middle.y),
    y: eyeLinePx + sin * (point.x - middle.x) + cos * (point.y - middle.y),
  });
  const origin = toPatch({ x: 0, y: 0 });
  const patch = patchOf(picture, [cos, sin, -sin, cos, origin.x, origin.y], patchWidthPx, patchHeightPx);
  const placed = (index: number) => toPatch(meshPoint(mesh, index));
  const chinBelow = toPatch(chin).y - eyeLinePx;
  const inFace = ellipse(patchWidthPx / 2, eyeLinePx + chinBelow * 0.3, chinBelow * 0.58, chinBelow * 0.62);
  const left = meanLuminance(patch, at.leftCheek.map(placed), chinBelow * 0.1);
  const right = meanLuminance(patch, at.rightCheek.map(placed), chinBelow * 0.1);
  const eyes = [...at.leftEyeCorners, ...at.rightEyeCorners].map(placed);
  return {
    eyesOpen: Math.min(
      openingOf(mesh, at.leftLids, at.leftEyeCorners),
      openingOf(mesh, at.rightLids, at.rightEyeCorners),
    ),
    lashLine: Math.max(
      lashLineOf(picture, eyeOf(mesh, at.leftLids, at.leftEyeCorners)) ?? 0,
      lashLineOf(picture, eyeOf(mesh, at.rightLids, at.rightEyeCorners)) ?? 0,
    ),
    mouthOpen: between(mesh, at.lips) / Math.max(1, chinBelow / scale),
    eyeShade: shadeOf(
      patch,
      [toPatch(leftEye), toPatch(rightEye)],
      [...at.leftCheek, ...at.rightCheek].map(placed),
      chinBelow,
    ),
    sharpness: sharpnessOf(patch, inFace, eyes, chinBelow * 0.28),
    ...lightOf(patch, inFace),
    ...cheeksOf(left, right),
    ...behindHead(picture, cut),
  };
}

function openingOf(
  mesh: Mesh,
  lids: readonly (readonly [number, number])[],
  corners: readonly [number, number],
): number {
  const open = lids.reduce((sum, pair) => sum + between(mesh, pair), 0) / lids.length;
  return open / Math.max(1e-6, between(mesh, corners));
}

function eyeOf(
  mesh: Mesh,
  lids: readonly [upperAndLower: readonly [number, number], also: readonly [number, number]],
  corners: readonly [number, number],
): MeshEye {
  const [[upper, lower], [alsoUpper, alsoLower]] = lids;
  return {
    widthPx: between(mesh, corners),
    upperLid: middleOf(mesh, [upper, alsoUpper]),
    lowerLid: middleOf(mesh, [lower, alsoLower]),
  };
}

/** How bright the eyes' area is beside the cheeks: dark lenses show as little, bare eyes as nearly as much. */
function shadeOf(patch: Patch, eyes: readonly Point[], cheeks: readonly Point[], reach: number): number {
  const around = eyes.flatMap(({ x, y }) => [
    { x: x - reach * 0.13, y: y + reach * 0.08 },
    { x, y: y + reach * 0.1 },
    { x: x + reach * 0.13, y: y + reach * 0.08 },
    { x, y: y - reach * 0.1 },
  ]);
  return meanLuma(patch, around, reach * 0.05) / Math.max(1, meanLuma(patch, cheeks, reach * 0.1));
}

/**
 * Variance of the Laplacian without the eyes, whose lashes and reflections stay sharp in a soft picture; it grows with the square of the
 * brightness, so it is told for a face of middle brightness.
 */
function sharpnessOf(patch: Patch, inFace: Inside, eyes: readonly Point[], eyeReach: number): number {
  const { values, widthPx, heightPx } = patch;
  const luma = (x: number, y: number) => {
    const place = (y * widthPx + x) * 3;
    return lumaOf(values[place] ?? 0, values[place + 1] ?? 0, values[place + 2] ?? 0);
  };
  let sum = 0;
  let squares = 0;
  let light = 0;
  let count = 0;
  for (let y = 1; y < heightPx - 1; y += 1) {
    for (let x = 1; x < widthPx - 1; x += 1) {
      if (!inFace(x, y) || isNear(eyes, x, y, eyeReach)) continue;
      const here = luma(x, y);
      const edge = luma(x - 1, y) + luma(x + 1, y) + luma(x, y - 1) + luma(x, y + 1) - 4 * here;
      sum += edge;
      squares += edge * edge;
      light += here;
      count += 1;
    }
  }
  if (count === 0) return 0;
  const brightness = Math.max(8, light / count) / 128;
  return (squares / count - (sum / count) ** 2) / brightness ** 2;
}

/** OFIQ's over-exposure share (247–255) and mean linear luminance, over the face. */
function lightOf(patch: Patch, inFace: Inside): { readonly faceLight: number; readonly burntShare: number } {
  let light = 0;
  let burnt = 0;
  let count = 0;
  each(patch, inFace, (red, green, blue) => {
    const luminance = luminanceOf(red, green, blue);
    light += luminance;
    if (luminance * 255 >= 247) burnt += 1;
    count += 1;
  });
  return { faceLight: light / Math.max(1, count), burntShare: burnt / Math.max(1, count) };
}

function cheeksOf(left: number, right: number): Pick<FaceFigures, "cheekBalance" | "darkerSide"> {
  const brighter = Math.max(left, right, 1e-6);
  return { cheekBalance: Math.min(left, right) / brighter, darkerSide: left < right ? "left" : "right" };
}

type Inside = (x: number, y: number) => boolean;

function ellipse(centreX: number, centreY: number, radiusX: number, radiusY: number): Inside {
  return (x, y) => ((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2 < 1;
}

function each(
  { values, widthPx, heightPx }: Patch,
  inside: Inside,
  take: (red: number, green: number, blue: number, x: number, y: number) => void,
): void {
  for (let y = 0, place = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1, place += 3) {
      if (inside(x, y)) take(values[place] ?? 0, values[place + 1] ?? 0, values[place + 2] ?? 0, x, y);
    }
  }
}

function meanLuma(patch: Patch, around: readonly Point[], reach: number): number {
  return meanOf(patch, around, reach, lumaOf);
}

function meanLuminance(patch: Patch, around: readonly Point[], reach: number): number {
  return meanOf(patch, around, reach, luminanceOf);
}

/** The mean of a measure over the discs around some points. */
function meanOf(
  { values, widthPx, heightPx }: Patch,
  around: readonly Point[],
  reach: number,
  measure: (red: number, green: number, blue: number) => number,
): number {
  let sum = 0;
  let count = 0;
  for (const point of around) {
    const [left, right] = [Math.max(0, Math.ceil(point.x - reach)), Math.min(widthPx - 1, point.x + reach)];
    const [top, bottom] = [Math.max(0, Math.ceil(point.y - reach)), Math.min(heightPx - 1, point.y + reach)];
    for (let y = top; y <= bottom; y += 1) {
      for (let x = left; x <= right; x += 1) {
        if ((x - point.x) ** 2 + (y - point.y) ** 2 >= reach * reach) continue;
        const place = (y * widthPx + x) * 3;
        sum += measure(values[place] ?? 0, values[place + 1] ?? 0, values[place + 2] ?? 0);
        count += 1;
      }
    }
  }
  return count === 0 ? 0 : sum / count;
}

function isNear(points: readonly Point[], x: number, y: number, reach: number): boolean {
  for (const point of points) if ((point.x - x) ** 2 + (point.y - y) ** 2 < reach * reach) return true;
  return false;
}

function middleOf(mesh: Mesh, [first, second]: readonly [number, number]): Point {
  const [one, other] = [meshPoint(mesh, first), meshPoint(mesh, second)];
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

function between(mesh: Mesh, [first, second]: readonly [number, number]): number {
  const [one, other] = [meshPoint(mesh, first), meshPoint(mesh, second)];
  return Math.hypot(one.x - other.x, one.y - other.y);
}
