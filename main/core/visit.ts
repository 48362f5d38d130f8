import { z } from "zod";
import { calendarDay, instant } from "./calendar.ts";
import { appointmentId, studentId, visitId } from "./ids.ts";
import { override } from "./override.ts";

/** Where a visitor of the day stands. */
export const visitState = z.enum(["expected", "arrived", "being-served", "done", "absent"]);
export type VisitState = z.infer<typeof visitState>;

/** The kinds of identity document a desk may look at. Only the kind is kept: no copy, no number. */
export const identityDocument = z.enum(["identity-card", "passport", "residence-permit", "driving-licence"]);
export type IdentityDocument = z.infer<typeof identityDocument>;

/** One person's passage at the desk on one day. */
export const visit = z.strictObject({
  id: visitId,
  studentId,
  day: calendarDay,
  state: visitState,
  /** Null for a walk-in. */
  appointmentId: appointmentId.nullable(),
  /** When they were due; null for a walk-in. */
  dueAt: instant.nullable(),
  arrivedAt: instant.nullable(),
  servedAt: instant.nullable(),
  closedAt: instant.nullable(),
  identitySeen: identityDocument.nullable(),
  identitySeenAt: instant.nullable(),
  /** When the student said they had read the card's rules. */
  rulesReadAt: instant.nullable(),
  /** What two operators let pass for this visit; each kind at most once. */
  overrides: z.array(override).readonly(),
});
export type Visit = z.infer<typeof visit>;

const moves: Readonly<Record<VisitState, readonly VisitState[]>> = {
  expected: ["arrived", "absent"],
  arrived: ["being-served", "expected", "absent"],
  "being-served": ["done", "arrived", "absent"],
  done: ["being-served"],
  absent: ["expected", "arrived"],
};

/** Whether nothing more is to come of a visit. */
export function isOver({ state }: Visit): boolean {
  return state === "done";
}

/** Whether the board lets a visit go from one state to another. */
export function mayMove(from: VisitState, to: VisitState): boolean {
  return moves[from].includes(to);
}
