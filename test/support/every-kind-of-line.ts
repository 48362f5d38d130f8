import { cardWidthDots, type PrintLayers } from "../../main/core/ports/card-printer.ts";
import { layersOf } from "./card-layers.ts";

/** White, flat, striped and noisy, with black on all of it: every way a line can be packed. */
export function everyKindOfLine(): PrintLayers {
  const noisy = layersOf(7);
  const colour = new Uint8Array(noisy.colour);
  for (let row = 0; row < 400; row += 1) {
    for (let x = 0; x < cardWidthDots; x += 1) {
      const at = (row * cardWidthDots + x) * 3;
      if (row < 100) colour.fill(255, at, at + 3);
      else if (row < 200) colour.set([200, 30, 90], at);
      else if (row < 300) colour.fill((x >> 3) & 255, at, at + 3);
      else if (x % 260 < 200) colour.fill(row & 255, at, at + 3);
    }
  }
  return { colour, black: noisy.black.map((eight, at) => (at % 3 === 0 ? eight : 0)) };
}

/** How many pixels differ. */
export function differing(one: Uint8Array | undefined, other: Uint8Array): number {
  if (one?.length !== other.length) return Number.POSITIVE_INFINITY;
  let count = 0;
  for (let at = 0; at < other.length; at += 3) {
    if (one[at] !== other[at] || one[at + 1] !== other[at + 1] || one[at + 2] !== other[at + 2]) count += 1;
  }
  return count;
}
