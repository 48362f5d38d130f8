import { expect, test } from "vitest";
import { isOffered, isWhole } from "./watched-file.ts";

test.each([
  ["etudiants.csv", true],
  ["RDV du jour.ICS", true],
  ["export.xlsx", true],
  [".etudiants.csv", false],
  ["~$export.xlsx", false],
  ["etudiants.csv.part", false],
  ["etudiants.csv.filepart", false],
  ["lisez-moi.pdf", false],
  ["etudiants", false],
])("a file named %j is looked at: %j", (name, offered) => {
  expect(isOffered(name)).toBe(offered);
});

const seen = { name: "a.csv", bytes: 10, changedAtMs: 1 };

test.each([
  ["seen for the first time", undefined, false],
  ["larger than at the look before", { ...seen, bytes: 9 }, false],
  ["written to since", { ...seen, changedAtMs: 0 }, false],
  ["as it was", seen, true],
] as const)("a file %s is whole: %3$j", (_what, before, whole) => {
  expect(isWhole(seen, before)).toBe(whole);
});

test("an empty file is never whole", () => {
  const empty = { ...seen, bytes: 0 };
  expect(isWhole(empty, empty)).toBe(false);
});
