import { cardHeightDots, cardWidthDots, type PrintLayers } from "../../main/core/ports/card-printer.ts";

/** What an Evolis printer makes of the panels it was sent, back in the picture's own direction. */
export function layersInPanels(panels: ReadonlyMap<string, Panel>): PrintLayers | null {
  const resin = panels.get("k");
  if (resin === undefined) return null;
  const black = new Uint8Array((cardWidthDots / 8) * cardHeightDots);
  const colour = new Uint8Array(cardWidthDots * cardHeightDots * 3).fill(255);
  eachDot(resin, (x, y, value) => {
    if (value === 0) return;
    const at = y * (cardWidthDots / 8) + Math.floor(x / 8);
    black[at] = (black[at] ?? 0) | (128 >> (x % 8));
  });
  for (const [dye, channel] of [
    ["c", 0],
    ["m", 1],
    ["y", 2],
  ] as const) {
    const panel = panels.get(dye);
    if (panel === undefined) continue;
    const most = panel.levels - 1;
    eachDot(panel, (x, y, value) => {
      colour[(y * cardWidthDots + x) * 3 + channel] = 255 - Math.round((value / most) * 255);
    });
  }
  return { colour, black };
}

/** One downloaded panel. */
export interface Panel {
  readonly levels: number;
  readonly dots: Uint8Array;
}

/** Bytes a panel of so many levels takes; null when no panel has so many. */
export function bytesOfPanel(levels: number): number | null {
  const bits = Math.log2(levels);
  return [1, 5, 6, 7].includes(bits) ? (cardWidthDots * cardHeightDots * bits) / 8 : null;
}

/** Goes over the dots as they lie on the card: lines across it from the right edge, each from the top. */
function eachDot({ levels, dots }: Panel, see: (x: number, y: number, value: number) => void): void {
  const bits = Math.log2(levels);
  let at = 0;
  let held = 0;
  let heldBits = 0;
  for (let line = 0; line < cardWidthDots; line += 1) {
    for (let dot = 0; dot < cardHeightDots; dot += 1) {
      if (heldBits < bits) {
        held = ((held << 8) | (dots[at] ?? 0)) & 0xffff;
        at += 1;
        heldBits += 8;
      }
      heldBits -= bits;
      see(cardWidthDots - 1 - line, dot, (held >> heldBits) & (levels - 1));
    }
  }
}
