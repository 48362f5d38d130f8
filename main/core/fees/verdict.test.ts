import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CalendarDay } from "../calendar.ts";
import { evidence, neverCharges, opposesAtOnce, renewalReason } from "./reason.ts";
import { type FeeRule, feeRule, feeRules } from "./rule.ts";
import { type FeeFacts, judgeFee, monthsLater } from "./verdict.ts";

const day = (text: string) => text as CalendarDay;

const facts: FeeFacts = {
  establishment: "Université d’Exemple",
  population: "étudiant",
  reason: "lost",
  day: day("2026-11-25"),
  evidence: [],
  enrolled: true,
  cardSince: day("2025-09-08"),
  chargedOn: [],
  renewals: 0,
};

function rule(more: Partial<FeeRule> = {}): FeeRule {
  return {
    id: "lost",
    establishment: null,
    population: null,
    reason: "lost",
    amountCents: 1500,
    freeIf: [],
    mustShow: [],
    oldCard: "not-asked",
    means: ["card-terminal"],
    activationDelayHours: 0,
    enrolmentRequired: false,
    repeats: null,
    decision: { number: "CA 2024-31", day: day("2024-06-28") },
    validFrom: null,
    validUntil: null,
    source: null,
    ...more,
  };
}

const outcomeOf = (rules: readonly FeeRule[], more: Partial<FeeFacts> = {}) =>
  judgeFee(rules, { ...facts, ...more }).outcome;

describe("which row of a table counts", () => {
  test("the one of the person's population before the one for everybody", () => {
    const rules = [rule(), rule({ id: "staff", population: "personnel", amountCents: 0 })];
    expect(outcomeOf(rules)).toMatchObject({ kind: "due", amountCents: 1500 });
    expect(outcomeOf(rules, { population: "personnel" })).toMatchObject({ kind: "free" });
  });

  test("none of another establishment", () => {
    expect(outcomeOf([rule({ establishment: "Ailleurs" })])).toEqual({ kind: "no-rule" });
  });

  test("the one in force that day, both its days included", () => {
    const rules = [
      rule({ id: "old", validUntil: day("2026-11-24"), amountCents: 1000 }),
      rule({ id: "new", validFrom: day("2026-11-25") }),
    ];
    expect(outcomeOf(rules, { day: day("2026-11-24") })).toMatchObject({ amountCents: 1000 });
    expect(outcomeOf(rules, { day: day("2026-11-25") })).toMatchObject({ amountCents: 1500 });
  });

  test("of two in force, the one that came later", () => {
    const rules = [
      rule({ id: "old", validFrom: day("2025-09-01"), amountCents: 1000 }),
      rule({ id: "new", validFrom: day("2026-09-01") }),
    ];
    expect(outcomeOf(rules)).toMatchObject({ amountCents: 1500 });
  });
});

describe("a fee", () => {
  test("is nothing nobody entered: a case without row, or a row without amount, charges nothing", () => {
    expect(outcomeOf([])).toEqual({ kind: "no-rule" });
    expect(outcomeOf([rule({ amountCents: null })])).toEqual({ kind: "amount-unknown" });
  });

  test("falls away with the declaration seen, and says so before it is", () => {
    const rules = [
      rule({ id: "stolen", reason: "stolen", freeIf: [{ kind: "seen", evidence: "police-declaration" }] }),
    ];
    const before = judgeFee(rules, { ...facts, reason: "stolen" });
    expect(before.outcome).toMatchObject({ kind: "due", amountCents: 1500 });
    expect(before.wouldChange).toEqual([
      {
        change: { kind: "seen", evidence: "police-declaration" },
        to: { kind: "free", because: { kind: "seen", evidence: "police-declaration" } },
      },
    ]);
    const after = judgeFee(rules, { ...facts, reason: "stolen", evidence: ["police-declaration"] });
    expect(after.outcome).toMatchObject({ kind: "free" });
    expect(after.wouldChange).toEqual([
      {
        change: { kind: "not-seen", evidence: "police-declaration" },
        to: { kind: "due", amountCents: 1500, repeats: 0 },
      },
    ]);
    expect(after.rule).toMatchObject({ id: "stolen", decision: { number: "CA 2024-31" } });
  });

  test("falls away when the card is old enough, from that very day, and says from when", () => {
    const rules = [rule({ reason: "worn", freeIf: [{ kind: "card-older-than", months: 36 }] })];
    const worn = { reason: "worn", cardSince: day("2023-11-26") } as const;
    expect(outcomeOf(rules, { ...worn, day: day("2026-11-25") })).toMatchObject({ kind: "due" });
    expect(outcomeOf(rules, { ...worn, day: day("2026-11-26") })).toMatchObject({ kind: "free" });
    expect(judgeFee(rules, { ...facts, ...worn }).wouldChange[0]?.change).toEqual({
      kind: "card-older-than",
      months: 36,
      on: "2026-11-26",
    });
    expect(outcomeOf(rules, { ...worn, cardSince: null })).toMatchObject({ kind: "due" });
  });

  test("falls away for the first renewal alone", () => {
    const rules = [rule({ freeIf: [{ kind: "first-renewal" }] })];
    expect(outcomeOf(rules)).toMatchObject({ kind: "free" });
    expect(outcomeOf(rules, { renewals: 1 })).toMatchObject({ kind: "due" });
  });

  test("rises with the renewals charged before, within its months and up to its most", () => {
    const repeats = { addCents: 500, withinMonths: 24, atMostCents: 2300 };
    const rules = [rule({ repeats })];
    const chargedBefore = (...days: string[]) => outcomeOf(rules, { chargedOn: days.map(day) });
    expect(chargedBefore()).toEqual({ kind: "due", amountCents: 1500, repeats: 0 });
    expect(chargedBefore("2026-01-10")).toEqual({ kind: "due", amountCents: 2000, repeats: 1 });
    expect(chargedBefore("2023-01-10")).toEqual({ kind: "due", amountCents: 1500, repeats: 0 });
    expect(chargedBefore("2026-01-10", "2026-02-10")).toEqual({ kind: "due", amountCents: 2300, repeats: 2 });
  });

  test("is not even asked of somebody who is not enrolled, where the rule wants an enrolment", () => {
    const verdict = judgeFee([rule({ enrolmentRequired: true })], { ...facts, enrolled: false });
    expect(verdict.outcome).toEqual({ kind: "refused", because: "not-enrolled" });
    expect(verdict.wouldChange).toEqual([
      { change: { kind: "enrolled" }, to: { kind: "due", amountCents: 1500, repeats: 0 } },
    ]);
  });

  test("of a card not handed back is that of a lost one, where the rule says so", () => {
    const rules = [
      rule(),
      rule({ id: "damaged", reason: "damaged", amountCents: 500, oldCard: "or-counts-as-lost" }),
    ];
    expect(judgeFee(rules, { ...facts, reason: "damaged" })).toMatchObject({
      outcome: { kind: "due", amountCents: 1500 },
      judgedAs: "lost",
    });
    expect(outcomeOf(rules, { reason: "damaged", evidence: ["card-handed-back"] })).toMatchObject({
      amountCents: 500,
    });
  });

  test("waits for the old card where it is wanted", () => {
    const rules = [rule({ reason: "damaged", oldCard: "wanted" })];
    const verdict = judgeFee(rules, { ...facts, reason: "damaged" });
    expect(verdict.outcome).toEqual({ kind: "refused", because: "old-card-wanted" });
    expect(verdict.wouldChange[0]).toMatchObject({
      change: { kind: "seen", evidence: "card-handed-back" },
      to: { kind: "due" },
    });
  });

  test("lists what has still to be seen, whether it is due or not", () => {
    const rules = [rule({ mustShow: ["request-form", "identity-document"] })];
    expect(judgeFee(rules, { ...facts, evidence: ["request-form"] }).lacking).toEqual(["identity-document"]);
  });
});

const anyRule = fc
  .record({
    reason: fc.constantFrom(...renewalReason.options),
    population: fc.constantFrom(null, "étudiant", "personnel"),
    amountCents: fc.option(fc.integer({ min: 0, max: 9000 })),
    oldCard: fc.constantFrom("not-asked" as const, "wanted" as const, "or-counts-as-lost" as const),
    enrolmentRequired: fc.boolean(),
    freeIf: fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constant("seen" as const),
          evidence: fc.constantFrom(...evidence.options),
        }),
        fc.record({ kind: fc.constant("card-older-than" as const), months: fc.integer({ min: 1, max: 60 }) }),
        fc.constant({ kind: "first-renewal" as const }),
      ),
      { maxLength: 3 },
    ),
  })
  .map(({ reason, ...more }) =>
    rule({ reason, ...more, amountCents: neverCharges(reason) ? 0 : more.amountCents }),
  );
const anyFacts = fc
  .record({
    reason: fc.constantFrom(...renewalReason.options),
    evidence: fc.uniqueArray(fc.constantFrom(...evidence.options)),
    enrolled: fc.boolean(),
    renewals: fc.integer({ min: 0, max: 3 }),
  })
  .map((more): FeeFacts => ({ ...facts, ...more }));

test("whatever the table says, a card that the university itself got wrong is never charged for", () => {
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 12 }), anyFacts, (rules, asked) => {
      fc.pre(neverCharges(asked.reason));
      expect(["free", "refused"]).toContain(judgeFee(rules, asked).outcome.kind);
    }),
  );
});

test("what is said to change a verdict does change it", () => {
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 12 }), anyFacts, (rules, asked) => {
      const verdict = judgeFee(rules, asked);
      for (const { change, to } of verdict.wouldChange) {
        expect(to).not.toEqual(verdict.outcome);
        if (change.kind !== "seen") continue;
        const seen = [...asked.evidence, change.evidence];
        expect(judgeFee(rules, { ...asked, evidence: seen }).outcome).toEqual(to);
      }
    }),
  );
});

test("a table refuses a price for the university's own mistake, days the wrong way round, and one name for two rows", () => {
  expect(feeRule.safeParse(rule({ reason: "data-error" })).success).toBe(false);
  expect(feeRule.safeParse(rule({ reason: "data-error", amountCents: 0 })).success).toBe(true);
  const wrongWay = { validFrom: day("2026-09-01"), validUntil: day("2026-08-31") };
  expect(feeRule.safeParse(rule(wrongWay)).success).toBe(false);
  expect(feeRules.safeParse([rule(), rule()]).success).toBe(false);
  expect(feeRule.safeParse(rule({ amountCents: 15.5 })).success).toBe(false);
});

test("a month later than the 31st is the last day of a shorter month", () => {
  expect(monthsLater(day("2026-01-31"), 1)).toBe("2026-02-28");
  expect(monthsLater(day("2024-02-29"), 12)).toBe("2025-02-28");
  expect(monthsLater(day("2026-11-25"), -36)).toBe("2023-11-25");
});

test("a card that somebody else may hold is opposed at once, and no other is", () => {
  expect(renewalReason.options.filter(opposesAtOnce)).toEqual(["lost", "stolen"]);
});
