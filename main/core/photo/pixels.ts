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

/** Draws a picture through `matrix` (picture to patch) at the size asked, each pixel the mean of what it covers. Outside, its edge repeats. */
export function patchOf(picture: Pixels, matrix: Matrix, widthPx: number, heightPx: number): Patch {
  const [a, b, c, d, e, f] = matrix;
  const determinant = a * d - b * c;
  const values = new Float32Array(widthPx * heightPx * 3);
  // As many samples each way as picture pixels fall on one of the patch.
  const steps = Math.min(4, Math.max(1, Math.round(1 / Math.sqrt(Math.abs(determinant)))));
  const weight = 1 / (steps * steps);
  const sum = new Float32Array(3);
  for (let row = 0, at = 0; row < heightPx; row += 1) {
    for (let column = 0; column < widthPx; column += 1, at += 3) {
      sum.fill(0);
      for (let step = 0; step < steps * steps; step += 1) {
        const x = column + ((step % steps) + 0.5) / steps - e;
        const y = row + (Math.floor(step / steps) + 0.5) / steps - f;
        addSample(picture, (d * x - c * y) / determinant - 0.5, (a * y - b * x) / determinant - 0.5, sum);
      }
      values[at] = (sum[0] ?? 0) * weight;
      values[at + 1] = (sum[1] ?? 0) * weight;
      values[at + 2] = (sum[2] ?? 0) * weight;
    }
  }
  return { values, widthPx, heightPx };
}

/** Adds the colour between four pixels. */
function addSample(
  { bytes, widthPx, heightPx, channels }: Pixels,
  x: number,
  y: number,
  sum: Float32Array,
): void {
  const left = Math.min(Math.max(Math.floor(x), 0), widthPx - 1);
  const top = Math.min(Math.max(Math.floor(y), 0), heightPx - 1);
  const right = Math.min(left + 1, widthPx - 1);
  const bottom = Math.min(top + 1, heightPx - 1);
  const across = Math.min(Math.max(x - left, 0), 1);
  const down = Math.min(Math.max(y - top, 0), 1);
  const corners = [
    [(top * widthPx + left) * channels, (1 - across) * (1 - down)],
    [(top * widthPx + right) * channels, across * (1 - down)],
    [(bottom * widthPx + left) * channels, (1 - across) * down],
    [(bottom * widthPx + right) * channels, across * down],
  ] as const;
  for (const [at, share] of corners) {
    sum[0] = (sum[0] ?? 0) + (bytes[at] ?? 0) * share;
    sum[1] = (sum[1] ?? 0) + (bytes[at + 1] ?? 0) * share;
    sum[2] = (sum[2] ?? 0) + (bytes[at + 2] ?? 0) * share;
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

function linear(encoded: number): number {
  const value = encoded / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
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
