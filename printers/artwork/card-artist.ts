import { createHash } from "node:crypto";
import { escnQrText } from "../../main/core/escn.ts";
import type { ArtworkFault, CardArtist, CardFront, CardPicture } from "../../main/core/ports/card-artist.ts";
import { cardHeightDots, cardWidthDots, type PrintLayers } from "../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { pixelsOf } from "../../native/images/photographs.ts";
import { coverageOfSvg, drawSvg, pngOf } from "../../native/images/rasters.ts";
import { areaAround, svgOf } from "./drawing.ts";
import {
  type DrawnField,
  drawFields,
  groundWith,
  type Prepared,
  prepare,
  shippedTemplate,
  wholeCard,
} from "./front-texts.ts";
import { emptyBlack, inkCoverage, inkModules, laidOver, layPhoto, whiten } from "./layers.ts";
import { paletteOf } from "./palette.ts";
import { qrModules } from "./qr.ts";
import { templateNameOf } from "./template.ts";

/** What a university chooses about its card. */
export interface CardArtistOptions {
  /** The colour of the band, `#rrggbb`. */
  readonly accent?: string;
  /** A template other than the shipped one. */
  readonly template?: URL | string;
}

const shippedAccent = "#1d4e89";

/** Grounds kept ready: one for each name of the university seen lately. */
const groundsKept = 8;

/** An artist for one template. Fonts, template and ground are read when the first card is drawn, then kept. */
export function createCardArtist(
  options: CardArtistOptions = {},
): CardArtist & { /** Reads what the first card needs before it is asked for. */ warmUp(): Promise<void> } {
  const palette = paletteOf(options.accent ?? shippedAccent);
  const grounds = new Map<string, Promise<Uint8Array>>();
  let preparing: Promise<Prepared> | undefined;

  function ready(): Promise<Prepared> {
    preparing ??= prepare(options.template ?? shippedTemplate);
    return preparing;
  }

  async function drawFront(front: CardFront): Promise<Result<CardPicture, ArtworkFault>> {
    const prepared = await ready();
    const { template } = prepared;
    const fields = drawFields(prepared, front);
    if (!fields.ok) return fields;
    const drawn = fields.value;
    const inColour = drawn.filter(({ field }) => field.layer === "colour");
    const inBlack = drawn.filter(({ field }) => field.layer === "black");
    const blackArea = areaAround(
      inBlack.map(({ field }) => field),
      wholeCard,
    );
    const { width, height } = template.photo;
    const [photo, ground, coverage, modules] = await Promise.all([
      pixelsOf(front.photo, width, height),
      groundOf(prepared, inColour),
      coverageOfSvg(svgOf(blackArea, inBlack.map(({ svg }) => svg).join(""))),
      qrModules(escnQrText(front.escn)),
    ]);
    if (!photo.ok) return failed({ kind: "photo-unreadable" });

    const colour = new Uint8Array(ground);
    layPhoto(colour, template.photo, photo.value.pixels);
    const side = (modules.size + 2 * template.qr.quietModules) * template.qr.modulePx;
    const quiet = template.qr.quietModules * template.qr.modulePx;
    whiten(colour, { x: template.qr.x - quiet, y: template.qr.y - quiet, width: side, height: side });
    const black = emptyBlack();
    inkCoverage(black, blackArea, coverage);
    inkModules(black, template.qr, modules);
    return succeeded({
      template: templateNameOf(template),
      layers: { colour, black },
      sha256: createHash("sha256").update(colour).update(black).digest("hex"),
      fits: drawn.flatMap(({ fit }) => (fit === null ? [] : [fit])),
    });
  }

  function groundOf(prepared: Prepared, fields: readonly DrawnField[]): Promise<Uint8Array> {
    const svg = groundWith(prepared, palette, fields);
    const known = grounds.get(svg);
    if (known !== undefined) return known;
    const drawing = drawSvg(svg).then(({ pixels }) => pixels);
    if (grounds.size >= groundsKept) grounds.clear();
    grounds.set(svg, drawing);
    return drawing;
  }

  return {
    drawFront,
    picture,
    async warmUp() {
      const prepared = await ready();
      for (const field of prepared.template.fields) prepared.faces(field).shape("Aé");
      await Promise.all([groundOf(prepared, []), qrModules("warm")]);
    },
  };
}

async function picture(layers: PrintLayers): Promise<Uint8Array> {
  return pngOf({
    pixels: laidOver(layers.colour, layers.black),
    widthPx: cardWidthDots,
    heightPx: cardHeightDots,
  });
}
