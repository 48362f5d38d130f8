import { expect, test } from "vitest";
import {
  academicYearOf,
  ageOn,
  boundsOf,
  calendarDay,
  dayAfter,
  instant,
  instantOf,
  startOfDay,
  unixMsOf,
} from "./calendar.ts";

const day = (text: string) => calendarDay.parse(text);

test.each([
  ["2026-08-31", "2025-2026"],
  ["2026-09-01", "2026-2027"],
  ["2027-01-15", "2026-2027"],
])("%s is in the academic year %s", (text, year) => {
  expect(academicYearOf(day(text), "09-01")).toBe(year);
});

test("an academic year ends the day before the next begins", () => {
  const year = academicYearOf(day("2026-11-22"), "09-01");
  expect(boundsOf(year, "09-01")).toEqual({ first: "2026-09-01", last: "2027-08-31" });
  expect(boundsOf(academicYearOf(day("2023-11-22"), "03-01"), "03-01").last).toBe("2024-02-29");
});

test.each([
  ["2008-11-23", 17],
  ["2008-11-22", 18],
  ["2008-02-29", 18],
])("born on %s, one is %i on 22 November 2026", (birth, age) => {
  expect(ageOn(day(birth), day("2026-11-22"))).toBe(age);
});

test("born on 29 February, one is 18 from 1 March on", () => {
  expect(ageOn(day("2008-02-29"), day("2026-02-28"))).toBe(17);
  expect(ageOn(day("2008-02-29"), day("2026-03-01"))).toBe(18);
});

test("no calendar has 30 February", () => {
  expect(calendarDay.safeParse("2026-02-30").success).toBe(false);
  expect(calendarDay.safeParse("30/01/2026").success).toBe(false);
});

test("an instant keeps its milliseconds", () => {
  expect(instantOf(1_508_157_954_908)).toBe("2017-10-16T12:45:54.908Z");
  expect(unixMsOf(instant.parse("2017-10-16T12:45:54.908Z"))).toBe(1_508_157_954_908);
});

test.each([
  ["Europe/Paris", "2026-11-25", "2026-11-24T23:00:00.000Z"],
  ["Europe/Paris", "2026-07-01", "2026-06-30T22:00:00.000Z"],
  ["Pacific/Noumea", "2026-11-25", "2026-11-24T13:00:00.000Z"],
  ["America/Martinique", "2026-11-25", "2026-11-25T04:00:00.000Z"],
  // The clocks of Beirut went forward at midnight: the day began at one.
  ["Asia/Beirut", "2022-03-27", "2022-03-26T22:00:00.000Z"],
])("in %s the %s begins at %s", (zone, text, at) => {
  expect(startOfDay(zone, day(text))).toBe(at);
});

test("the day after the last of February is the first of March", () => {
  expect(dayAfter(day("2026-02-28"))).toBe("2026-03-01");
});
