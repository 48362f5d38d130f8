import { cardHeightDots, cardWidthDots } from "../../main/core/ports/card-printer.ts";
import type { Area } from "./drawing.ts";
import type { FrontTemplate } from "./template.ts";

/** Bytes in one row of the black layer. */
const blackRowBytes = cardWidthDots / 8;

/** A black layer without a dot. */
export function emptyBlack(): Uint8Array {
  return new Uint8Array(blackRowBytes * cardHeightDots);
}

/** Puts resin where an area is at least half covered: no dithering, edges stay sharp. */
export function inkCoverage(black: Uint8Array, area: Area, coverage: Uint8Array): void {
  for (let row = 0; row < area.height; row += 1) {
    const from = row * area.width;
    for (let column = 0; column < area.width; column += 1) {
      if ((coverage[from + column] ?? 0) >= 128) ink(black, area.x + column, area.y + row);
    }
  }
}

/** Square matrix of a QR code: true where a module is dark. */
export interface Modules {
  readonly size: number;
  dark(row: number, column: number): boolean;
}

/** Puts resin on every dark module, in whole dots. */
export function inkModules(black: Uint8Array, at: FrontTemplate["qr"], modules: Modules): void {
  for (let y = 0; y < modules.size * at.modulePx; y += 1) {
    for (let x = 0; x < modules.size * at.modulePx; x += 1) {
      if (modules.dark(Math.floor(y / at.modulePx), Math.floor(x / at.modulePx)))
        ink(black, at.x + x, at.y + y);
    }
  }
}

function ink(black: Uint8Array, x: number, y: number): void {
  const at = y * blackRowBytes + (x >> 3);
  black[at] = (black[at] ?? 0) | (0x80 >> (x & 7));
}

/** Lays a photo of the place's own size on a colour layer, its corners rounded into the ground. */
export function layPhoto(colour: Uint8Array, place: FrontTemplate["photo"], photo: Uint8Array): void {
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

/** Makes a rectangle of a colour layer white. */
export function whiten(colour: Uint8Array, area: Area): void {
  for (let row = area.y; row < area.y + area.height; row += 1) {
    const from = (row * cardWidthDots + area.x) * 3;
    colour.fill(255, from, from + area.width * 3);
  }
}

/** The two layers as one picture: resin hides what lies under it. */
export function laidOver(colour: Uint8Array, black: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(colour);
  for (let at = 0; at < black.length; at += 1) {
    const eight = black[at] ?? 0;
    if (eight === 0) continue;
    for (let bit = 0; bit < 8; bit += 1) {
      if (eight & (0x80 >> bit)) pixels.fill(0, (at * 8 + bit) * 3, (at * 8 + bit) * 3 + 3);
    }
  }
  return pixels;
}
