import type { ArtworkFault } from "../../main/core/ports/card-artist.ts";
import type { LabelRaster, StickerFacts } from "../../main/core/ports/label-artist.ts";
import { type Result, succeeded } from "../../main/core/result.ts";
import { coverageOfSvg } from "../../native/images/rasters.ts";
import { type PlacedCode, placeCodes } from "./codes.ts";
import { svgOf } from "./drawing.ts";
import { emptyBits, inkCoverage } from "./layers.ts";
import type { Prepared } from "./prepared.ts";
import { drawVectors, type Vectors } from "./vectors.ts";

/** A sticker in dots, and how it came about. */
export interface DrawnSticker {
  readonly raster: LabelRaster;
  readonly vectors: Vectors;
  readonly codes: readonly PlacedCode[];
}

/** Draws a sticker, or names what can not be drawn. `scale`: the printer's dots for one of the template. */
export async function drawSticker(
  prepared: Prepared,
  facts: StickerFacts,
  scale: number,
): Promise<Result<DrawnSticker, ArtworkFault>> {
  const { template } = prepared;
  const vectors = drawVectors(prepared, facts);
  if (!vectors.ok) return vectors;
  const codes = await placeCodes(template, facts, facts.qrText, scale);
  if (!codes.ok) return codes;
  const whole = { x: 0, y: 0, width: template.width, height: template.height };
  const raster = emptyBits(Math.round(template.width * scale), Math.round(template.height * scale));
  const coverage = await coverageOfSvg(svgOf(whole, vectors.value.blackForAll + vectors.value.black, scale));
  inkCoverage(raster, { x: 0, y: 0, width: raster.widthDots, height: raster.heightDots }, coverage);
  for (const code of codes.value) code.draw(raster);
  return succeeded({ raster, vectors: vectors.value, codes: codes.value });
}
