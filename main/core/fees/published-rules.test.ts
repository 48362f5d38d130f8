import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CalendarDay } from "../calendar.ts";
import type { RenewalReason } from "./reason.ts";
import { type FeeExample, feeExample } from "./rule.ts";
import { type FeeFacts, type FeeOutcome, judgeFee } from "./verdict.ts";

const folder = new URL("../../../assets/fees/", import.meta.url);
const examples: ReadonlyMap<string, FeeExample> = new Map(
  readdirSync(folder).map((file) => {
    const example = feeExample.parse(JSON.parse(readFileSync(new URL(file, folder), "utf8")));
    expect(`${example.name}.json`).toBe(file);
    return [example.name, example];
  }),
);

/** A verdict on a student of that university who is enrolled, has had the card for a year, and has shown nothing. */
function judged(name: string, reason: RenewalReason, more: Partial<FeeFacts>) {
  const example = examples.get(name);
  if (example === undefined) throw new Error(`no example ${name}`);
  return judgeFee(example.rules, {
    establishment: example.university,
    population: "étudiant",
    reason,
    day: "2026-11-25" as CalendarDay,
    evidence: [],
    enrolled: true,
    cardSince: "2025-09-08" as CalendarDay,
    chargedOn: [],
    renewals: 0,
    ...more,
  });
}

const due = (amountCents: number): FeeOutcome => ({ kind: "due", amountCents, repeats: 0 });
const withDeclaration: FeeOutcome = {
  kind: "free",
  because: { kind: "seen", evidence: "police-declaration" },
};
const nothingSaid: FeeOutcome = { kind: "amount-unknown" };
const declared = { evidence: ["police-declaration"] } as const;

/** One row for each rule that the sheet's universities publish (domain sheet practice §2.1, and the seeds of UPJV and UM). */
const published: readonly (readonly [string, RenewalReason, Partial<FeeFacts>, FeeOutcome])[] = [
  ["upjv", "lost", {}, due(1500)],
  ["upjv", "stolen", {}, due(1500)],
  ["upjv", "stolen", declared, due(1500)],
  ["upjv", "lost", { enrolled: false }, { kind: "refused", because: "not-enrolled" }],
  ["um", "lost", {}, nothingSaid],
  ["um", "stolen", declared, nothingSaid],
  ["um", "damaged", {}, nothingSaid],
  [
    "um",
    "chip-faulty",
    { evidence: ["chip-test-failed"] },
    { kind: "free", because: { kind: "seen", evidence: "chip-test-failed" } },
  ],
  ["um", "chip-faulty", {}, nothingSaid],
  ["amu", "lost", {}, due(1000)],
  ["amu", "stolen", declared, withDeclaration],
  ["amu", "stolen", {}, due(1000)],
  ["amu", "damaged", declared, withDeclaration],
  ["amu", "damaged", {}, due(1000)],
  ["toulouse-3", "lost", {}, due(1500)],
  ["toulouse-3", "stolen", declared, withDeclaration],
  ["toulouse-3", "chip-faulty", {}, nothingSaid],
  ["rouen", "lost", {}, due(1000)],
  ["rouen", "stolen", {}, due(1000)],
  ["rouen", "chip-faulty", {}, { kind: "free", because: { kind: "no-charge" } }],
  [
    "rouen",
    "end-of-validity",
    { cardSince: "2023-11-25" as CalendarDay },
    { kind: "free", because: { kind: "card-older-than", months: 36 } },
  ],
  ["rouen", "end-of-validity", {}, due(1000)],
  ["strasbourg", "lost", {}, due(1000)],
  ["strasbourg", "stolen", {}, due(1000)],
  ["orleans", "lost", {}, due(1000)],
  ["orleans", "stolen", declared, withDeclaration],
  ["orleans", "stolen", {}, nothingSaid],
  ["bordeaux", "usage-name", {}, { kind: "free", because: { kind: "no-charge" } }],
  ["upjv", "damaged", {}, { kind: "no-rule" }],
];

test.each(published)("%s, %s, shown and known %j: %j", (name, reason, more, outcome) => {
  expect(judged(name, reason, more).outcome).toEqual(outcome);
});

test("every rule of every example is tried above", () => {
  const tried = new Set(published.map(([name, reason]) => `${name}-${reason}`));
  const ids = [...examples.values()].flatMap((example) => example.rules.map((rule) => rule.id));
  expect(ids.filter((id) => !tried.has(id))).toEqual([]);
  expect(examples.size).toBe(8);
});

describe("what the universities publish beside the price", () => {
  test("Toulouse takes bank cards only, looks at the found cards first, and its card opens doors a day later", () => {
    expect(judged("toulouse-3", "lost", {})).toMatchObject({
      means: ["card-terminal"],
      activationDelayHours: 24,
      lacking: ["enrolment-certificate", "found-cards-checked", "izly-blocked"],
    });
  });

  test("Montpellier takes no cash", () => {
    expect(judged("um", "lost", {}).means).toEqual(["card-terminal", "cheque", "transfer"]);
  });

  test("Aix-Marseille would make a damaged card free for a declaration", () => {
    expect(judged("amu", "damaged", {}).wouldChange).toEqual([
      { change: { kind: "seen", evidence: "police-declaration" }, to: withDeclaration },
    ]);
  });

  test("each rule cites where it was read, and belongs to its own university alone", () => {
    for (const example of examples.values()) {
      for (const rule of example.rules) {
        expect(rule.source, rule.id).toMatch(/^(?:seeds\/00[23]|domain\/[a-z-]+\.md §)/);
        expect(rule.establishment).toBe(example.university);
      }
    }
  });
});
