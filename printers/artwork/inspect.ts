import type { ArtworkArea, ArtworkRemark } from "../../main/core/artwork.ts";
import { contrast, type Rgb, rgbOf } from "../../main/core/colour.ts";
import { cardHeightDots, cardWidthDots } from "../../main/core/ports/card-printer.ts";
import type { PlacedCode } from "./codes.ts";
import { type DrawnFace, type Grounds, groundWithoutTexts } from "./face.ts";
import { seenThrough, whiten } from "./layers.ts";
import type { Prepared } from "./prepared.ts";
import { smallestTextPx, type TemplateElement } from "./template.ts";
import type { LaidText } from "./vectors.ts";

type Side = "front" | "back";

const dotsPerMm = 300 / 25.4;
/** Nothing that must be read stands nearer to the edge: cards are cut, and printed, with half a millimetre of play. */
const cardMarginMm = 3;
const stickerMarginMm = 1;
const dotsPerPoint = 300 / 72;
/** WCAG 2.2, 1.4.3: small text, and text from 14 pt bold or 18 pt. */
const textContrast = { small: 4.5, large: 3 };
/** Readers want dark on light: less than this and they give up before people do. */
const codeContrast = 7;
const leastQuiet = { qr: 4, "code-128": 10, "code-39": 10 };
/** A phone reads a third of a millimetre, a library's reader a fifth. */
const leastModuleMm = { qr: 0.33, "code-128": 0.19, "code-39": 0.19 };
/** On a sticker, held close to the phone, a quarter is enough. */
const leastStickerModuleMm = 0.24;

/** Finds what will not print or read on one face of a card, its texts and codes as drawn for somebody. */
export async function inspectCardFace(
  side: Side,
  prepared: Prepared,
  face: DrawnFace,
  plastic: Uint8Array | null,
  grounds: Grounds,
): Promise<readonly ArtworkRemark[]> {
  const ground = await groundWithoutTexts(prepared, face, grounds);
  for (const { area } of face.codes) whiten(ground, area);
  const seen = plastic === null ? ground : seenThrough(ground, plastic);
  return [
    ...inspectTexts(side, face.vectors.laid, prepared, cardMarginMm),
    ...face.vectors.laid.flatMap((text) => contrastOf(side, text, prepared, seen)),
    ...inspectPlaces(side, prepared, face.codes, cardMarginMm),
    ...face.codes.flatMap((code) => inspectCode(side, code, leastModuleMm[kindOf(code)])),
    ...face.codes.flatMap((code) => inspectGround(side, code, face.layers.black, seen)),
    ...ownMarks(side, prepared),
  ];
}

/** Finds what will not print or read on a sticker, drawn at 300 dpi. */
export function inspectSticker(
  prepared: Prepared,
  laid: readonly LaidText[],
  codes: readonly PlacedCode[],
): readonly ArtworkRemark[] {
  return [
    ...inspectTexts("front", laid, prepared, stickerMarginMm),
    ...inspectPlaces("front", prepared, codes, stickerMarginMm),
    ...codes.flatMap((code) => inspectCode("front", code, leastStickerModuleMm)),
  ];
}

function inspectTexts(
  side: Side,
  laid: readonly LaidText[],
  prepared: Prepared,
  marginMm: number,
): readonly ArtworkRemark[] {
  return laid.flatMap((text) => {
    const { area, what } = shownAs(text);
    const points = Math.round((text.sizePx / dotsPerPoint) * 10) / 10;
    return [
      ...(text.fit === null ? [] : [{ kind: "fitted", side, fit: text.fit, area } as const]),
      ...(text.sizePx < smallestTextPx - 1e-6
        ? [{ kind: "small-text", side, what, points, area } as const]
        : []),
      ...placeOf(side, area, what, prepared, marginMm),
    ];
  });
}

/** Photo, codes and pictures keep to the safe area; the photo keeps its shape of 35 by 45. */
function inspectPlaces(
  side: Side,
  prepared: Prepared,
  codes: readonly PlacedCode[],
  marginMm: number,
): readonly ArtworkRemark[] {
  const places = prepared.template.elements.flatMap((each) => {
    if (each.kind === "image") return placeOf(side, boxOf(each), each.file, prepared, marginMm);
    if (each.kind !== "photo") return [];
    const stretched = Math.abs(each.width / each.height / (35 / 45) - 1) > 0.01;
    return [
      ...placeOf(side, boxOf(each), "photo", prepared, marginMm),
      ...(stretched ? [{ kind: "photo-shape", side, area: boxOf(each) } as const] : []),
    ];
  });
  return [...places, ...codes.flatMap((code) => placeOf(side, code.ink, kindOf(code), prepared, marginMm))];
}

function placeOf(
  side: Side,
  area: ArtworkArea,
  what: string,
  { template }: Prepared,
  marginMm: number,
): readonly ArtworkRemark[] {
  const beyond = (margin: number) =>
    area.x < margin ||
    area.y < margin ||
    area.x + area.width > template.width - margin ||
    area.y + area.height > template.height - margin;
  if (beyond(0)) return [{ kind: "outside-card", side, what, area }];
  return beyond(Math.floor(marginMm * dotsPerMm)) ? [{ kind: "outside-safe-area", side, what, area }] : [];
}

function contrastOf(
  side: Side,
  { element, ink, sizePx }: LaidText,
  { palette }: Prepared,
  seen: Uint8Array,
): readonly ArtworkRemark[] {
  const colour = rgbOf(element.paint === "resin" ? "#000000" : palette(element.paint));
  const ratio = Math.round(worstContrast(colour, ink, seen) * 10) / 10;
  const points = sizePx / dotsPerPoint;
  const large = points >= 18 || (points >= 14 && element.weight === "bold");
  const what = element.kind === "label" ? element.text : element.field;
  return ratio < (large ? textContrast.large : textContrast.small)
    ? [{ kind: "low-contrast", side, what, ratio, area: ink }]
    : [];
}

/** The contrast that nine dots in ten of an area reach. */
function worstContrast(colour: Rgb, area: ArtworkArea, seen: Uint8Array): number {
  const ratios: number[] = [];
  const step = 3;
  for (
    let y = Math.max(0, Math.floor(area.y));
    y < Math.min(cardHeightDots, area.y + area.height);
    y += step
  ) {
    for (
      let x = Math.max(0, Math.floor(area.x));
      x < Math.min(cardWidthDots, area.x + area.width);
      x += step
    ) {
      const at = (y * cardWidthDots + x) * 3;
      ratios.push(contrast(colour, [seen[at] ?? 255, seen[at + 1] ?? 255, seen[at + 2] ?? 255]));
    }
  }
  return ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 10)] ?? 21;
}

function inspectCode(side: Side, code: PlacedCode, leastMm: number): readonly ArtworkRemark[] {
  const kind = kindOf(code);
  const millimetres = Math.round((code.modulePx / dotsPerMm) * 100) / 100;
  const modules = Math.floor((code.ink.x - code.area.x) / code.modulePx);
  return [
    ...(millimetres < leastMm
      ? [{ kind: "small-modules", side, code: kind, millimetres, area: code.ink } as const]
      : []),
    ...(modules < leastQuiet[kind]
      ? [{ kind: "quiet-zone", side, code: kind, modules, area: code.area } as const]
      : []),
  ];
}

function inspectGround(
  side: Side,
  code: PlacedCode,
  black: Uint8Array,
  seen: Uint8Array,
): readonly ArtworkRemark[] {
  const kind = kindOf(code);
  const { area, ink } = code;
  const inked = someDot(area, (x, y) => {
    const inside = x >= ink.x && x < ink.x + ink.width && y >= ink.y && y < ink.y + ink.height;
    return !inside && ((black[y * (cardWidthDots / 8) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
  });
  return [
    ...(inked ? [{ kind: "quiet-zone-inked", side, code: kind, area } as const] : []),
    ...(worstContrast([0, 0, 0], area, seen) < codeContrast
      ? [{ kind: "dark-ground", side, code: kind, area } as const]
      : []),
  ];
}

function someDot(area: ArtworkArea, is: (x: number, y: number) => boolean): boolean {
  for (let y = Math.max(0, area.y); y < Math.min(cardHeightDots, area.y + area.height); y += 1) {
    for (let x = Math.max(0, area.x); x < Math.min(cardWidthDots, area.x + area.width); x += 1) {
      if (is(x, y)) return true;
    }
  }
  return false;
}

function ownMarks(side: Side, prepared: Prepared): readonly ArtworkRemark[] {
  return prepared.template.elements.flatMap((each) =>
    each.kind === "image" && !prepared.hasPicture(each)
      ? [{ kind: "own-mark", side, file: each.file, area: boxOf(each) } as const]
      : [],
  );
}

function shownAs({ element, ink }: LaidText): { readonly area: ArtworkArea; readonly what: string } {
  return { area: ink, what: element.kind === "label" ? element.text : element.field };
}

function kindOf({ element }: PlacedCode): "qr" | "code-128" | "code-39" {
  return element.kind === "qr" ? "qr" : element.symbology;
}

function boxOf({
  x,
  y,
  width,
  height,
}: Extract<TemplateElement, { readonly kind: "photo" | "image" }>): ArtworkArea {
  return { x, y, width, height };
}
