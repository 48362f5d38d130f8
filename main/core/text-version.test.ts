import { expect, test } from "vitest";
import { nextVersionName, wordedText } from "./text-version.ts";

test("versions are named by the year they are written in and their place in it", () => {
  expect(nextVersionName([], 2026)).toBe("2026-1");
  expect(nextVersionName(["2025-4", "2026-1", "2026-2", "maison"], 2026)).toBe("2026-3");
  expect(nextVersionName(["2026-9", "2026-10"], 2026)).toBe("2026-11");
});

test("a text that one of the two languages leaves empty is none", () => {
  const wording = { title: { fr: "Règlement", en: "Rules" }, text: { fr: "Elle ne se prête pas.", en: "" } };
  expect(wordedText.safeParse({ subject: "rules", wording }).success).toBe(false);
  const whole = { ...wording, text: { ...wording.text, en: "It may not be lent." } };
  expect(wordedText.safeParse({ subject: "rules", wording: whole }).success).toBe(true);
  expect(wordedText.safeParse({ subject: "crous", wording: whole }).success).toBe(false);
  expect(
    wordedText.safeParse({ subject: "rules", wording: { ...whole, text: { fr: "  \n", en: "x" } } }).success,
  ).toBe(false);
});
