import type { TextFit } from "../../main/core/artwork.ts";
import type { ArtworkFault } from "../../main/core/ports/card-artist.ts";
import { cardHeightDots, cardWidthDots, type PrintLayers } from "../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { pixelsOf } from "../../native/images/photographs.ts";
import { coverageOfSvg, drawSvg } from "../../native/images/rasters.ts";
import { type PlacedCode, placeCodes } from "./codes.ts";
import { svgOf } from "./drawing.ts";
import { emptyBits, inkCoverage, layOverlay, layPhoto, whiten } from "./layers.ts";
import type { Prepared } from "./prepared.ts";
import { drawVectors, type Texts, type Vectors } from "./vectors.ts";

/** What stands on one face of a card. */
export interface FaceFacts {
  readonly texts: Texts;
  readonly photo: Uint8Array;
  readonly qrText: string;
}

/** A face in its two layers, and how it came about. */
export interface DrawnFace {
  readonly layers: PrintLayers;
  readonly fits: readonly TextFit[];
  readonly vectors: Vectors;
  readonly codes: readonly PlacedCode[];
}

const wholeCard = { x: 0, y: 0, width: cardWidthDots, height: cardHeightDots };

/** Grounds kept ready: one for each face and name of the university seen lately. */
const groundsKept = 8;

/** The colour layers without photo and codes, which are the same for everybody. */
export interface Grounds {
  /** RGB of what a face's lines and pictures show; it may not be written on. */
  of(prepared: Prepared, colour: string): Promise<Uint8Array>;
}

/** Keeps the grounds drawn lately. */
export function createGrounds(): Grounds {
  const kept = new Map<string, Promise<Uint8Array>>();
  return {
    of(prepared, colour) {
      const { name, version } = prepared.template;
      const key = `${name}@${version} ${colour}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const drawing = groundOf(prepared, colour);
      if (kept.size >= groundsKept) kept.clear();
      kept.set(key, drawing);
      return drawing;
    },
  };
}

async function groundOf(prepared: Prepared, colour: string): Promise<Uint8Array> {
  const { pixels } = await drawSvg(svgOf(wholeCard, colour));
  const ground = new Uint8Array(pixels);
  for (const [element, overlay] of prepared.pictures) {
    if (element.kind === "image") layOverlay(ground, element, overlay);
  }
  return ground;
}

/** Draws one face of a card in the layers of its printer, or names what can not be drawn. */
export async function drawFace(
  prepared: Prepared,
  facts: FaceFacts,
  grounds: Grounds,
): Promise<Result<DrawnFace, ArtworkFault>> {
  const { template } = prepared;
  const vectors = drawVectors(prepared, facts.texts);
  if (!vectors.ok) return vectors;
  const { blackArea } = vectors.value;
  const places = template.elements.filter((each) => each.kind === "photo");
  const [codes, ground, coverage, photos] = await Promise.all([
    placeCodes(template, facts.texts, facts.qrText, 1),
    grounds.of(prepared, vectors.value.colour),
    blackArea === null ? null : coverageOfSvg(svgOf(blackArea, vectors.value.black)),
    Promise.all(places.map(({ width, height }) => pixelsOf(facts.photo, width, height))),
  ]);
  if (!codes.ok) return codes;
  const colour = new Uint8Array(ground);
  for (const [at, place] of places.entries()) {
    const photo = photos[at];
    if (photo?.ok !== true) return failed({ kind: "photo-unreadable" });
    layPhoto(colour, place, photo.value.pixels);
  }
  const bits = emptyBits(cardWidthDots, cardHeightDots);
  if (blackArea !== null && coverage !== null) inkCoverage(bits, blackArea, coverage);
  for (const code of codes.value) {
    whiten(colour, code.area);
    code.draw(bits);
  }
  return succeeded({
    layers: { colour, black: bits.black },
    fits: vectors.value.fits,
    vectors: vectors.value,
    codes: codes.value,
  });
}
