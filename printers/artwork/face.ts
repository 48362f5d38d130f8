import type { TextFit } from "../../main/core/artwork.ts";
import type { ArtworkFault } from "../../main/core/ports/card-artist.ts";
import { cardHeightDots, cardWidthDots, type PrintLayers } from "../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { pixelsOf } from "../../native/images/photographs.ts";
import { coverageOfSvg, drawSvg } from "../../native/images/rasters.ts";
import { type PlacedCode, placeCodes } from "./codes.ts";
import { svgOf } from "./drawing.ts";
import { emptyBits, inkCoverage, layOverlay, layPhoto, whiten } from "./layers.ts";
import { type Prepared, plasticOf } from "./prepared.ts";
import { type TemplateElement, templateNameOf } from "./template.ts";
import { drawVectors, fitsOf, type Texts, type Vectors } from "./vectors.ts";

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

/** Grounds kept ready: those of each face and name of the university seen lately. */
const groundsKept = 8;

/** The colour layers without photo and codes, which are the same for everybody. */
export interface Grounds {
  /** RGB of what lines show on white, with the university's own pictures among the elements; it may not be written on. */
  of(prepared: Prepared, lines: string, elements: readonly TemplateElement[]): Promise<Uint8Array>;
  /** The dots of lines that are black on everybody's card; they may not be written on. */
  black(lines: string): Promise<Uint8Array>;
}

/** Keeps the grounds drawn lately. */
export function createGrounds(): Grounds {
  const kept = new Map<string, Promise<Uint8Array>>();
  const once = (key: string, draw: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const drawing = draw();
    if (kept.size >= groundsKept) kept.clear();
    kept.set(key, drawing);
    return drawing;
  };
  return {
    of: (prepared, lines, elements) =>
      once(`${templateNameOf(prepared.template)} ${elements.length} ${lines}`, () =>
        groundOf(prepared, lines, elements),
      ),
    black: (lines) => once(`black ${lines}`, () => blackOf(lines)),
  };
}

async function blackOf(lines: string): Promise<Uint8Array> {
  const bits = emptyBits(cardWidthDots, cardHeightDots);
  inkCoverage(bits, wholeCard, await coverageOfSvg(svgOf(wholeCard, lines)));
  return bits.black;
}

async function groundOf(
  prepared: Prepared,
  lines: string,
  elements: readonly TemplateElement[],
): Promise<Uint8Array> {
  const { pixels } = await drawSvg(svgOf(wholeCard, lines));
  const ground = new Uint8Array(pixels);
  for (const element of elements) {
    const overlay = prepared.pictures.get(element);
    if (element.kind === "image" && overlay !== undefined) layOverlay(ground, element, overlay);
  }
  return ground;
}

/** RGB of what the blank carries before anything is printed; null when it is plain white. */
export async function drawPlastic(
  prepared: Prepared,
  texts: Texts,
  grounds: Grounds,
): Promise<Result<Uint8Array | null, ArtworkFault>> {
  const elements = plasticOf(prepared.template);
  if (elements.length === 0) return succeeded(null);
  const { width, height } = prepared.template;
  const lines = drawVectors({ ...prepared, template: { width, height, elements } }, texts);
  if (!lines.ok) return lines;
  return succeeded(
    await grounds.of(prepared, lines.value.colour + lines.value.blackForAll + lines.value.black, elements),
  );
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
  const { blackArea, blackForAll } = vectors.value;
  const places = template.elements.filter((each) => each.kind === "photo");
  const [codes, ground, common, coverage, photos] = await Promise.all([
    placeCodes(template, facts.texts, facts.qrText, 1),
    grounds.of(prepared, vectors.value.colour, template.elements),
    blackForAll === "" ? null : grounds.black(blackForAll),
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
  if (common !== null) bits.black.set(common);
  if (blackArea !== null && coverage !== null) inkCoverage(bits, blackArea, coverage);
  for (const code of codes.value) {
    whiten(colour, code.area);
    code.draw(bits);
  }
  return succeeded({
    layers: { colour, black: bits.black },
    fits: fitsOf(vectors.value),
    vectors: vectors.value,
    codes: codes.value,
  });
}

/** The colour layer of a drawn face as its texts find it: a copy, without them and their like, the photo in its place. */
export async function groundWithoutTexts(
  prepared: Prepared,
  face: DrawnFace,
  grounds: Grounds,
): Promise<Uint8Array> {
  const elements = prepared.template.elements.filter(({ kind }) => kind !== "label" && kind !== "field");
  const { width, height } = prepared.template;
  const lines = drawVectors({ ...prepared, template: { width, height, elements } }, {});
  if (!lines.ok) throw new Error("a face without texts can always be drawn");
  const ground = new Uint8Array(await grounds.of(prepared, lines.value.colour, elements));
  for (const each of elements) {
    if (each.kind !== "photo") continue;
    for (let row = each.y; row < each.y + each.height; row += 1) {
      const from = (row * cardWidthDots + each.x) * 3;
      ground.set(face.layers.colour.subarray(from, from + each.width * 3), from);
    }
  }
  return ground;
}
