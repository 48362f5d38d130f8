import bidiFactory from "bidi-js";

const bidi = bidiFactory();

/** Letters that run from right to left, and the Arabic numbers that stand among them. */
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** The embedding level of each UTF-16 unit of a line (Unicode UAX #9): odd ones run from right to left. Null: everything runs from left to right. */
export function levelsOf(text: string): Uint8Array | null {
  return rightToLeft.test(text) ? bidi.getEmbeddingLevels(text).levels : null;
}

/** The text of a run as it is drawn from right to left: brackets are turned round. */
export function mirrored(text: string): string {
  return Array.from(text, (character) => bidi.getMirroredCharacter(character) ?? character).join("");
}

/** Runs as the eye meets them from the left (UAX #9, rule L2). */
export function inVisualOrder<R extends { readonly level: number }>(runs: readonly R[]): readonly R[] {
  const ordered = [...runs];
  const levels = runs.map(({ level }) => level);
  const highest = Math.max(0, ...levels);
  for (let level = highest; level >= 1; level -= 1) {
    let from = 0;
    while (from < ordered.length) {
      let to = from;
      while (to < ordered.length && (ordered[to]?.level ?? 0) >= level) to += 1;
      ordered.splice(from, to - from, ...ordered.slice(from, to).toReversed());
      from = Math.max(to, from + 1);
    }
  }
  return ordered;
}
