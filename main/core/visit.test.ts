import { expect, test } from "vitest";
import { mayMove, visitState } from "./visit.ts";

test("a visitor goes from expected to done through each place once", () => {
  expect(mayMove("expected", "arrived")).toBe(true);
  expect(mayMove("arrived", "being-served")).toBe(true);
  expect(mayMove("being-served", "done")).toBe(true);
});

test("a click too many at the desk can be taken back", () => {
  expect(mayMove("arrived", "expected")).toBe(true);
  expect(mayMove("being-served", "arrived")).toBe(true);
  expect(mayMove("absent", "arrived")).toBe(true);
  expect(mayMove("done", "being-served")).toBe(true);
});

test("who was called and did not come is absent", () => {
  expect(mayMove("being-served", "absent")).toBe(true);
});

test("nobody is served before they arrive, and a visit that is done only goes back to its desk", () => {
  expect(mayMove("expected", "being-served")).toBe(false);
  expect(mayMove("expected", "done")).toBe(false);
  expect(visitState.options.filter((to) => mayMove("done", to))).toEqual(["being-served"]);
});
