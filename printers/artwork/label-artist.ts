import type { ArtworkFault } from "../../main/core/ports/card-artist.ts";
import type { DrawnLabel, LabelArtist } from "../../main/core/ports/label-artist.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { pngOf } from "../../native/images/rasters.ts";
import { picturedBits } from "./layers.ts";
import { paletteOf } from "./palette.ts";
import { type Prepared, prepare } from "./prepared.ts";
import { type DrawnSticker, drawSticker } from "./sticker.ts";
import { templateNameOf } from "./template.ts";
import { openShelf, type TemplateShelf } from "./templates.ts";
import { fitsOf } from "./vectors.ts";

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
        : labelOf(await drawSticker(ready, facts, dotsPerInch / templateDotsPerInch), ready);
    },
    picture: (raster) =>
      pngOf({ pixels: picturedBits(raster), widthPx: raster.widthDots, heightPx: raster.heightDots }),
  };
}

function labelOf(
  drawn: Result<DrawnSticker, ArtworkFault>,
  { template }: Prepared,
): Result<DrawnLabel, ArtworkFault> {
  if (!drawn.ok) return drawn;
  const { raster, vectors } = drawn.value;
  return succeeded({ template: templateNameOf(template), raster, fits: fitsOf(vectors) });
}
