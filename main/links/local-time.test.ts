import * as fc from "fast-check";
import { expect, test } from "vitest";
import { calendarDay, instantOf } from "../core/calendar.ts";
import { instantIn, localTimeIn, zoneNamed } from "./local-time.ts";

const at = (day: string, hour: number, minute = 0) => ({
  day: calendarDay.parse(day),
  second: hour * 3600 + minute * 60,
});

test.each([
  ["2026-09-07", 8, 45, "2026-09-07T06:45:00.000Z"],
  ["2026-10-24", 8, 45, "2026-10-24T06:45:00.000Z"],
  ["2026-10-25", 8, 45, "2026-10-25T07:45:00.000Z"],
  ["2027-03-28", 8, 45, "2027-03-28T06:45:00.000Z"],
  ["2026-10-25", 2, 30, "2026-10-25T00:30:00.000Z"],
  ["2027-03-28", 2, 30, "2027-03-28T01:30:00.000Z"],
])("on %s at %i:%i in Paris it is %s", (day, hour, minute, instant) => {
  expect(instantIn("Europe/Paris", at(day, hour, minute))).toBe(instant);
});

test("late in the evening of Paris it is still the same day there", () => {
  expect(localTimeIn("Europe/Paris", instantOf(Date.parse("2026-09-06T22:30:00.000Z")))).toEqual(
    at("2026-09-07", 0, 30),
  );
});

test.each([
  ["Europe/Paris", "Europe/Paris"],
  ["/freeassociation.sourceforge.net/Europe/Paris", "Europe/Paris"],
  ["Romance Standard Time", "Europe/Paris"],
  ["UTC", "UTC"],
  ["Indian/Reunion", "Indian/Reunion"],
  ["Middle/Earth", null],
  ["", null],
])("the zone written %j is %s", (written, zone) => {
  expect(zoneNamed(written)).toBe(zone);
});

test("an instant shown on a zone's clock is found again, but for the hour that autumn repeats", () => {
  const zones = fc.constantFrom(
    "Europe/Paris",
    "America/Martinique",
    "Indian/Reunion",
    "Pacific/Noumea",
    "America/St_Johns",
  );
  fc.assert(
    fc.property(zones, fc.integer({ min: 1_700_000_000, max: 2_100_000_000 }), (zone, seconds) => {
      const shown = localTimeIn(zone, instantOf(seconds * 1000));
      const found = instantIn(zone, shown);
      expect(localTimeIn(zone, found)).toEqual(shown);
      expect([0, 3_600_000]).toContain(seconds * 1000 - Date.parse(found));
    }),
  );
});
