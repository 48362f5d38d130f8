import { cardHeightDots, cardWidthDots } from "../../main/core/ports/card-printer.ts";
import type { Area } from "./drawing.ts";

/** One bit a dot, most significant first, rows from the top, each filled up to a whole byte; 1 is black. */
export interface Bits {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly rowBytes: number;
  readonly black: Uint8Array;
}

/** Bits without a dot. */
export function emptyBits(widthDots: number, heightDots: number): Bits {
  const rowBytes = Math.ceil(widthDots / 8);
  return { widthDots, heightDots, rowBytes, black: new Uint8Array(rowBytes * heightDots) };
}

/** Puts resin where an area is at least half covered: no dithering, edges stay sharp. */
export function inkCoverage(bits: Bits, area: Area, coverage: Uint8Array): void {
  for (let row = 0; row < area.height; row += 1) {
    const from = row * area.width;
    for (let column = 0; column < area.width; column += 1) {
      if ((coverage[from + column] ?? 0) >= 128) ink(bits, area.x + column, area.y + row);
    }
  }
}

/** Square matrix of a QR code: true where a module is dark. */
export interface Modules {
  readonly size: number;
  dark(row: number, column: number): boolean;
}

/** Puts resin on every dark module, in whole dots. */
export function inkModules(
  bits: Bits,
  at: { readonly x: number; readonly y: number; readonly modulePx: number },
  modules: Modules,
): void {
  for (let y = 0; y < modules.size * at.modulePx; y += 1) {
    for (let x = 0; x < modules.size * at.modulePx; x += 1) {
      if (modules.dark(Math.floor(y / at.modulePx), Math.floor(x / at.modulePx)))
        ink(bits, at.x + x, at.y + y);
    }
  }
}

/** Puts resin on every bar (widths in modules, bar and space in turn), in whole dots. */
export function inkBars(
  bits: Bits,
  at: { readonly x: number; readonly y: number; readonly height: number; readonly modulePx: number },
  bars: readonly number[],
): void {
  let x = at.x;
  bars.forEach((modules, i) => {
    const dots = modules * at.modulePx;
    const inked = i % 2 === 0 ? dots : 0;
    for (let column = 0; column < inked; column += 1) {
      for (let row = 0; row < at.height; row += 1) ink(bits, x + column, at.y + row);
    }
    x += dots;
  });
}

function ink({ widthDots, heightDots, rowBytes, black }: Bits, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= widthDots || y >= heightDots) return;
  const at = y * rowBytes + (x >> 3);
  black[at] = (black[at] ?? 0) | (0x80 >> (x & 7));
}

/** Lays a photo of the place's own size on a colour layer, its corners rounded into the ground. */
export function layPhoto(
  colour: Uint8Array,
  place: Area & { readonly radius: number },
  photo: Uint8Array,
): void {
  const { x, y, width, height, radius } = place;
  for (let row = 0; row < height; row += 1) {
    const to = ((y + row) * cardWidthDots + x) * 3;
    const from = row * width * 3;
    const intoCorner = Math.max(radius - row, row - (height - 1 - radius), 0);
    if (intoCorner === 0) {
      colour.set(photo.subarray(from, from + width * 3), to);
      continue;
    }
    for (let column = 0; column < width; column += 1) {
      const across = Math.max(radius - column, column - (width - 1 - radius), 0);
      const share = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(across, intoCorner)));
      for (let part = 0; part < 3; part += 1) {
        const at = to + column * 3 + part;
        const ground = colour[at] ?? 0;
        colour[at] = Math.round(ground + ((photo[from + column * 3 + part] ?? 0) - ground) * share);
      }
    }
  }
}

/** Lays a picture with transparency (red, green, blue, alpha) of the place's own size on a colour layer. */
export function layOverlay(colour: Uint8Array, place: Area, overlay: Uint8Array): void {
  for (let row = 0; row < place.height; row += 1) {
    for (let column = 0; column < place.width; column += 1) {
      const from = (row * place.width + column) * 4;
      const share = (overlay[from + 3] ?? 0) / 255;
      if (share === 0) continue;
      const to = ((place.y + row) * cardWidthDots + place.x + column) * 3;
      for (let part = 0; part < 3; part += 1) {
        const ground = colour[to + part] ?? 0;
        colour[to + part] = Math.round(ground + ((overlay[from + part] ?? 0) - ground) * share);
      }
    }
  }
}

/** Makes a rectangle of a colour layer white. */
export function whiten(colour: Uint8Array, area: Area): void {
  const left = Math.max(0, area.x);
  const right = Math.min(cardWidthDots, area.x + area.width);
  const bottom = Math.min(cardHeightDots, area.y + area.height);
  for (let row = Math.max(0, area.y); row < bottom; row += 1) {
    colour.fill(255, (row * cardWidthDots + left) * 3, (row * cardWidthDots + right) * 3);
  }
}

/** The layers as one picture: colour lets the plastic through, resin hides what lies under it. */
export function laidOver(
  colour: Uint8Array,
  black: Uint8Array,
  plastic: Uint8Array | null = null,
): Uint8Array {
  const pixels = plastic === null ? new Uint8Array(colour) : seenThrough(colour, plastic);
  for (let at = 0; at < black.length; at += 1) {
    const eight = black[at] ?? 0;
    if (eight === 0) continue;
    for (let bit = 0; bit < 8; bit += 1) {
      if (eight & (0x80 >> bit)) pixels.fill(0, (at * 8 + bit) * 3, (at * 8 + bit) * 3 + 3);
    }
  }
  return pixels;
}

/** Dye over a coloured ground: each takes its share of the light. */
export function seenThrough(colour: Uint8Array, plastic: Uint8Array): Uint8Array {
  return colour.map((value, at) => Math.round((value * (plastic[at] ?? 255)) / 255));
}

/** Bits as a picture, black on white. */
export function picturedBits({ widthDots, heightDots, rowBytes, black }: Bits): Uint8Array {
  const pixels = new Uint8Array(widthDots * heightDots * 3).fill(255);
  for (let y = 0; y < heightDots; y += 1) {
    for (let x = 0; x < widthDots; x += 1) {
      if ((black[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7)))
        pixels.fill(0, (y * widthDots + x) * 3, (y * widthDots + x) * 3 + 3);
    }
  }
  return pixels;
}
