import { z } from "zod";
import { instant } from "./calendar.ts";
import { operatorId } from "./ids.ts";
import type { Concern } from "./student.ts";

/** What two operators together may let pass for one visit: a card without a validated enrolment, a second card beside a live one. */
export const overrideKind = z.enum(["no-enrolment", "second-card"]);
export type OverrideKind = z.infer<typeof overrideKind>;

/** Why something is let pass, in the operator's words: a whole thing, not a dash. */
export const overrideReason = z.string().trim().min(8).max(300);

/** One thing let pass, by an operator and a second one who stood by. */
export const override = z.strictObject({
  kind: overrideKind,
  reason: overrideReason,
  by: operatorId,
  second: operatorId,
  at: instant,
});
export type Override = z.infer<typeof override>;

/** Whether a thing was let pass. */
export function isOverridden(overrides: readonly Override[], kind: OverrideKind): boolean {
  return overrides.some((one) => one.kind === kind);
}

/** The concerns about a student that were let pass. */
export function overruledConcerns(overrides: readonly Override[]): readonly Concern[] {
  return isOverridden(overrides, "no-enrolment") ? ["not-enrolled"] : [];
}
