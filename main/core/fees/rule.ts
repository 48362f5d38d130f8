import { z } from "zod";
import { type CalendarDay, calendarDay } from "../calendar.ts";
import { evidence, neverCharges, type RenewalReason, renewalReason } from "./reason.ts";

/** Ways of paying that a desk may know. Which of them it takes stands in the rule, and for a register in its founding act. */
export const meansOfPayment = z.enum(["card-terminal", "cheque", "transfer", "online", "cash"]);
export type MeansOfPayment = z.infer<typeof meansOfPayment>;

/** Cents of an euro, never negative. A card costs less than a thousand euros: more is a slip of the hand. */
export const amountCents = z.int().min(0).max(100_000);

/** What makes a renewal free: one of a rule's conditions is enough. */
export const freeCondition = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("seen"), evidence }),
  /** The card being replaced was live for so long. */
  z.strictObject({ kind: z.literal("card-older-than"), months: z.int().min(1).max(120) }),
  z.strictObject({ kind: z.literal("first-renewal") }),
]);

/** The text that decided a price: its number and day, as far as they are known. */
export const feeDecision = z.strictObject({
  number: z.string().trim().min(1).max(80).nullable(),
  day: calendarDay.nullable(),
});

/** One row of a university's table: what a renewal for one reason costs, and what it takes. */
export const feeRule = z
  .strictObject({
    /** As in `upjv-lost`: the row's name within its table. */
    id: z.string().regex(/^[a-z0-9-]{1,60}$/),
    /** The university's name; null: every establishment this desk serves. */
    establishment: z.string().min(1).nullable(),
    /** As the student files name it; null: everybody. */
    population: z.string().min(1).nullable(),
    reason: renewalReason,
    /** Null: there may be a price, and nobody has said which. Nothing is charged before it is entered. */
    amountCents: amountCents.nullable(),
    freeIf: z.array(freeCondition).readonly(),
    /** What has to be seen before a card is made, whether it is free or not. */
    mustShow: z.array(evidence).readonly(),
    /** The old card: not asked for, wanted before a new one is made, or, not handed back, counted as lost. */
    oldCard: z.enum(["not-asked", "wanted", "or-counts-as-lost"]),
    /** Nothing here: not said. */
    means: z.array(meansOfPayment).readonly(),
    /** Hours after the print until the card opens doors. */
    activationDelayHours: z.int().min(0).max(720),
    enrolmentRequired: z.boolean(),
    /** Added for each renewal that was charged before, within so many months or ever, up to a most. */
    repeats: z
      .strictObject({
        addCents: amountCents,
        withinMonths: z.int().min(1).max(120).nullable(),
        atMostCents: amountCents.nullable(),
      })
      .nullable(),
    decision: feeDecision.nullable(),
    /** Both days included; null: no bound. */
    validFrom: calendarDay.nullable(),
    validUntil: calendarDay.nullable(),
    /** Where the rule was read; for one a university entered itself, null. */
    source: z.string().min(1).max(400).nullable(),
  })
  .refine((rule) => !neverCharges(rule.reason) || rule.amountCents === 0, {
    path: ["amountCents"],
    message: "never-charged",
  })
  .refine(
    ({ validFrom, validUntil }) => validFrom === null || validUntil === null || validFrom <= validUntil,
    { path: ["validUntil"], message: "ends-before-it-begins" },
  );
export type FeeRule = z.infer<typeof feeRule>;

/** A whole table: no two rows may have one name. Which row counts where two are meant for the same case is said by `ruleFor`. */
export const feeRules = z
  .array(feeRule)
  .max(500)
  .readonly()
  .refine((rules) => new Set(rules.map((rule) => rule.id)).size === rules.length, {
    message: "same-name-twice",
  });

/** A table as it was published by a university: shipped to be looked at and started from, in force nowhere. */
export const feeExample = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/),
  university: z.string().min(1),
  /** What is known of how old the page is. */
  asOf: z.string().min(1),
  rules: feeRules,
});
export type FeeExample = z.infer<typeof feeExample>;

/** Whom and when a rule is looked for. */
export interface FeeCase {
  readonly establishment: string;
  readonly population: string;
  readonly reason: RenewalReason;
  readonly day: CalendarDay;
}

/**
 * The row that counts: one in force that day, the one that names the population before one for everybody, then the one that names
 * the establishment, then the one that came into force last; among equals the first of the table.
 */
export function ruleFor(rules: readonly FeeRule[], of: FeeCase): FeeRule | null {
  const meant = rules.filter(
    (rule) =>
      rule.reason === of.reason &&
      (rule.establishment === null || rule.establishment === of.establishment) &&
      (rule.population === null || rule.population === of.population) &&
      (rule.validFrom === null || rule.validFrom <= of.day) &&
      (rule.validUntil === null || of.day <= rule.validUntil),
  );
  return meant.toSorted((a, b) => nearness(b) - nearness(a) || laterFirst(a, b))[0] ?? null;
}

function nearness({ population, establishment }: FeeRule): number {
  return (population === null ? 0 : 2) + (establishment === null ? 0 : 1);
}

function laterFirst(a: FeeRule, b: FeeRule): number {
  return (b.validFrom ?? "").localeCompare(a.validFrom ?? "");
}
