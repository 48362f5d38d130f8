import type { Matrix } from "../framing.ts";

/** A picture's pixels, rows from the top: red, green, blue, and with four channels one more byte that is not looked at. */
export interface Pixels {
  readonly bytes: Uint8Array | Uint8ClampedArray;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 3 | 4;
}

/** A part of a picture set upright: `values` holds red, green and blue of each pixel, 0 to 255. */
export interface Patch {
  readonly values: Float32Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Draws a picture through `matrix` (picture to patch) at the size asked, each pixel the mean of what it covers. Outside, its edge repeats.
 * It runs for every frame of a camera: nothing is made within the loops.
 */
export function patchOf(picture: Pixels, matrix: Matrix, widthPx: number, heightPx: number): Patch {
  const [a, b, c, d, e, f] = matrix;
  const determinant = a * d - b * c;
  const values = new Float32Array(widthPx * heightPx * 3);
  // As many samples each way as picture pixels fall on one of the patch; where one is enough, between its four neighbours.
  const steps = Math.min(4, Math.max(1, Math.round(1 / Math.sqrt(Math.abs(determinant)))));
  const add = steps === 1 ? addBetween : addNearest;
  const share = 1 / (steps * steps);
  for (let row = 0, at = 0; row < heightPx; row += 1) {
    for (let column = 0; column < widthPx; column += 1, at += 3) {
      for (let down = 0; down < steps; down += 1) {
        const y = row + (down + 0.5) / steps - f;
        for (let across = 0; across < steps; across += 1) {
          const x = column + (across + 0.5) / steps - e;
          add(picture, (d * x - c * y) / determinant, (a * y - b * x) / determinant, values, at, share);
        }
      }
    }
  }
  return { values, widthPx, heightPx };
}

/** Adds a share of the pixel that a point of the picture lies in. */
function addNearest(
  { bytes, widthPx, heightPx, channels }: Pixels,
  x: number,
  y: number,
  values: Float32Array,
  at: number,
  share: number,
): void {
  const column = x < 0 ? 0 : x >= widthPx ? widthPx - 1 : Math.floor(x);
  const row = y < 0 ? 0 : y >= heightPx ? heightPx - 1 : Math.floor(y);
  const from = (row * widthPx + column) * channels;
  values[at] = (values[at] ?? 0) + (bytes[from] ?? 0) * share;
  values[at + 1] = (values[at + 1] ?? 0) + (bytes[from + 1] ?? 0) * share;
  values[at + 2] = (values[at + 2] ?? 0) + (bytes[from + 2] ?? 0) * share;
}

/** Sets a pixel to what stands at a point of the picture, between the middles of the four pixels around it. */
function addBetween(
  { bytes, widthPx, heightPx, channels }: Pixels,
  pointX: number,
  pointY: number,
  values: Float32Array,
  at: number,
): void {
  const x = Math.min(Math.max(pointX - 0.5, 0), widthPx - 1);
  const y = Math.min(Math.max(pointY - 0.5, 0), heightPx - 1);
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const across = x - left;
  const down = y - top;
  const upper = (top * widthPx + left) * channels;
  const next = left + 1 < widthPx ? channels : 0;
  const lower = upper + (top + 1 < heightPx ? widthPx * channels : 0);
  for (let part = 0; part < 3; part += 1) {
    const above = (bytes[upper + part] ?? 0) * (1 - across) + (bytes[upper + next + part] ?? 0) * across;
    const below = (bytes[lower + part] ?? 0) * (1 - across) + (bytes[lower + next + part] ?? 0) * across;
    values[at + part] = above * (1 - down) + below * down;
  }
}

/** Brightness as displayed (Rec. 709 weights on the encoded values), 0 to 255. */
export function lumaOf(red: number, green: number, blue: number): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Linear luminance, 0 to 1, of an sRGB colour (IEC 61966-2-1). */
export function luminanceOf(red: number, green: number, blue: number): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Steps of an encoded value within which its linear one is the same: a power for every pixel of every frame would be felt. */
const finest = 16;
const linears = Float64Array.from({ length: 255 * finest + 1 }, (_, i) => {
  const value = i / finest / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

function linear(encoded: number): number {
  return linears[Math.round(encoded * finest)] ?? 0;
}

/** CIE L*, a*, b* of an sRGB colour under D65. */
export function labOf(red: number, green: number, blue: number): readonly [l: number, a: number, b: number] {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const x = cubed((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = cubed(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = cubed((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function cubed(share: number): number {
  return share > 216 / 24_389 ? Math.cbrt(share) : (24_389 / 27 / 116) * share + 16 / 116;
}

/** Mean brightness of a picture as displayed, 0 to 1, on a coarse grid. */
export function meanLightOf({ bytes, widthPx, heightPx, channels }: Pixels): number {
  const step = Math.max(1, Math.floor(Math.sqrt((widthPx * heightPx) / 4096)));
  let sum = 0;
  let count = 0;
  for (let y = 0; y < heightPx; y += step) {
    for (let x = 0; x < widthPx; x += step, count += 1) {
      const at = (y * widthPx + x) * channels;
      sum += lumaOf(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
    }
  }
  return sum / count / 255;
}

/** The value that `share` of the values lie below; changes their order. */
export function quantileOf(values: Float32Array, share: number): number {
  values.sort();
  return values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
}
