import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { instant } from "../core/calendar.ts";
import { card } from "../core/card.ts";
import { choiceEntry } from "../core/choice.ts";
import { renewalReason } from "../core/fees/reason.ts";
import { renewalPhase } from "../core/flows/renew-card-terms.ts";
import { visitId } from "../core/ids.ts";
import { overrideKind, overrideReason } from "../core/override.ts";
import { concern, readiness, student } from "../core/student.ts";
import { identityDocument, visit } from "../core/visit.ts";
import { answer } from "./answer.ts";
import { issueView } from "./issue.ts";
import { secondFault, secondOperator } from "./second-operator.ts";

/** One thing that happened to the student, newest first on the timeline. `what` is a name; the renderer has the words. */
export const timelineEntry = z.strictObject({
  at: instant,
  what: z.enum([
    "arrived",
    "served",
    "identity-seen",
    "choice-entered",
    "rules-read",
    "overridden",
    "card-requested",
    "chip-encoded",
    "card-printed",
    "card-enabled",
    "card-disabled",
    "card-ended",
    "request-cancelled",
    "sticker-sent",
    "sticker-void",
    "visit-closed",
  ]),
  /** A fact the words need: a choice's subject and answer, a card's end, a sticker's number, reason and note. */
  detail: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** The steps of a visit, in order; `renewal` only for a student who had a card before. A step is `done`, to do `now`, or still `ahead`. */
export const visitStep = z.strictObject({
  name: z.enum(["check-in", "renewal", "photo", "choices", "issue", "hand-over"]),
  state: z.enum(["done", "now", "ahead"]),
});
export type VisitStep = z.infer<typeof visitStep>;

/** Everything the visit screen shows. */
export const visitView = z.strictObject({
  visit,
  student,
  minor: z.boolean(),
  concerns: z.array(concern).readonly(),
  /** Already without what was let pass. */
  readiness,
  /** What two operators let pass for this visit, under their names. */
  overrides: z
    .array(
      z.strictObject({
        kind: overrideKind,
        reason: z.string(),
        by: z.string(),
        second: z.string(),
        at: instant,
      }),
    )
    .readonly(),
  steps: z.array(visitStep).readonly(),
  /** The whole ledger of choices, oldest first. */
  choices: z.array(choiceEntry).readonly(),
  /** The card this visit makes, once its picture was confirmed. */
  card: card.nullable(),
  /** The student's live card, from this visit or an earlier one. */
  liveCard: card.nullable(),
  /** The renewal this visit goes on with, or made its card for. */
  renewal: z.strictObject({ reason: renewalReason.nullable(), phase: renewalPhase }).nullable(),
  /** The last issue of this visit, under way or over. */
  issue: issueView.nullable(),
  timeline: z.array(timelineEntry).readonly(),
});
export type VisitView = z.infer<typeof visitView>;

export const visitFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("no-such-visit") }),
  z.strictObject({ kind: z.literal("visit-closed") }),
  z.strictObject({ kind: z.literal("guardian-authorisation-missing") }),
  /** The card is being made: the issue is finished or given up first. */
  z.strictObject({ kind: z.literal("issue-under-way") }),
  z.strictObject({ kind: z.literal("disk-full") }),
]);
export type VisitFault = z.infer<typeof visitFault>;

/** Why nothing was let pass. */
export const overrideFault = z.discriminatedUnion("kind", [
  ...visitFault.options,
  ...secondFault.options,
  /** Nothing stands in the way that this would let pass. */
  z.strictObject({ kind: z.literal("not-needed") }),
]);
export type OverrideFault = z.infer<typeof overrideFault>;

const nothing = z.null();

export const visitContract = {
  /** The visit, again each time anything about it changes. Ends when there is no such visit. */
  live: oc.input(z.strictObject({ visitId })).output(eventIterator(visitView)),
  /** Ticks the kind of identity document seen (null unticks it), and for a minor that the guardian's authorisation was seen. */
  checkIn: oc
    .input(
      z.strictObject({
        visitId,
        identitySeen: identityDocument.nullable(),
        guardianSeen: z.boolean(),
      }),
    )
    .output(answer(nothing, visitFault)),
  /** Notes that the student has read the card's rules, or takes the note back. */
  rulesRead: oc.input(z.strictObject({ visitId, read: z.boolean() })).output(answer(nothing, visitFault)),
  /** Lets something pass for this visit, with a second operator beside who types their own PIN. */
  override: oc
    .input(
      z.strictObject({
        visitId,
        kind: overrideKind,
        reason: overrideReason,
        ...secondOperator,
      }),
    )
    .output(answer(nothing, overrideFault)),
  /** Takes back what was let pass, as long as no card is being made. */
  withdrawOverride: oc
    .input(z.strictObject({ visitId, kind: overrideKind }))
    .output(answer(nothing, visitFault)),
  /** Ends a visit without a card being handed over (the student leaves, comes back another day). */
  close: oc.input(z.strictObject({ visitId })).output(answer(nothing, visitFault)),
};
