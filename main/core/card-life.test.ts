import { describe, expect, test } from "vitest";
import type { CalendarDay } from "./calendar.ts";
import { type CardState, cardState } from "./card.ts";
import { cardMayMove, esupReasonOf, movedByCalendar } from "./card-life.ts";
import { renewalReason } from "./fees/reason.ts";

const states = cardState.options;
const reachable = (from: CardState) => states.filter((to) => cardMayMove(from, to));

/** Each move on its own, with what makes it: nothing else may happen to a card. */
const allowed: readonly (readonly [CardState, CardState, string])[] = [
  ["NEW", "REQUEST_CHECKED", "its data and photo were checked"],
  ["NEW", "REJECTED", "its photo was refused"],
  ["NEW", "CANCELED", "it was not wanted any more, or its last day passed"],
  ["RENEWED", "REQUEST_CHECKED", "its data and photo were checked"],
  ["RENEWED", "REJECTED", "its photo was refused"],
  ["RENEWED", "CANCELED", "the old card was found again"],
  ["REQUEST_CHECKED", "IN_ENCODE", "a chip was bound to it"],
  ["REQUEST_CHECKED", "IN_PRINT", "it went under the head first"],
  ["REQUEST_CHECKED", "CANCELED", "it was given up before a machine had it"],
  ["IN_ENCODE", "IN_PRINT", "its chip was written, and it went under the head"],
  ["IN_ENCODE", "ENCODED", "its chip was written after the print"],
  ["IN_ENCODE", "PRINTED", "its encoding was cancelled after the print"],
  ["IN_ENCODE", "REQUEST_CHECKED", "its encoding was cancelled before the print"],
  ["IN_ENCODE", "DESTROYED", "its plastic was spoiled"],
  ["IN_PRINT", "PRINTED", "it was printed, its chip still empty"],
  ["IN_PRINT", "ENCODED", "it was printed, its chip written before"],
  ["IN_PRINT", "REQUEST_CHECKED", "its print was cancelled"],
  ["IN_PRINT", "DESTROYED", "its plastic was spoiled"],
  ["PRINTED", "IN_ENCODE", "a chip was bound to it"],
  ["PRINTED", "ENCODED", "its chip was written"],
  ["PRINTED", "DESTROYED", "its plastic was spoiled"],
  ["ENCODED", "ENABLED", "it was handed over"],
  ["ENCODED", "CADUC", "its last day passed before anybody came"],
  ["ENCODED", "DESTROYED", "nobody wanted it"],
  ["ENABLED", "DISABLED", "it was lost, stolen, faulty, replaced"],
  ["ENABLED", "CADUC", "its last day passed"],
  ["DISABLED", "ENABLED", "it was found again"],
  ["DISABLED", "CADUC", "its last day passed"],
  ["DISABLED", "DESTROYED", "its plastic was cut"],
  ["CADUC", "DISABLED", "its last day was put off"],
  ["CADUC", "DESTROYED", "its plastic was cut"],
  ["REJECTED", "CANCELED", "its last day passed"],
];

test.each(allowed)("a card goes from %s to %s: %s", (from, to) => {
  expect(cardMayMove(from, to)).toBe(true);
});

test("and makes no other move", () => {
  const named = new Set(allowed.map(([from, to]) => `${from} ${to}`));
  const made = states.flatMap((from) => reachable(from).map((to) => `${from} ${to}`));
  expect(made.filter((move) => !named.has(move))).toEqual([]);
  expect(named.size).toBe(allowed.length);
});

test("a card is encoded, printed, verified and then live", () => {
  const way = ["NEW", "REQUEST_CHECKED", "IN_ENCODE", "IN_PRINT", "PRINTED", "ENCODED", "ENABLED"] as const;
  for (const [at, from] of way.slice(0, -1).entries()) {
    expect(cardMayMove(from, way[at + 1] ?? from), from).toBe(true);
  }
});

test("only an encoded or a disabled card becomes live", () => {
  expect(states.filter((from) => cardMayMove(from, "ENABLED"))).toEqual(["ENCODED", "DISABLED"]);
});

test("a card that ended never comes back: a refused request can at most be cancelled", () => {
  for (const ended of ["DESTROYED", "CANCELED"] as const) expect(reachable(ended)).toEqual([]);
  expect(reachable("REJECTED")).toEqual(["CANCELED"]);
});

test("plastic that a machine has touched can be thrown away, but not cancelled", () => {
  for (const touched of ["IN_ENCODE", "IN_PRINT", "PRINTED", "ENCODED"] as const) {
    expect(reachable(touched)).toContain("DESTROYED");
    expect(reachable(touched)).not.toContain("CANCELED");
  }
});

describe("the calendar", () => {
  const lastDay = "2026-08-31" as CalendarDay;
  const after = "2026-09-01" as CalendarDay;

  test("makes a usable card caduc the day after its last, and not on it", () => {
    expect(movedByCalendar("ENABLED", lastDay, lastDay)).toBeNull();
    for (const usable of ["ENABLED", "DISABLED", "ENCODED"] as const) {
      expect(movedByCalendar(usable, lastDay, after)).toBe("CADUC");
    }
  });

  test("cancels what was only asked for, and leaves a card in a machine to its end", () => {
    for (const asked of ["NEW", "RENEWED", "REJECTED"] as const) {
      expect(movedByCalendar(asked, lastDay, after)).toBe("CANCELED");
    }
    for (const busy of ["REQUEST_CHECKED", "IN_ENCODE", "IN_PRINT", "PRINTED"] as const) {
      expect(movedByCalendar(busy, lastDay, after)).toBeNull();
    }
  });

  test("disables a caduc card whose last day was put off: being live again is asked for, not given", () => {
    expect(movedByCalendar("CADUC", "2027-08-31" as CalendarDay, after)).toBe("DISABLED");
    expect(movedByCalendar("CADUC", null, after)).toBe("DISABLED");
    expect(movedByCalendar("CADUC", lastDay, after)).toBeNull();
    expect(movedByCalendar("ENABLED", null, after)).toBeNull();
  });

  test("makes only moves that the table allows", () => {
    for (const from of states) {
      for (const day of [lastDay, after]) {
        const to = movedByCalendar(from, lastDay, day);
        if (to !== null) expect(cardMayMove(from, to), `${from} ${to}`).toBe(true);
      }
    }
  });
});

test("each reason for a renewal has at most one of the three words esup-sgc has for a disabled card", () => {
  expect(renewalReason.options.map((reason) => [reason, esupReasonOf(reason)])).toEqual([
    ["lost", "LOST"],
    ["stolen", "THEFT"],
    ["damaged", "OUT_OF_ORDER"],
    ["worn", "OUT_OF_ORDER"],
    ["chip-faulty", "OUT_OF_ORDER"],
    ["print-faulty", "OUT_OF_ORDER"],
    ["data-error", null],
    ["name-changed", null],
    ["usage-name", null],
    ["status-changed", null],
    ["end-of-validity", null],
    ["never-received", "LOST"],
  ]);
});
