import { smallestTextPx } from "./template.ts";

/** How a text was laid in its box. `how` is null when it fitted as it came. */
export interface FittedText {
  readonly how: "shrunk" | "two-lines" | "abbreviated" | null;
  readonly sizePx: number;
  readonly lines: readonly string[];
}

/** What a text may do to fit. */
export interface FitRule {
  readonly width: number;
  readonly height: number;
  readonly sizePx: number;
  readonly floorPx: number;
  readonly lines: 1 | 2;
  readonly abbreviate: "middle-names" | "end";
}

/** Height of a line, in ems: room for accents on capitals above and for tails below. */
export const lineEm = 1.2;

/**
 * Fits a text to its box: as it is; else smaller, down to the rule's floor; else on two lines, down to five points
 * (a word is only broken when it is longer than the box);
 * else with middle names cut to initials from the last one on; else cut at the end, at a word if half can stay, with an ellipsis. `widthEm` measures a line.
 */
export function fitText(text: string, rule: FitRule, widthEm: (line: string) => number): FittedText {
  const whole = laid(text, rule, widthEm);
  if (whole !== null) return whole;
  if (rule.abbreviate === "middle-names") {
    for (const shorter of withInitials(text)) {
      const fitted = laid(shorter, rule, widthEm);
      if (fitted !== null) return { ...fitted, how: "abbreviated" };
    }
  }
  for (const cut of [...cutAtWords(text), ...cutAtLetters(text)]) {
    const fitted = laid(`${cut}…`, rule, widthEm);
    if (fitted !== null) return { ...fitted, how: "abbreviated" };
  }
  throw new Error("a box too narrow for one letter");
}

function laid(text: string, rule: FitRule, widthEm: (line: string) => number): FittedText | null {
  const wanted = Math.min(rule.sizePx, rule.height / lineEm);
  const single = rule.width / widthEm(text);
  if (single >= wanted) return { how: null, sizePx: wanted, lines: [text] };
  if (single >= rule.floorPx) return { how: "shrunk", sizePx: single, lines: [text] };
  if (rule.lines === 1) return null;
  const tallest = Math.min(rule.sizePx, rule.height / lineEm / 2);
  const longest = Math.max(...text.split(gap).map((word) => widthEm(word)));
  const splits = longest * smallestTextPx > rule.width ? splitsInWords(text) : splitsAtGaps(text);
  const best = narrowest(splits, widthEm);
  if (best === null) return null;
  const sizePx = Math.min(tallest, rule.width / best.widthEm);
  return sizePx >= smallestTextPx ? { how: "two-lines", sizePx, lines: best.lines } : null;
}

/** Where a line may end: at a space or after a hyphen. */
const gap = /[\s\u2010-\u2015-]/gu;

function narrowest(
  splits: readonly (readonly [string, string])[],
  widthEm: (line: string) => number,
): { readonly lines: readonly [string, string]; readonly widthEm: number } | null {
  let best: { readonly lines: readonly [string, string]; readonly widthEm: number } | null = null;
  for (const lines of splits) {
    const width = Math.max(widthEm(lines[0]), widthEm(lines[1]));
    if (best === null || width < best.widthEm) best = { lines, widthEm: width };
  }
  return best;
}

/** The ways to break a text in two after a space or a hyphen. */
function splitsAtGaps(text: string): readonly (readonly [string, string])[] {
  return [...text.matchAll(gap)]
    .map(({ index }) => [text.slice(0, index + 1).trimEnd(), text.slice(index + 1).trimStart()] as const)
    .filter(([first, second]) => first !== "" && second !== "");
}

/** The ways to break a Latin word in two with a hyphen; Arabic words, whose letters join, are never broken. */
function splitsInWords(text: string): readonly (readonly [string, string])[] {
  const letters = [...new Intl.Segmenter("fr").segment(text)];
  return letters
    .map(({ index }) => [text.slice(0, index), text.slice(index)] as const)
    .filter(([first, second]) => /\p{Script=Latin}\p{M}*$/u.test(first) && /^\p{Script=Latin}/u.test(second))
    .map(([first, second]) => [`${first}-`, second] as const);
}

/** The text with one word fewer, then two…, always at least half of it. */
function cutAtWords(text: string): readonly string[] {
  const words = text.split(" ");
  return words
    .slice(1)
    .map((_, i) => words.slice(0, words.length - 1 - i).join(" "))
    .filter((cut) => cut.length >= text.length / 2)
    .map((cut) => cut.replace(/[\p{P}\s]+$/u, ""));
}

/** The text with one letter fewer, then two… */
function cutAtLetters(text: string): readonly string[] {
  const letters = [...new Intl.Segmenter("fr").segment(text)].map(({ segment }) => segment);
  return letters.slice(1).map((_, i) =>
    letters
      .slice(0, letters.length - 1 - i)
      .join("")
      .trimEnd(),
  );
}

/** The text with its last, then its last two… middle names as initials. The first name is never touched. */
function withInitials(text: string): readonly string[] {
  const names = text.split(" ");
  return names
    .slice(1)
    .map((_, i) =>
      names.map((name, at) => (at >= names.length - 1 - i ? `${initialOf(name)}.` : name)).join(" "),
    );
}

function initialOf(name: string): string {
  const [first] = new Intl.Segmenter("fr").segment(name);
  return first?.segment ?? "";
}
