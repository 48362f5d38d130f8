import type { CutPlan } from "../../native/images/cut.ts";
import type { Matrix } from "../core/framing.ts";

/** How far, in picture pixels, an output window may leave the picture before it counts as outside. */
const slackPx = 0.5;

/** Pixels repeated around the shrunk window: the reach of the interpolation and of the slack. */
const rim = 4;

/**
 * Turns one matrix into a cut, or null when the output would show what is outside the picture.
 * The matrix speaks of points, where pixel i covers i to i+1; the library of pixel centres. The library puts the centre p
 * at linear·p + shift − round(smallest corner), so the fraction goes into the shift and the whole pixels into the output's place.
 */
export function planCut(
  matrix: Matrix,
  picture: { readonly width: number; readonly height: number },
  output: { readonly width: number; readonly height: number },
): CutPlan | null {
  const [a, b, c, d, e, f] = matrix;
  const determinant = a * d - b * c;
  const corners = cornersOf(output.width, output.height).map(([x, y]) => ({
    x: (d * (x - e) - c * (y - f)) / determinant,
    y: (a * (y - f) - b * (x - e)) / determinant,
  }));
  const left = Math.min(...corners.map(({ x }) => x));
  const right = Math.max(...corners.map(({ x }) => x));
  const top = Math.min(...corners.map(({ y }) => y));
  const bottom = Math.max(...corners.map(({ y }) => y));
  if (left < -slackPx || top < -slackPx) return null;
  if (right > picture.width + slackPx || bottom > picture.height + slackPx) return null;

  const scale = Math.sqrt(Math.abs(determinant));
  const margin = Math.ceil(rim / Math.min(1, scale));
  const window = spanOf(left - margin, right + margin, picture.width);
  const windowDown = spanOf(top - margin, bottom + margin, picture.height);
  const shrink = Math.min(1, scale);
  const width = Math.max(1, Math.round(window.length * shrink));
  const height = Math.max(1, Math.round(windowDown.length * shrink));
  const scaleX = width / window.length;
  const scaleY = height / windowDown.length;

  const linear = [a / scaleX, b / scaleX, c / scaleY, d / scaleY] as const;
  const [la, lb, lc, ld] = linear;
  const half = 0.5 - rim;
  const x = e + a * window.start + c * windowDown.start + (la + lc) * half - 0.5;
  const y = f + b * window.start + d * windowDown.start + (lb + ld) * half - 0.5;
  const canvas = cornersOf(width + 2 * rim, height + 2 * rim);
  const originX = Math.round(Math.min(...canvas.map(([px, py]) => la * px + lc * py)));
  const originY = Math.round(Math.min(...canvas.map(([px, py]) => lb * px + ld * py)));
  return {
    window: { left: window.start, top: windowDown.start, width: window.length, height: windowDown.length },
    shrunk: { width, height },
    rim,
    linear,
    shift: { x: x - Math.floor(x), y: y - Math.floor(y) },
    output: { left: -Math.floor(x) - originX, top: -Math.floor(y) - originY, ...output },
  };
}

function cornersOf(width: number, height: number): readonly (readonly [x: number, y: number])[] {
  return [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ];
}

/** Whole pixels from `from` to `to` that exist in a picture of this length. */
function spanOf(
  from: number,
  to: number,
  length: number,
): { readonly start: number; readonly length: number } {
  const start = Math.min(Math.max(Math.floor(from), 0), length - 1);
  const end = Math.max(Math.min(Math.ceil(to), length), start + 1);
  return { start, length: end - start };
}
