import { expect, test } from "vitest";
import type { CalendarDay } from "./calendar.ts";
import { dayBefore, enrolmentsGoneBefore, retentionPeriods } from "./retention.ts";

const day = (text: string) => text as CalendarDay;

test("what is kept ninety days is over ninety days later", () => {
  expect(dayBefore(day("2026-11-25"), 90)).toBe("2026-08-27");
});

test("a student is gone when their last year ended longer ago than they are kept; who enrolled in summer has the next year", () => {
  // On 25 November 2026, a year back is in 2025–2026: who was last enrolled for it stays.
  expect(enrolmentsGoneBefore(day("2026-11-25"), 365, "09-01")).toBe("2025-06-01");
  // A day before the turn, a year back is still in the year before.
  expect(enrolmentsGoneBefore(day("2026-08-31"), 365, "09-01")).toBe("2024-06-01");
  expect(enrolmentsGoneBefore(day("2026-09-01"), 365, "09-01")).toBe("2025-06-01");
  expect(enrolmentsGoneBefore(day("2026-11-25"), 365, "01-15")).toBe("2025-01-15");
});

test("journals and the log are kept six months at least and a year at most, as the CNIL recommends", () => {
  expect(retentionPeriods.safeParse({ log: 179 }).success).toBe(false);
  expect(retentionPeriods.safeParse({ journals: 366 }).success).toBe(false);
  expect(retentionPeriods.parse({})).toEqual({
    students: 365,
    visits: 365,
    tickets: 90,
    journals: 365,
    log: 365,
  });
});
