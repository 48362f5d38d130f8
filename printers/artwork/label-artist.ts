import type { ArtworkFault } from "../../main/core/ports/card-artist.ts";
import type {
  DrawnLabel,
  LabelArtist,
  LabelDotsPerInch,
  StickerFacts,
} from "../../main/core/ports/label-artist.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { coverageOfSvg, pngOf } from "../../native/images/rasters.ts";
import { placeCodes } from "./codes.ts";
import { svgOf } from "./drawing.ts";
import { emptyBits, inkCoverage, picturedBits } from "./layers.ts";
import { paletteOf } from "./palette.ts";
import { type Prepared, prepare } from "./prepared.ts";
import { templateNameOf } from "./template.ts";
import { openShelf, type TemplateShelf } from "./templates.ts";
import { drawVectors } from "./vectors.ts";

/** Dots an inch that templates are written in. */
const templateDotsPerInch = 300;

/** An artist of stickers. Fonts and templates are read when the first is drawn. `folder`: the university's own templates. */
export function createLabelArtist(folder: string | null): LabelArtist {
  const prepared = new Map<string, Promise<Prepared>>();
  let opening: Promise<TemplateShelf> | undefined;

  async function readied(name: string): Promise<Prepared | null> {
    opening ??= openShelf(folder);
    const template = (await opening).find(name);
    if (template?.kind !== "sticker") return null;
    const known = prepared.get(templateNameOf(template));
    if (known !== undefined) return known;
    const preparing = prepare(template, paletteOf("#000000"), null);
    prepared.set(templateNameOf(template), preparing);
    return preparing;
  }

  return {
    async draw(facts, name, dotsPerInch) {
      const ready = await readied(name);
      return ready === null
        ? failed({ kind: "no-such-template", template: name })
        : drawLabel(ready, facts, dotsPerInch);
    },
    picture: (raster) =>
      pngOf({ pixels: picturedBits(raster), widthPx: raster.widthDots, heightPx: raster.heightDots }),
  };
}

async function drawLabel(
  prepared: Prepared,
  facts: StickerFacts,
  dotsPerInch: LabelDotsPerInch,
): Promise<Result<DrawnLabel, ArtworkFault>> {
  const { template } = prepared;
  const scale = dotsPerInch / templateDotsPerInch;
  const vectors = drawVectors(prepared, facts);
  if (!vectors.ok) return vectors;
  const codes = await placeCodes(template, facts, facts.qrText, scale);
  if (!codes.ok) return codes;
  const whole = { x: 0, y: 0, width: template.width, height: template.height };
  const raster = emptyBits(Math.round(template.width * scale), Math.round(template.height * scale));
  const coverage = await coverageOfSvg(svgOf(whole, vectors.value.black, scale));
  inkCoverage(raster, { x: 0, y: 0, width: raster.widthDots, height: raster.heightDots }, coverage);
  for (const code of codes.value) code.draw(raster);
  return succeeded({ template: templateNameOf(template), raster, fits: vectors.value.fits });
}
