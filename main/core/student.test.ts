import { expect, test } from "vitest";
import { calendarDay } from "./calendar.ts";
import {
  type Concern,
  concernsOf,
  isEnrolled,
  nameOnCard,
  readinessOf,
  type Student,
  student,
} from "./student.ts";

const today = calendarDay.parse("2026-11-22");
const turn = "09-01";

const ready: Student = student.parse({
  id: "019aa8f0-0000-7000-8000-000000000001",
  number: "22600001",
  ine: "123456789AB",
  civilLastName: "Faure",
  civilFirstName: "Louise",
  usageLastName: null,
  usageFirstName: null,
  birthDate: "2006-04-12",
  email: null,
  programme: "Licence Droit",
  level: "L1",
  enrolledOn: "2026-07-12",
  cvec: null,
  blocks: [],
  population: "étudiant",
  photoFile: null,
  guardianSeenOn: null,
  hasPhoto: true,
});

test("the card carries the prénom d'usage, and the civil name where there is no other", () => {
  expect(nameOnCard({ ...ready, usageFirstName: "Louis" })).toEqual({
    firstName: "Louis",
    lastName: "Faure",
  });
  expect(nameOnCard({ ...ready, usageLastName: "Roux" })).toEqual({ firstName: "Louise", lastName: "Roux" });
});

test.each([
  ["2026-07-12", true],
  ["2026-06-01", true],
  ["2026-05-31", false],
  ["2025-09-10", false],
  ["2026-11-22", true],
  ["2026-11-23", false],
])("with an enrolment validated on %s, enrolled on 22 November 2026: %s", (enrolledOn, enrolled) => {
  expect(isEnrolled({ ...ready, enrolledOn: calendarDay.parse(enrolledOn) }, today, turn)).toBe(enrolled);
});

test("without a validated enrolment nobody is enrolled", () => {
  expect(isEnrolled({ ...ready, enrolledOn: null }, today, turn)).toBe(false);
});

const cases: readonly (readonly [Concern, Partial<Student>, "red" | "orange"])[] = [
  ["not-enrolled", { enrolledOn: null }, "red"],
  ["blocked-library-books", { blocks: ["library-books"] }, "red"],
  ["blocked-debt", { blocks: ["debt"] }, "red"],
  ["minor-without-authorisation", { birthDate: calendarDay.parse("2008-11-23") }, "orange"],
  ["photo-missing", { hasPhoto: false, photoFile: null }, "orange"],
  ["ine-provisional", { ine: "0260D12345B" }, "orange"],
];

test.each(cases)("the board shows %s and nothing else", (concern, change, colour) => {
  const concerns = concernsOf({ ...ready, ...change }, today, turn);
  expect(concerns).toEqual([concern]);
  expect(readinessOf(concerns)).toBe(colour);
});

test("a student with everything in order is green, a minor with an authorisation too", () => {
  expect(readinessOf(concernsOf(ready, today, turn))).toBe("green");
  const minor = { ...ready, birthDate: calendarDay.parse("2009-01-01"), guardianSeenOn: today };
  expect(concernsOf(minor, today, turn)).toEqual([]);
});
