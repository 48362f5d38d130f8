import { expect, test } from "vitest";
import { changedFacts, dayOfYear, type UniversityFacts, universityFacts } from "./university.ts";

const facts: UniversityFacts = {
  name: "Université de Rouvres",
  shortName: "U. Rouvres",
  accent: "#1d4e89",
  returnTo: "1 place de l’Université, 00000 Rouvres",
  yearTurn: "09-01",
  pic: "999999999",
  escnPrefix: 1,
  zone: "Europe/Paris",
};

test.each(["01-01", "02-28", "08-31", "12-31"])("a year may turn on %s", (day) => {
  expect(dayOfYear.safeParse(day).success).toBe(true);
});

test.each(["02-29", "02-30", "04-31", "00-10", "13-01", "09-00", "9-1", "2026-09-01"])(
  "no year turns on %s, which some years do not have",
  (day) => {
    expect(dayOfYear.safeParse(day).success).toBe(false);
  },
);

test.each([
  { name: "   " },
  { name: "x".repeat(81) },
  { accent: "1d4e89" },
  { pic: "99999999" },
  { pic: "99999999a" },
  { escnPrefix: 1000 },
  { escnPrefix: Number.NaN },
  { zone: "Europe/Rouvres" },
])("%j is no fact of a university", (wrong) => {
  expect(universityFacts.safeParse(facts).success).toBe(true);
  expect(universityFacts.safeParse({ ...facts, ...wrong }).success).toBe(false);
});

test("what changed is told by name, and spaces around a name are none of it", () => {
  expect(changedFacts(facts, { ...facts, pic: "123456789", zone: "UTC" })).toEqual(["pic", "zone"]);
  expect(changedFacts(facts, universityFacts.parse({ ...facts, name: ` ${facts.name} ` }))).toEqual([]);
});
