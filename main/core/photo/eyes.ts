import type { Point } from "./face.ts";
import { lumaOf, type Pixels, patchOf } from "./pixels.ts";

/** One eye as the mesh has it, in picture pixels: its corners, and the middle of each lid. */
export interface MeshEye {
  readonly widthPx: number;
  readonly upperLid: Point;
  readonly lowerLid: Point;
}

/** How far above the upper lid and below the lower one is looked, in openings: the mesh draws an opening even where there is none. */
const [above, below] = [0.2, 1.4];
const rows = 33;
const columns = 5;
/** A line across the eye is this much darker than the brightest part, or it is no line: skin beside a turned face, a lens. */
const darkLine = 0.8;

/**
 * Where the darkest line across an eye lies between its lids: about 0, at the upper lid, with the iris below it, while the eye is open;
 * 1 and more, at the lower lid, where the lashes come to lie when it closes. The mesh alone does not see that: it opened eyes that
 * were shut by as much as narrow ones. Null where there is no dark line.
 */
export function lashLineOf(picture: Pixels, { widthPx, upperLid, lowerLid }: MeshEye): number | null {
  const [x, y] = [lowerLid.x - upperLid.x, lowerLid.y - upperLid.y];
  const openPx = Math.max(1, Math.hypot(x, y));
  const [downX, downY] = [x / openPx, y / openPx];
  // Only the middle third, where the iris is: rows along the way from lid to lid, columns across it.
  const down = rows / ((above + below) * openPx);
  const across = (columns * 3) / Math.max(1, widthPx);
  const [a, c] = [across * downY, -across * downX];
  const [b, d] = [down * downX, down * downY];
  const patch = patchOf(
    picture,
    [
      a,
      b,
      c,
      d,
      columns / 2 - a * upperLid.x - c * upperLid.y,
      (rows * above) / (above + below) - b * upperLid.x - d * upperLid.y,
    ],
    columns,
    rows,
  );
  const lights = Array.from({ length: rows }, (_, row) => rowLight(patch.values, row));
  const darkest = Math.min(...lights);
  if (darkest > darkLine * Math.max(...lights)) return null;
  return ((lights.indexOf(darkest) + 0.5) / rows) * (above + below) - above;
}

function rowLight(values: Float32Array, row: number): number {
  let sum = 0;
  for (let at = row * columns * 3; at < (row + 1) * columns * 3; at += 3) {
    sum += lumaOf(values[at] ?? 0, values[at + 1] ?? 0, values[at + 2] ?? 0);
  }
  return sum / columns;
}
