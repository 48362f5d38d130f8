import { cardHeightDots, cardWidthDots } from "../../../main/core/ports/card-printer.ts";
import { collectionsIn, numberIn, valuesIn, wordsIn } from "../../ipp/look.ts";
import type { IppAttributes, IppValue } from "../../ipp/message.ts";

/** A card as a queue knows it: its size as it lies when the printer feeds it, in hundredths of a millimetre. */
export interface Sheet {
  readonly xHundredthsMm: number;
  readonly yHundredthsMm: number;
}

/** A whole card at 300 dpi with the dots that go over its edge: what the artwork fills. */
export const fullCard: Sheet = { xHundredthsMm: 8602, yHundredthsMm: 5486 };
/** What counts as a card: CR80 is 85.6 × 54 mm, drivers give it up to a millimetre of bleed or of margin. */
const longSide = { from: 8400, to: 8750 };
const shortSide = { from: 5250, to: 5600 };

/** What a printer is asked for to choose a sheet from. */
export const sheetAttributes = ["media-size-supported", "media-supported"] as const;

/**
 * The sheet nearest to a whole card among those a printer takes; null when it takes others but no card. A raw queue says
 * nothing of its media: it is given whole cards.
 */
export function sheetOf(printer: IppAttributes): Sheet | null {
  const sizes = collectionsIn(printer, "media-size-supported");
  const named = wordsIn(printer, "media-supported");
  const fixed = [...sizes.flatMap(fixedSize), ...named.flatMap(sizeInName)].filter(isCard);
  const [nearest] = fixed.toSorted((one, other) => distance(one) - distance(other));
  if (nearest !== undefined) return nearest;
  for (const size of sizes) {
    const custom = [fullCard, turned(fullCard)].find((card) => takes(size, card));
    if (custom !== undefined) return custom;
  }
  return sizes.length === 0 && named.length === 0 ? fullCard : null;
}

/** Whether the printer feeds the short side first: the picture is turned for it. */
export function isUpright({ xHundredthsMm, yHundredthsMm }: Sheet): boolean {
  return yHundredthsMm > xHundredthsMm;
}

/** The sheet's name in documents that want one (PWG 5101.1). */
export function mediaName({ xHundredthsMm, yHundredthsMm }: Sheet): string {
  const size = `${xHundredthsMm / 100}x${yHundredthsMm / 100}mm`;
  return `custom_card-${size}_${size}`;
}

/** Dots of the card's artwork, which is drawn at 300 dpi. */
export const artworkDots = { width: cardWidthDots, height: cardHeightDots, dpi: 300 } as const;

function fixedSize(size: IppAttributes): readonly Sheet[] {
  const [x, y] = [numberIn(size, "x-dimension"), numberIn(size, "y-dimension")];
  return x === null || y === null ? [] : [{ xHundredthsMm: x, yHundredthsMm: y }];
}

/** The size a media name ends with (PWG 5101.1): `iso_id-1_53.98x85.6mm`, `na_…_2.125x3.375in`. */
function sizeInName(name: string): readonly Sheet[] {
  const [, x, y, unit] = /_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)$/.exec(name) ?? [];
  if (x === undefined || y === undefined || /^custom_(?:min|max)_/.test(name)) return [];
  const hundredths = (text: string) => Math.round(Number(text) * (unit === "in" ? 2540 : 100));
  return [{ xHundredthsMm: hundredths(x), yHundredthsMm: hundredths(y) }];
}

function takes(size: IppAttributes, { xHundredthsMm, yHundredthsMm }: Sheet): boolean {
  const [x] = valuesIn(size, "x-dimension");
  const [y] = valuesIn(size, "y-dimension");
  return holds(x, xHundredthsMm) && holds(y, yHundredthsMm);
}

function holds(value: IppValue | undefined, dimension: number): boolean {
  if (value?.kind === "range") return value.from <= dimension && dimension <= value.to;
  return value?.kind === "integer" && value.value === dimension;
}

function isCard(sheet: Sheet): boolean {
  const [short, long] = sides(sheet);
  return long >= longSide.from && long <= longSide.to && short >= shortSide.from && short <= shortSide.to;
}

function distance(sheet: Sheet): number {
  const [short, long] = sides(sheet);
  return Math.abs(long - fullCard.xHundredthsMm) + Math.abs(short - fullCard.yHundredthsMm);
}

function sides({ xHundredthsMm, yHundredthsMm }: Sheet): readonly [number, number] {
  return xHundredthsMm < yHundredthsMm ? [xHundredthsMm, yHundredthsMm] : [yHundredthsMm, xHundredthsMm];
}

function turned({ xHundredthsMm, yHundredthsMm }: Sheet): Sheet {
  return { xHundredthsMm: yHundredthsMm, yHundredthsMm: xHundredthsMm };
}
