import { expect, test } from "vitest";
import { inVisualOrder, levelsOf, mirrored } from "./direction.ts";

/** A line as the eye meets it from the left, one run after the other. */
function seen(line: string): readonly string[] {
  const levels = levelsOf(line) ?? new Uint8Array(line.length);
  const runs: { text: string; readonly level: number }[] = [];
  for (const [at, character] of Array.from(line).entries()) {
    const level = levels[at] ?? 0;
    const current = runs.at(-1);
    if (current?.level === level) current.text += character;
    else runs.push({ text: character, level });
  }
  return inVisualOrder(runs).map(({ text, level }) => (level % 2 === 0 ? text : mirrored(text)));
}

test("a name in Latin letters needs no thought", () => {
  expect(levelsOf("Éloïse Martin (née Roux)")).toBeNull();
});

test("Arabic within Latin stays where it was written, and Latin within Arabic stands to its left", () => {
  expect(seen("Salah بن صالح")).toEqual(["Salah ", "بن صالح"]);
  expect(seen("محمد Martin")).toEqual(["Martin", "محمد "]);
});

test("a number within Arabic keeps its digits' order", () => {
  expect(seen("قسم 12 ب")).toEqual([" ب", "12", "قسم "]);
});

test("brackets around Arabic open towards it from both sides", () => {
  expect(seen("محمد (علي)")).toEqual(["محمد )علي("]);
});
