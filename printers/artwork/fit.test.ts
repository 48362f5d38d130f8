import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type FitRule, fitText } from "./fit.ts";

/** Every letter half as wide as high: a line of n letters is n/2 ems. */
const half = (line: string) => line.length / 2;
const name: FitRule = {
  width: 300,
  height: 72,
  sizePx: 50,
  floorPx: 30,
  lines: 2,
  abbreviate: "middle-names",
};

test("a name that fits is left as it is", () => {
  expect(fitText("Élodie", name, half)).toEqual({ how: null, sizePx: 50, lines: ["Élodie"] });
});

test("a longer name is made smaller, until the floor", () => {
  expect(fitText("x".repeat(20), name, half)).toEqual({ how: "shrunk", sizePx: 30, lines: ["x".repeat(20)] });
});

test("beyond the floor it takes two lines, broken at a space or after a hyphen", () => {
  expect(fitText("Marie-Antoinette Josèphe", name, half)).toEqual({
    how: "two-lines",
    sizePx: 30,
    lines: ["Marie-Antoinette", "Josèphe"],
  });
  expect(fitText("Rochefoucauld-Montmorency", name, half).lines).toEqual(["Rochefoucauld-", "Montmorency"]);
});

test("a word too long for any line is broken with a hyphen", () => {
  const { how, lines } = fitText("W".repeat(51), name, half);
  expect(how).toBe("two-lines");
  expect(lines).toEqual([`${"W".repeat(25)}-`, "W".repeat(26)]);
});

test("when two lines are too few, middle names become initials, the last one first, never the first name", () => {
  const text = "Marie-Hélène Anne-Bénédicte Sophie-Charlotte Emmanuelle-Victoire";
  expect(fitText(text, name, half)).toMatchObject({
    how: "abbreviated",
    lines: ["Marie-Hélène Anne-Bénédicte", "Sophie-Charlotte E."],
  });
});

test("any other text is cut at a word, and shows that it was", () => {
  const rule: FitRule = { ...name, abbreviate: "end" };
  const text = "Sciences de la vie, de la terre et de l’environnement, parcours biologie";
  expect(fitText(text, rule, half)).toMatchObject({
    how: "abbreviated",
    lines: ["Sciences de la vie, de la", "terre et de l’environnement…"],
  });
});

test("whatever the text, every line stays inside the box at five points or more, and no change goes unreported", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 120, unit: fc.constantFrom(..."aé-' Wx’".split("")) }),
      fc.constantFrom("middle-names" as const, "end" as const),
      fc.constantFrom(1 as const, 2 as const),
      (raw, abbreviate, lines) => {
        const text = raw.replace(/\s+/gu, " ").trim() || "a";
        const fitted = fitText(text, { ...name, abbreviate, lines }, half);
        expect(fitted.lines.length).toBeLessThanOrEqual(lines);
        expect(fitted.sizePx).toBeGreaterThanOrEqual(21);
        expect(fitted.sizePx * 1.2 * fitted.lines.length).toBeLessThanOrEqual(name.height + 1e-9);
        for (const line of fitted.lines) expect(half(line) * fitted.sizePx).toBeLessThanOrEqual(300 + 1e-9);
        if (fitted.how === null) expect(fitted).toMatchObject({ lines: [text], sizePx: 50 });
      },
    ),
  );
});
