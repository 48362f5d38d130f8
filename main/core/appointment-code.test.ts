import { expect, test } from "vitest";
import { keysIn } from "./appointment-code.ts";

test("a printed code is the appointment's key itself, or an address that carries it", () => {
  const key = "rdv-20260907-001@agenda.univ-exemple.fr";
  expect(keysIn(` ${key}\n`)).toEqual([key]);
  expect(keysIn(`https://rdv.univ-exemple.fr/b/${encodeURIComponent(key)}/`)).toContain(key);
  expect(keysIn(`https://rdv.univ-exemple.fr/scan?lang=fr&id=${encodeURIComponent(key)}#x`)).toContain(key);
});

test("the beginning of a name, a flood and a broken address are no keys of anybody", () => {
  expect(keysIn("Léa")).toEqual([]);
  expect(keysIn("x".repeat(501))).toEqual([]);
  expect(keysIn("https://rdv.univ-exemple.fr/%E0%A4%A")).toContain("%E0%A4%A");
});
