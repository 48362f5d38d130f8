import { expect, test } from "vitest";
import { type Instant, instant } from "./calendar.ts";
import { problemsOfTimes } from "./preflight.ts";

const at = (time: string): Instant => instant.parse(`2026-09-08T${time}:00.000Z`);
const mornings = [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "12:00" }];

test("an appointment before the desks open, or at the moment they close, is told by the clock of the desks", () => {
  const said = problemsOfTimes([at("06:59"), at("07:00"), at("09:59"), at("10:00")], "Europe/Paris", {
    hours: mornings,
    slots: { minutes: 10, places: 0 },
  });
  expect(said).toEqual([["outside-hours"], [], [], ["outside-hours"]]);
});

test("a day of the week nobody opens on is outside hours, and without hours nothing is", () => {
  const slots = { minutes: 10, places: 0 };
  const sunday = instant.parse("2026-09-13T08:00:00.000Z");
  expect(problemsOfTimes([sunday], "Europe/Paris", { hours: mornings, slots })).toEqual([["outside-hours"]]);
  expect(problemsOfTimes([sunday], "Europe/Paris", { hours: [], slots })).toEqual([[]]);
});

test("of three in a slot for two, the third is one too many; the next slot is another", () => {
  const said = problemsOfTimes([at("08:00"), at("08:05"), at("08:09"), at("08:10")], "Europe/Paris", {
    hours: [],
    slots: { minutes: 10, places: 2 },
  });
  expect(said).toEqual([[], [], ["slot-full"], []]);
});
