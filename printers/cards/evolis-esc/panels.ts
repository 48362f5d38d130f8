import { cardHeightDots, cardWidthDots } from "../../../main/core/ports/card-printer.ts";

/**
 * The printer is fed with the short side first: a line lies across the 54 mm side, 648 dots, and a card has 1016 lines.
 * The picture is turned by a quarter: line 0 is its right edge, and the first dot of a line its upper one.
 */
const lines = cardWidthDots;
const lineDots = cardHeightDots;
const lineBytes = lineDots / 8;

/** Bytes of a panel of `bits` bits a dot: a whole panel is always sent (guide A5013 §4). */
export function panelBytes(bits: number): number {
  return lines * lineBytes * bits;
}

/** Bits a dot of a colour panel: 32 levels. */
export const colourBits = 5;

/** The resin panel: one bit a dot, most significant first, 1 puts resin. */
export function resinPanel(black: Uint8Array): Uint8Array {
  const panel = new Uint8Array(panelBytes(1));
  const rowBytes = cardWidthDots / 8;
  for (let y = 0; y < cardHeightDots; y += 1) {
    const mask = 0x80 >> (y & 7);
    for (let x = 0; x < cardWidthDots; x += 1) {
      if (((black[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
      const to = (lines - 1 - x) * lineBytes + (y >> 3);
      panel[to] = (panel[to] ?? 0) | mask;
    }
  }
  return panel;
}

/**
 * One dye panel: yellow, magenta and cyan are what blue, green and red lack, in 32 levels packed without gaps, most significant
 * bit first, eight dots in five bytes. Per guide, untested on hardware.
 */
export function colourPanel(rgb: Uint8Array, dye: "y" | "m" | "c"): Uint8Array {
  const channel = dye === "c" ? 0 : dye === "m" ? 1 : 2;
  const most = (1 << colourBits) - 1;
  const panel = new Uint8Array(panelBytes(colourBits));
  let at = 0;
  let held = 0;
  let heldBits = 0;
  for (let x = cardWidthDots - 1; x >= 0; x -= 1) {
    for (let y = 0; y < cardHeightDots; y += 1) {
      const lacks = 255 - (rgb[(y * cardWidthDots + x) * 3 + channel] ?? 255);
      held = ((held << colourBits) | Math.round((lacks * most) / 255)) & 0xffff;
      heldBits += colourBits;
      if (heldBits < 8) continue;
      heldBits -= 8;
      panel[at] = (held >> heldBits) & 0xff;
      at += 1;
    }
  }
  return panel;
}
