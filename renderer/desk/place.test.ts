import { expect, test } from "vitest";
import { studentId, visitId } from "../../main/core/ids.ts";
import { hashOf, type Place, placeOf } from "./place.ts";

const id = visitId.parse("019a0000-0000-7000-8000-000000000001");
const places: readonly Place[] = [
  { at: "day" },
  { at: "import" },
  { at: "preflight" },
  { at: "visit", visitId: id },
  { at: "student", studentId: studentId.parse(id) },
  { at: "settings", page: "desk" },
];

test.each(places)("a reload comes back to $at", (place) => {
  expect(placeOf(hashOf(place))).toEqual(place);
});

test("the address of a visit names it", () => {
  expect(hashOf({ at: "visit", visitId: id })).toBe("#visit/019a0000-0000-7000-8000-000000000001");
});

test.each([
  "",
  "#visit/",
  "#student/",
  "#student/1",
  "#visit/../x",
  "#elsewhere",
  "#visit/019A",
  "#settings",
  "#settings/nothing",
])("the address %j means the day", (hash) => {
  expect(placeOf(hash)).toEqual({ at: "day" });
});
