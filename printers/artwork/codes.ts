import type { ArtworkFault } from "../../main/core/ports/card-artist.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { barsOf } from "./barcodes.ts";
import type { Area } from "./drawing.ts";
import { type Bits, inkBars, inkModules } from "./layers.ts";
import { qrModules } from "./qr.ts";
import type { Template, TemplateBarcode, TemplateQr } from "./template.ts";
import type { Texts } from "./vectors.ts";

/** A code in place, in dots of the printer. */
export interface PlacedCode {
  readonly element: TemplateQr | TemplateBarcode;
  readonly modulePx: number;
  /** The code with its quiet zone: nothing else may stand here, and the ground is left white. */
  readonly area: Area;
  /** The bars or modules alone. */
  readonly ink: Area;
  draw(bits: Bits): void;
}

/** Narrower bars come out of no card or label printer well enough to be read. */
const narrowestBarDots = 2;

/** Places every code of a face in whole dots of the printer. `scale`: its dots for one of the template. */
export async function placeCodes(
  template: Template,
  texts: Texts,
  qrText: string,
  scale: number,
): Promise<Result<readonly PlacedCode[], ArtworkFault>> {
  const placed: PlacedCode[] = [];
  for (const element of template.elements) {
    if (element.kind === "qr") placed.push(await placedQr(element, qrText, scale));
    if (element.kind === "barcode") {
      const text = texts[element.of] ?? "";
      const bars = placedBars(element, text, scale);
      if (bars === null) return failed({ kind: "no-barcode", field: element.of, text });
      placed.push(bars);
    }
  }
  return succeeded(placed);
}

async function placedQr(element: TemplateQr, text: string, scale: number): Promise<PlacedCode> {
  const modules = await qrModules(text);
  const modulePx = Math.max(1, Math.floor(element.modulePx * scale + rounding));
  const at = { x: Math.round(element.x * scale), y: Math.round(element.y * scale), modulePx };
  const side = modules.size * modulePx;
  const quiet = element.quietModules * modulePx;
  return {
    element,
    modulePx,
    ink: { x: at.x, y: at.y, width: side, height: side },
    area: { x: at.x - quiet, y: at.y - quiet, width: side + 2 * quiet, height: side + 2 * quiet },
    draw: (bits) => inkModules(bits, at, modules),
  };
}

/** A module of 3 template dots is 2.03 dots at 203 dpi: two, not one for a rounding of the last place. */
const rounding = 1e-6;

function placedBars(element: TemplateBarcode, text: string, scale: number): PlacedCode | null {
  const bars = barsOf(element.symbology, text);
  if (bars === null) return null;
  const width = Math.floor(element.width * scale);
  const modules = bars.reduce((sum, each) => sum + each, 0);
  const modulePx = Math.floor(width / (modules + 2 * element.quietModules));
  if (modulePx < narrowestBarDots) return null;
  const box = { x: Math.round(element.x * scale), y: Math.round(element.y * scale) };
  const height = Math.round(element.height * scale);
  const ink = {
    x: box.x + Math.floor((width - modules * modulePx) / 2),
    y: box.y,
    width: modules * modulePx,
    height,
  };
  return {
    element,
    modulePx,
    ink,
    area: { ...box, width, height },
    draw: (bits) => inkBars(bits, { ...ink, modulePx }, bars),
  };
}
