import { createHash } from "node:crypto";
import {
  type CardFaces,
  cardHeightDots,
  cardWidthDots,
  type PrintLayers,
} from "../../main/core/ports/card-printer.ts";
import { laidOver } from "../../printers/artwork/layers.ts";

/** Two layers unlike those of any other seed. */
export function layersOf(seed: number): PrintLayers {
  const colour = new Uint8Array(1016 * 648 * 3);
  for (let at = 0; at < colour.length; at += 1) colour[at] = (at * 7 + seed * 31 + (at >> 9)) & 255;
  const black = new Uint8Array(127 * 648);
  for (let at = 0; at < black.length; at += 1) black[at] = (at * 13 + seed * 57) & 255;
  return { colour, black };
}

/** A front unlike that of any other seed, and nothing on the back. */
export function frontOf(seed: number): CardFaces {
  return { front: layersOf(seed), back: null };
}

/** SHA-256 of colour then black, as artwork and printers name a front. */
export function hashOf(layers: PrintLayers): string {
  return createHash("sha256").update(layers.colour).update(layers.black).digest("hex");
}

/** A black layer with nothing on it. */
export const noBlack: Uint8Array = new Uint8Array((cardWidthDots / 8) * cardHeightDots);

/** What a printer of whole pages is given: one picture, black laid over colour. */
export function asOnePicture({ colour, black }: PrintLayers): PrintLayers {
  return { colour: laidOver(colour, black), black: noBlack };
}
