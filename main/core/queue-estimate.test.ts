import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  both,
  called,
  cards,
  clock,
  first,
  lost,
  second,
  served,
  waiting,
} from "../../test/support/queue.ts";
import { unixMsOf } from "./calendar.ts";
import type { Standing } from "./queue.ts";
import { type EndedPassage, medianMs, waits } from "./queue-estimate.ts";

const now = unixMsOf(clock("10:00"));
const minutes = (count: number) => count * 60_000;
/** Five people who took 8, 9, 10, 11 and 60 minutes at the first desk, the last until just now. */
const morning = [8, 9, 10, 11, 60].map((took) => served(clock("09:58"), took));
const wait = (
  standing: Standing,
  all: readonly Standing[],
  ended: readonly EndedPassage[] = morning,
  desks = [first, second],
) => waits(desks, all, ended, now).get(standing.visit.id);

describe("how long a service takes", () => {
  test("is the median of the day: one long talk does not count for ten", () => {
    expect(medianMs(cards, morning)).toBe(minutes(10));
    expect(medianMs(cards, [...morning, served(clock("09:59"), 12)])).toBe(minutes(10.5));
  });

  test("is not known before there were five, and who did not come or was put back tells nothing", () => {
    expect(medianMs(cards, morning.slice(1))).toBeNull();
    const odd = (["no-show", "put-back", "parked", "undone"] as const).map((endedAs) =>
      served(clock("09:59"), 1, { endedAs }),
    );
    expect(medianMs(cards, [...morning.slice(1), ...odd])).toBeNull();
    expect(medianMs(lost, morning)).toBeNull();
  });
});

describe("what somebody who waits is told", () => {
  test("at a free desk their turn is now, and each behind them waits one service more", () => {
    const line = [waiting(), waiting(), waiting()];
    expect(line.map((one) => wait(one, line))).toEqual([
      { ahead: 0, waitMs: 0 },
      { ahead: 1, waitMs: minutes(10) },
      { ahead: 2, waitMs: minutes(20) },
    ]);
  });

  test("whoever is at the desk has only the rest of their time, and none when they took longer already", () => {
    const one = waiting();
    const busy = waiting({ state: "being-served" }, {}, called(clock("09:56")));
    expect(wait(one, [busy, one])).toEqual({ ahead: 0, waitMs: minutes(6) });
    const long = waiting({ state: "being-served" }, {}, called(clock("09:10")));
    expect(wait(one, [long, one])).toEqual({ ahead: 0, waitMs: 0 });
  });

  test("two desks that serve halve the wait, one that nobody sits at does not", () => {
    const line = [waiting(), waiting(), waiting()];
    const last = line[2] ?? waiting();
    expect(wait(last, line, morning, [first, both])?.waitMs).toBe(minutes(20));
    const there = served(clock("09:59"), 10, { desk: both.id });
    expect(wait(last, line, [...morning, there], [first, both])?.waitMs).toBe(minutes(10));
  });

  test("nothing, as long as nothing honest can be said: too few were served, or no desk serves", () => {
    const one = waiting();
    expect(wait(one, [one], morning.slice(1))).toEqual({ ahead: 0, waitMs: null });
    const hoursAgo = morning.map((each) => ({ ...each, endedAt: clock("08:00"), calledAt: clock("07:50") }));
    expect(wait(one, [one], hoursAgo)).toEqual({ ahead: 0, waitMs: null });
    const stranger = waiting({}, { service: lost });
    expect(wait(stranger, [one, stranger])).toEqual({ ahead: 0, waitMs: null });
  });

  test("nobody in front ever waits longer than somebody behind them for the same desk", () => {
    const took = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(fc.array(took, { maxLength: 12 }), fc.integer({ min: 1, max: 12 }), (times, count) => {
        const ended: readonly EndedPassage[] = times.map((each) => served(clock("09:55"), each));
        const line = Array.from({ length: count }, () => waiting());
        const told = line.map((one) => wait(one, line, ended)?.waitMs ?? null);
        expect(told.every((each) => each === null) || told.every((each) => each !== null)).toBe(true);
        for (const [place, each] of told.entries()) {
          if (each !== null) expect(each).toBeGreaterThanOrEqual(told[place - 1] ?? 0);
        }
      }),
    );
  });
});
