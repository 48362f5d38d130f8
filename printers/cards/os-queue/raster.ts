import type { PrintLayers } from "../../../main/core/ports/card-printer.ts";
import { laidOver } from "../../artwork/layers.ts";
import { artworkDots, isUpright, type Sheet } from "./sheet.ts";

/** RGB pixels, rows from the top. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** How the back of a sheet is mirrored against its front; both ways are a half turn. */
export interface Mirroring {
  readonly across: boolean;
  readonly down: boolean;
}
export const asFront: Mirroring = { across: false, down: false };

/**
 * A face as a printer of whole pages wants it: black laid over colour (where black goes, the pixel is 0,0,0, and so every driver
 * finds it again for its black panel), turned as the sheet is fed, cut or filled up with white around its middle.
 */
export function faceRaster(layers: PrintLayers, sheet: Sheet, dpi: number, mirroring: Mirroring): Raster {
  const merged = laidOver(layers.colour, layers.black);
  const times = Math.round(dpi / artworkDots.dpi);
  const [width, height] = [dotsOf(sheet.xHundredthsMm, dpi), dotsOf(sheet.yHundredthsMm, dpi)];
  const upright = isUpright(sheet);
  const picture = upright
    ? { width: artworkDots.height * times, height: artworkDots.width * times }
    : { width: artworkDots.width * times, height: artworkDots.height * times };
  const left = Math.floor((width - picture.width) / 2);
  const top = Math.floor((height - picture.height) / 2);
  const rgb = new Uint8Array(width * height * 3).fill(255);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const x = (mirroring.across ? width - 1 - column : column) - left;
      const y = (mirroring.down ? height - 1 - row : row) - top;
      if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) continue;
      // Upright, the card's right edge is the sheet's top: a quarter turn against the clock.
      const across = Math.floor((upright ? picture.height - 1 - y : x) / times);
      const down = Math.floor((upright ? x : y) / times);
      const from = (down * artworkDots.width + across) * 3;
      const to = (row * width + column) * 3;
      rgb[to] = merged[from] ?? 255;
      rgb[to + 1] = merged[from + 1] ?? 255;
      rgb[to + 2] = merged[from + 2] ?? 255;
    }
  }
  return { width, height, rgb };
}

function dotsOf(hundredthsMm: number, dpi: number): number {
  return Math.round((hundredthsMm / 2540) * dpi);
}
