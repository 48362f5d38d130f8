import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isIdle, judgedUse, type KeyUses, noUsesYet } from "./key-use.ts";

const limits = { idleMs: 900_000, usesUntilLock: 50, chipsPerHour: 3 };
const hourMs = 3_600_000;

function used(uses: KeyUses, chip: string, nowMs: number): KeyUses {
  const verdict = judgedUse(uses, limits, chip, nowMs);
  if (verdict.kind !== "allowed") throw new Error(verdict.kind);
  return verdict.uses;
}

describe("an open key store", () => {
  test("is locked when nobody needed it for a quarter of an hour, not a moment before", () => {
    const uses = used(noUsesYet(0, null), "a", 1000);
    expect(isIdle(uses, limits, 900_999)).toBe(false);
    expect(isIdle(uses, limits, 901_000)).toBe(true);
    expect(judgedUse(uses, limits, "a", 901_000)).toEqual({ kind: "lock", because: "idle" });
  });

  test("is locked after as many keys as one opening may give", () => {
    let uses = noUsesYet(0, null);
    for (let n = 0; n < limits.usesUntilLock; n += 1) uses = used(uses, "a", n);
    expect(judgedUse(uses, limits, "a", 60)).toEqual({ kind: "lock", because: "uses" });
  });

  test("serves the chips it served again, and a new one beyond the hour's number only when one of them is an hour old", () => {
    let uses = noUsesYet(0, null);
    for (const [at, chip] of ["a", "b", "c"].entries()) uses = used(uses, chip, at);
    expect(judgedUse(uses, limits, "d", 10)).toEqual({ kind: "slowed", untilMs: hourMs });
    uses = used(uses, "a", 20);
    expect(judgedUse(uses, limits, "d", 30)).toEqual({ kind: "slowed", untilMs: hourMs + 1 });
    const opened = noUsesYet(hourMs, uses);
    expect(judgedUse(opened, limits, "d", hourMs)).toMatchObject({ kind: "slowed" });
    expect(judgedUse(opened, limits, "d", hourMs + 1)).toMatchObject({ kind: "allowed" });
  });

  test("never gives keys for more different chips within an hour than it may, however it is asked and opened again", () => {
    const ask = fc.record({
      afterMs: fc.integer({ min: 0, max: 800_000 }),
      chip: fc.constantFrom("a", "b", "c", "d", "e", "f"),
      opensAgain: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 60 }), (asks) => {
        let nowMs = 0;
        let uses = noUsesYet(0, null);
        const given: { readonly atMs: number; readonly chip: string }[] = [];
        for (const { afterMs, chip, opensAgain } of asks) {
          nowMs += afterMs;
          if (opensAgain) uses = noUsesYet(nowMs, uses);
          const verdict = judgedUse(uses, limits, chip, nowMs);
          if (verdict.kind !== "allowed") continue;
          uses = verdict.uses;
          given.push({ atMs: nowMs, chip });
          const recent = given.filter(({ atMs }) => atMs > nowMs - hourMs);
          expect(new Set(recent.map((each) => each.chip)).size).toBeLessThanOrEqual(limits.chipsPerHour);
        }
      }),
    );
  });
});
