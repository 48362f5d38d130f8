import { type Framing, matrixOf, photoHeightPx, photoWidthPx } from "../framing.ts";
import type { FaceFigures } from "./face.ts";
import { labOf, lumaOf, type Patch, type Pixels, patchOf, quantileOf } from "./pixels.ts";

/** The framed photo is looked at this small: noise of a camera is evened out, and nothing smaller would show on a card. */
const widthPx = 150;
const heightPx = Math.round((widthPx * photoHeightPx) / photoWidthPx);
/** Below are shoulders and scarves. */
const lowest = Math.round(heightPx * 0.55);
/**
 * Neighbours that differ by more are not the same wall: a soft edge of hair before a light wall differs by twice as much. In the dark
 * everything is nearer to everything else: a wall half as light is held to half of it.
 */
const sameWall = 6;
const lightWall = 80;
const leastSameWall = 1.5;

/** What a place of the small photo can be: the head for sure, the wall for sure, or either (hair, a covering, the wall). */
type Place = "head" | "wall" | "either";

const places: readonly Place[] = Array.from({ length: widthPx * lowest }, (_, at) => {
  const x = ((at % widthPx) + 0.5) / widthPx - 0.5;
  const y = (Math.floor(at / widthPx) + 0.5) / heightPx - 0.42;
  if ((x / 0.38) ** 2 + (y / 0.44) ** 2 < 1) return "head";
  return (x / 0.5) ** 2 + (y / 0.47) ** 2 < 1 ? "either" : "wall";
});

/**
 * What stands behind the head in a framed photo, beside and above it. Hair and head coverings are as wide as they are: the wall is what
 * the corners show, and whatever goes on from there without an edge.
 */
export function behindHead(
  picture: Pixels,
  cut: Framing,
): Pick<FaceFigures, "placeLight" | "backgroundSpread" | "backgroundLightness" | "backgroundChroma"> {
  const k = widthPx / photoWidthPx;
  const [a, b, c, d, e, f] = matrixOf(cut, photoWidthPx, photoHeightPx);
  const patch = patchOf(picture, [a * k, b * k, c * k, d * k, e * k, f * k], widthPx, heightPx);
  const labs = labsOf(patch);
  const wall = wallOf(labs);
  const middle = (part: 0 | 1 | 2) =>
    quantileOf(
      Float32Array.from(wall, (at) => labs[at * 3 + part] ?? 0),
      0.5,
    );
  const [lightness, greenRed, blueYellow] = [middle(0), middle(1), middle(2)];
  const away = Float32Array.from(wall, (at) => {
    const [l = 0, g = 0, y = 0] = labs.subarray(at * 3, at * 3 + 3);
    return Math.sqrt((l - lightness) ** 2 + (g - greenRed) ** 2 + (y - blueYellow) ** 2);
  });
  return {
    placeLight: quantileOf(lightsOf(patch), 0.95),
    backgroundSpread: quantileOf(away, 5 / 6),
    backgroundLightness: lightness,
    backgroundChroma: Math.hypot(greenRed, blueYellow),
  };
}

/** CIE L*, a*, b* of every place above the shoulders that is not the head. */
function labsOf({ values }: Patch): Float32Array {
  const labs = new Float32Array(places.length * 3);
  for (const [at, place] of places.entries()) {
    if (place === "head") continue;
    labs.set(labOf(values[at * 3] ?? 0, values[at * 3 + 1] ?? 0, values[at * 3 + 2] ?? 0), at * 3);
  }
  return labs;
}

/** The places of the wall: the corners, and all that is reached from them over neighbours of the same wall. */
function wallOf(labs: Float32Array): readonly number[] {
  const isTaken = places.map((place) => place !== "either");
  const wall = places.flatMap((place, at) => (place === "wall" ? [at] : []));
  const lightness = quantileOf(
    Float32Array.from(wall, (at) => labs[at * 3] ?? 0),
    0.5,
  );
  const most = Math.max(leastSameWall, sameWall * Math.min(1, lightness / lightWall));
  const reach = (to: number) => {
    if (isTaken[to] !== false) return;
    isTaken[to] = true;
    if (isFlat(labs, to, most)) wall.push(to);
  };
  for (let next = 0; next < wall.length; next += 1) {
    const at = wall[next] ?? 0;
    const column = at % widthPx;
    if (column > 0) reach(at - 1);
    if (column < widthPx - 1) reach(at + 1);
    reach(at - widthPx);
    reach(at + widthPx);
  }
  return wall;
}

/** Whether a place differs from none of its neighbours by more: along an edge one might go, but every place of it has one across. */
function isFlat(labs: Float32Array, at: number, most: number): boolean {
  for (const next of [at - 1, at + 1, at - widthPx, at + widthPx]) {
    if (places[next] === undefined || places[next] === "head") continue;
    let squares = 0;
    for (let part = 0; part < 3; part += 1) {
      squares += ((labs[at * 3 + part] ?? 0) - (labs[next * 3 + part] ?? 0)) ** 2;
    }
    if (squares > most * most) return false;
  }
  return true;
}

/** The brightness of every place of the photo as displayed, 0 to 1. */
function lightsOf({ values }: Patch): Float32Array {
  const lights = new Float32Array(values.length / 3);
  for (let at = 0; at < lights.length; at += 1) {
    lights[at] = lumaOf(values[at * 3] ?? 0, values[at * 3 + 1] ?? 0, values[at * 3 + 2] ?? 0) / 255;
  }
  return lights;
}
