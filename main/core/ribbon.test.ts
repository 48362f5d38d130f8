import { expect, test } from "vitest";
import { cardHeightDots, cardWidthDots, type PrintLayers, type RibbonKind } from "./ports/card-printer.ts";
import { type FacePanels, panelsOf, printsBacks, ribbonShortfalls } from "./ribbon.ts";

test("what a face needs is read from its dots: where the colour starts and ends, and whether there is resin", () => {
  expect(panelsOf(face({}))).toEqual({ colour: null, black: false });
  expect(panelsOf(face({ colourAt: [40, 375], black: true }))).toEqual({
    colour: { from: 40, to: 375 },
    black: true,
  });
});

const blackOnly = { colour: null, black: true };
const wide = { colour: { from: 0, to: 1015 }, black: true };
const left = { colour: { from: 0, to: 507 }, black: true };
const right = { colour: { from: 508, to: 1015 }, black: true };
const astride = { colour: { from: 300, to: 600 }, black: true };

test.each<[RibbonKind, FacePanels, FacePanels | null, readonly string[]]>([
  ["colour", wide, null, []],
  ["colour", wide, blackOnly, ["no-back"]],
  ["colour-black-back", wide, blackOnly, []],
  ["colour-black-back", wide, wide, ["no-colour-on-back"]],
  ["half-colour", left, null, []],
  ["half-colour", right, null, []],
  ["half-colour", astride, null, ["colour-beyond-half"]],
  ["half-colour", wide, blackOnly, ["colour-beyond-half", "no-back"]],
  ["black", wide, null, ["no-colour"]],
  ["black", blackOnly, { colour: null, black: false }, []],
])("the ribbon %s prints what it has panels for", (ribbon, front, back, shortfalls) => {
  expect(ribbonShortfalls(ribbon, front, back)).toEqual(shortfalls);
});

test("a back is printed by a printer that turns cards and has a panel for it, or knows its ribbon better than we do", () => {
  const capable = {
    sides: 2,
    ribbon: "colour-black-back",
    inlineEncoding: true,
    printsBeforeEncoding: false,
  } as const;
  expect(printsBacks(capable)).toBe(true);
  expect(printsBacks({ ...capable, ribbon: null })).toBe(true);
  expect(printsBacks({ ...capable, ribbon: "colour" })).toBe(false);
  expect(printsBacks({ ...capable, sides: 1 })).toBe(false);
});

function face(of: { readonly colourAt?: readonly number[]; readonly black?: boolean }): PrintLayers {
  const colour = new Uint8Array(cardWidthDots * cardHeightDots * 3).fill(255);
  for (const x of of.colourAt ?? []) colour[(300 * cardWidthDots + x) * 3 + 1] = 250;
  const black = new Uint8Array((cardWidthDots / 8) * cardHeightDots);
  if (of.black === true) black[5000] = 1;
  return { colour, black };
}
