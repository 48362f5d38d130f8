import { expect, test } from "vitest";
import { calendarDay, instant } from "../../main/core/calendar.ts";
import { formatsOf } from "./formats-of.ts";

const french = formatsOf("fr", "Europe/Paris");
const english = formatsOf("en", "Europe/Paris");
const morning = instant.parse("2026-09-01T07:05:00.000Z");

test("times are written the French way in French", () => {
  expect(french.time(morning)).toBe("9\u00a0h\u00a005");
  expect(english.time(morning)).toBe("09:05");
});

test("the first of a month is 1er in French, and only the first", () => {
  expect(french.longDay(calendarDay.parse("2026-09-01"))).toBe("mardi 1er septembre 2026");
  expect(french.longDay(calendarDay.parse("2026-09-21"))).toBe("lundi 21 septembre 2026");
  expect(english.longDay(calendarDay.parse("2026-09-01"))).toBe("Tuesday 1 September 2026");
});

test("a birth date is the same day in every zone", () => {
  const birth = calendarDay.parse("2007-03-04");
  expect(formatsOf("fr", "Pacific/Auckland").shortDay(birth)).toBe("04/03/2007");
  expect(formatsOf("fr", "America/Cayenne").shortDay(birth)).toBe("04/03/2007");
});

test("the day of an instant is the day where the desk is", () => {
  const late = instant.parse("2026-09-01T23:30:00.000Z");
  expect(french.dayOf(late)).toBe("2026-09-02");
  expect(formatsOf("fr", "America/Cayenne").dayOf(late)).toBe("2026-09-01");
});

test("short acts are counted in milliseconds, long ones in seconds", () => {
  expect(french.duration(850)).toBe("850\u00a0ms");
  expect(french.duration(4_240)).toBe("4,2\u00a0s");
  expect(english.duration(4_240)).toBe("4.2\u00a0s");
});

test("a decimal has a comma in French, and nothing is ever less than nothing", () => {
  expect(french.tenths(-3.34)).toBe("-3,3");
  expect(english.tenths(-3.34)).toBe("-3.3");
  expect(french.tenths(-0.01)).toBe("0");
});
