import { expect, test } from "vitest";
import english from "../../../assets/locales/en/photo.json" with { type: "json" };
import french from "../../../assets/locales/fr/photo.json" with { type: "json" };
import { photoFinding, photoVerdict } from "../../../main/core/photo/judging.ts";
import { photoChecks } from "../../../main/core/photo/photo-profile.ts";
import { shippedRules } from "../../../test/support/photo-rules.ts";

const figures = photoVerdict.shape.figures.unwrap().element.shape.figure.options;
/** What asks for nothing. */
const good = [
  "one-face",
  "size-right",
  "centred",
  "level",
  "facing",
  "eyes-open",
  "eyes-visible",
  "mouth-closed",
  "sharp",
  "well-lit",
  "evenly-lit",
  "background-right",
  "fine-enough",
];

test.each([
  ["French", french, "Rien à faire."],
  ["English", english, "Nothing to do."],
] as const)(
  "in %s every finding says what was seen and what to do, and asks nothing where all is well",
  (_, words, nothing) => {
    expect(Object.keys(words.finding).toSorted()).toEqual([...photoFinding.options].toSorted());
    for (const [finding, { what, todo, file }] of Object.entries(words.finding)) {
      expect(what, finding).toMatch(/^\p{Lu}.{3,}\.$/u);
      expect(todo === nothing, finding).toBe(good.includes(finding));
      expect(todo, finding).toMatch(/\.$/);
      expect(file === nothing, finding).toBe(good.includes(finding));
      expect(file, finding).toMatch(/\.$/);
    }
    expect(Object.keys(words.checks)).toEqual([...photoChecks]);
    expect(Object.keys(words.rule)).toEqual([...photoChecks]);
    expect(Object.keys(words.figure)).toEqual([...figures]);
  },
);

test("whoever brings a file is told nothing of lenses, lamps or postures", () => {
  for (const words of [french, english]) {
    for (const [finding, { file }] of Object.entries(words.finding)) {
      expect(file, finding).not.toMatch(
        /définition|resolution|lampe|lamp\b|approchez|closer|reprenez|again/i,
      );
    }
  }
});

test("no two findings say the same, or an operator could not tell them apart", () => {
  for (const words of [french, english]) {
    const said = Object.values(words.finding).map(({ what }) => what);
    expect(new Set(said).size).toBe(said.length);
  }
});

test("every shipped rule cites a source in both languages for each of its checks, and the establishments' own words where it has them", () => {
  expect([...shippedRules.keys()].toSorted()).toEqual(["amu", "commun", "national", "um", "upjv"]);
  for (const [name, rules] of shippedRules) {
    for (const check of photoChecks) {
      const rule = rules[check];
      if (rule === null) continue;
      const source = rules.sources[rule.source];
      if (source === undefined || "decision" in source) throw new Error(`${name} ${check} cites nothing`);
      expect(source.title.fr, `${name} ${check}`).toBeTruthy();
      expect(source.title.en, `${name} ${check}`).toBeTruthy();
      expect(source.where, `${name} ${check}`).toBeTruthy();
    }
    const quotes = Object.values(rules.sources).filter((source) => "says" in source && source.says !== null);
    expect(quotes.length, name).toBeGreaterThan(0);
  }
});
