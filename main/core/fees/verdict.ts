import { z } from "zod";
import { type CalendarDay, calendarDay } from "../calendar.ts";
import {
  type Evidence,
  evidence as evidenceSchema,
  neverCharges,
  type RenewalReason,
  renewalReason,
} from "./reason.ts";
import {
  amountCents,
  type FeeCase,
  type FeeRule,
  feeDecision,
  freeCondition,
  meansOfPayment,
  ruleFor,
} from "./rule.ts";

/** All that a fee is judged by. */
export interface FeeFacts extends FeeCase {
  readonly evidence: readonly Evidence[];
  /** Enrolled for the year that `day` belongs to. */
  readonly enrolled: boolean;
  /** When the card being replaced became live; null when it never was, or nobody knows. */
  readonly cardSince: CalendarDay | null;
  /** Days of the renewals this person was charged for before. */
  readonly chargedOn: readonly CalendarDay[];
  /** Renewals of any kind before this one. */
  readonly renewals: number;
}

/** What a renewal costs, or why that can not be said. */
export const feeOutcome = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("free"),
    because: z.union([
      freeCondition,
      z.strictObject({ kind: z.literal("own-mistake") }),
      z.strictObject({ kind: z.literal("no-charge") }),
    ]),
  }),
  /** `repeats`: earlier charged renewals that raised it. */
  z.strictObject({ kind: z.literal("due"), amountCents, repeats: z.int().min(0) }),
  /** A rule stands, and says no amount. */
  z.strictObject({ kind: z.literal("amount-unknown") }),
  z.strictObject({ kind: z.literal("no-rule") }),
  z.strictObject({ kind: z.literal("refused"), because: z.enum(["not-enrolled", "old-card-wanted"]) }),
]);
export type FeeOutcome = z.infer<typeof feeOutcome>;

/** One thing that, if it were so, would change the outcome. */
export const feeChange = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("seen"), evidence: evidenceSchema }),
  z.strictObject({ kind: z.literal("not-seen"), evidence: evidenceSchema }),
  z.strictObject({ kind: z.literal("enrolled") }),
  z.strictObject({ kind: z.literal("card-older-than"), months: z.int(), on: calendarDay.nullable() }),
  z.strictObject({ kind: z.literal("first-renewal") }),
]);
export type FeeChange = z.infer<typeof feeChange>;

/** A verdict with its "Pourquoi ?": the rule and the decision behind it, and what would change it. */
export const feeVerdict = z.strictObject({
  outcome: feeOutcome,
  /** The reason it was judged under: a card that had to be handed back and was not counts as lost. */
  judgedAs: renewalReason,
  rule: z
    .strictObject({
      id: z.string(),
      population: z.string().nullable(),
      decision: feeDecision.nullable(),
      source: z.string().nullable(),
      validFrom: calendarDay.nullable(),
      validUntil: calendarDay.nullable(),
    })
    .nullable(),
  /** What still has to be seen before a card is made. */
  lacking: z.array(evidenceSchema).readonly(),
  means: z.array(meansOfPayment).readonly(),
  activationDelayHours: z.int(),
  wouldChange: z.array(z.strictObject({ change: feeChange, to: feeOutcome })).readonly(),
});
export type FeeVerdict = z.infer<typeof feeVerdict>;

interface Judged {
  readonly outcome: FeeOutcome;
  readonly rule: FeeRule | null;
  readonly judgedAs: RenewalReason;
}

/** Judges a renewal by a table. Pure: the same facts and table give the same verdict for ever. */
export function judgeFee(rules: readonly FeeRule[], facts: FeeFacts): FeeVerdict {
  const { outcome, rule, judgedAs } = judged(rules, facts);
  return {
    outcome,
    judgedAs,
    rule:
      rule === null
        ? null
        : {
            id: rule.id,
            population: rule.population,
            decision: rule.decision,
            source: rule.source,
            validFrom: rule.validFrom,
            validUntil: rule.validUntil,
          },
    lacking: rule?.mustShow.filter((each) => !facts.evidence.includes(each)) ?? [],
    means: rule?.means ?? [],
    activationDelayHours: rule?.activationDelayHours ?? 0,
    wouldChange: changesOf(rules, facts, rule)
      .map((change) => ({ change, to: judged(rules, changed(facts, change)).outcome }))
      .filter(({ to }) => !isSame(to, outcome)),
  };
}

function judged(rules: readonly FeeRule[], facts: FeeFacts): Judged {
  const told = ruleFor(rules, facts);
  const has = (each: Evidence) => facts.evidence.includes(each);
  const mayCountAsLost = told?.oldCard === "or-counts-as-lost" && !neverCharges(facts.reason);
  if (mayCountAsLost && facts.reason !== "lost" && !has("card-handed-back")) {
    return judged(rules, { ...facts, reason: "lost" });
  }
  const by = (outcome: FeeOutcome): Judged => ({ outcome, rule: told, judgedAs: facts.reason });
  if (told?.enrolmentRequired === true && !facts.enrolled)
    return by({ kind: "refused", because: "not-enrolled" });
  if (told?.oldCard === "wanted" && !has("card-handed-back"))
    return by({ kind: "refused", because: "old-card-wanted" });
  if (neverCharges(facts.reason)) return by({ kind: "free", because: { kind: "own-mistake" } });
  if (told === null) return by({ kind: "no-rule" });
  const because = told.freeIf.find((condition) => holds(condition, facts));
  if (because !== undefined) return by({ kind: "free", because });
  if (told.amountCents === null) return by({ kind: "amount-unknown" });
  const { amount, repeats } = raised(told.amountCents, told.repeats, facts);
  return by(
    amount === 0
      ? { kind: "free", because: { kind: "no-charge" } }
      : { kind: "due", amountCents: amount, repeats },
  );
}

function holds(condition: FeeRule["freeIf"][number], facts: FeeFacts): boolean {
  switch (condition.kind) {
    case "seen":
      return facts.evidence.includes(condition.evidence);
    case "card-older-than":
      return facts.cardSince !== null && monthsLater(facts.cardSince, condition.months) <= facts.day;
    case "first-renewal":
      return facts.renewals === 0;
  }
}

function raised(first: number, repeats: FeeRule["repeats"], { chargedOn, day }: FeeFacts) {
  if (repeats === null) return { amount: first, repeats: 0 };
  const { withinMonths, addCents, atMostCents } = repeats;
  const counted = chargedOn.filter(
    (each) => each <= day && (withinMonths === null || monthsLater(each, withinMonths) > day),
  ).length;
  const amount = first + counted * addCents;
  return { amount: atMostCents === null ? amount : Math.min(amount, atMostCents), repeats: counted };
}

/** The same day so many months later; the last of the month where it has no such day. */
export function monthsLater(day: CalendarDay, months: number): CalendarDay {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  const on = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())));
  return on.toISOString().slice(0, 10) as CalendarDay;
}

/** What may be tried on the facts: whatever the row, and the row a card not handed back falls under, ask about. */
function changesOf(rules: readonly FeeRule[], facts: FeeFacts, rule: FeeRule | null): readonly FeeChange[] {
  const own = ruleFor(rules, facts);
  const conditions = [...(own?.freeIf ?? []), ...(rule === own ? [] : (rule?.freeIf ?? []))];
  const asked = new Set<Evidence>(
    conditions.flatMap((condition) => (condition.kind === "seen" ? [condition.evidence] : [])),
  );
  if (own !== null && own.oldCard !== "not-asked") asked.add("card-handed-back");
  const changes: FeeChange[] = [...asked].map((each) => ({
    kind: facts.evidence.includes(each) ? "not-seen" : "seen",
    evidence: each,
  }));
  if (!facts.enrolled) changes.push({ kind: "enrolled" });
  for (const condition of conditions) {
    if (condition.kind === "first-renewal") changes.push({ kind: "first-renewal" });
    if (condition.kind !== "card-older-than") continue;
    const on = facts.cardSince === null ? null : monthsLater(facts.cardSince, condition.months);
    changes.push({ kind: "card-older-than", months: condition.months, on });
  }
  return changes;
}

function changed(facts: FeeFacts, change: FeeChange): FeeFacts {
  switch (change.kind) {
    case "seen":
      return { ...facts, evidence: [...facts.evidence, change.evidence] };
    case "not-seen":
      return { ...facts, evidence: facts.evidence.filter((each) => each !== change.evidence) };
    case "enrolled":
      return { ...facts, enrolled: true };
    case "card-older-than":
      return { ...facts, cardSince: monthsLater(facts.day, -change.months) };
    case "first-renewal":
      return { ...facts, renewals: 0 };
  }
}

function isSame(a: FeeOutcome, b: FeeOutcome): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
