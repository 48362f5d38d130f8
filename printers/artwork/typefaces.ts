import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Font, Glyph } from "fontkit";
import { inVisualOrder, levelsOf, mirrored } from "./direction.ts";
import type { Weight } from "./template.ts";

/** One glyph in place: which outline, and how far from the start of the line, in ems. */
interface PlacedGlyph {
  readonly outline: string;
  readonly x: number;
  readonly y: number;
}

/** A line of text, shaped. Lengths are in ems: multiply by the text size. */
export interface ShapedLine {
  readonly widthEm: number;
  readonly unitsPerEm: number;
  readonly glyphs: readonly PlacedGlyph[];
}

/** The shipped typefaces in one weight. */
export interface Typeface {
  /** Characters of a text that no shipped font can draw, each once. */
  missing(text: string): readonly string[];
  /** Shapes a text that has no missing character: kerning, ligatures, joined Arabic, right to left where it is written so. */
  shape(text: string): ShapedLine;
}

const require = createRequire(import.meta.url);

/** Noto Sans first; what it lacks comes from Noto Sans Arabic. All have 1000 units to the em. */
const families = [
  "noto-sans/{style}/NotoSans_{style}.ttf",
  "noto-sans-arabic/{style}/NotoSansArabic_{style}.ttf",
];

const styles: Readonly<Record<Weight, string>> = {
  regular: "400Regular",
  medium: "500Medium",
  semibold: "600SemiBold",
  bold: "700Bold",
};

const loaded = new Map<Weight, Promise<Typeface>>();

/** The typeface of a weight, read from the shipped fonts once. */
export function typefaceOf(weight: Weight): Promise<Typeface> {
  const known = loaded.get(weight);
  if (known !== undefined) return known;
  const loading = load(weight);
  loaded.set(weight, loading);
  return loading;
}

/** The text as it will be drawn: composed, one space between words, no invisible marks but those that join letters. */
export function drawable(text: string): string {
  return text
    .normalize("NFC")
    .replace(/(?![\u200C\u200D])\p{Cf}/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

async function load(weight: Weight): Promise<Typeface> {
  const { create } = await import("fontkit");
  const fonts = await Promise.all(
    families.map(async (family) => {
      const path = require.resolve(`@expo-google-fonts/${family.replaceAll("{style}", styles[weight])}`);
      const font = create(await readFile(path));
      if (!("layout" in font)) throw new Error(`a collection, not a font: ${path}`);
      return { font, outlines: new Map<number, string>() };
    }),
  );
  const shaped = new Map<string, ShapedLine>();
  return {
    missing: (text) => [
      ...new Set(Array.from(text).filter((character) => !fonts.some(({ font }) => holds(font, character)))),
    ],
    shape(text) {
      const known = shaped.get(text);
      if (known !== undefined) return known;
      const line = shapeLine(text, fonts);
      if (shaped.size > 2000) shaped.clear();
      shaped.set(text, line);
      return line;
    },
  };
}

interface LoadedFont {
  readonly font: Font;
  /** SVG path of each glyph drawn so far, in font units, y upward. */
  readonly outlines: Map<number, string>;
}

interface Run {
  text: string;
  readonly face: LoadedFont;
  /** Embedding level: odd runs go from right to left. */
  readonly level: number;
}

function shapeLine(text: string, fonts: readonly LoadedFont[]): ShapedLine {
  const runs = inVisualOrder(runsOf(text, fonts));
  const glyphs: PlacedGlyph[] = [];
  let widthEm = 0;
  let unitsPerEm = 1000;
  for (const run of runs) {
    const { font, outlines } = run.face;
    unitsPerEm = font.unitsPerEm;
    const shaped =
      run.level % 2 === 0
        ? font.layout(run.text, undefined, undefined, undefined, "ltr")
        : font.layout(mirrored(run.text), undefined, undefined, undefined, "rtl");
    shaped.glyphs.forEach((glyph, i) => {
      const at = shaped.positions[i];
      if (at === undefined) return;
      const outline = outlineOf(glyph, outlines);
      if (outline !== "") {
        glyphs.push({ outline, x: widthEm + at.xOffset / unitsPerEm, y: at.yOffset / unitsPerEm });
      }
      widthEm += at.xAdvance / unitsPerEm;
    });
  }
  return { widthEm, unitsPerEm, glyphs };
}

/** Cuts a text where the font or the direction must change; marks and spaces stay with the letters before them where that font holds them. */
function runsOf(text: string, fonts: readonly LoadedFont[]): Run[] {
  const levels = levelsOf(text);
  const runs: Run[] = [];
  let at = 0;
  for (const character of text) {
    const level = levels?.[at] ?? 0;
    at += character.length;
    const current = runs.at(-1);
    const here = current?.level === level ? current : undefined;
    if (here !== undefined && /[\p{M}\s\u200C\u200D]/u.test(character) && holds(here.face.font, character)) {
      here.text += character;
      continue;
    }
    const face = fonts.find(({ font }) => holds(font, character));
    if (face === undefined) throw new Error("a character without glyph came to be shaped");
    if (here !== undefined && here.face === face) here.text += character;
    else runs.push({ text: character, face, level });
  }
  return runs;
}

function holds(font: Font, character: string): boolean {
  return font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
}

function outlineOf(glyph: Glyph, outlines: Map<number, string>): string {
  const known = outlines.get(glyph.id);
  if (known !== undefined) return known;
  const outline = glyph.path.toSVG();
  outlines.set(glyph.id, outline);
  return outline;
}
