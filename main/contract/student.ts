import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { instant } from "../core/calendar.ts";
import { card } from "../core/card.ts";
import { choiceEntry } from "../core/choice.ts";
import { renewalReason } from "../core/fees/reason.ts";
import { amountCents } from "../core/fees/rule.ts";
import { renewalPhase } from "../core/flows/renew-card-terms.ts";
import { cardId, photoId, renewalId, studentId, visitId } from "../core/ids.ts";
import { payment } from "../core/money/payment.ts";
import { erasure } from "../core/photo/retention.ts";
import { sticker } from "../core/sticker.ts";
import { block, concern, readiness, student } from "../core/student.ts";
import { care, careReason, correctable, correctionFault } from "../core/student-care.ts";
import { visit } from "../core/visit.ts";
import { answer } from "./answer.ts";
import { secondFault, secondOperator } from "./second-operator.ts";
import { timelineEntry } from "./visit.ts";

/** What can stand on a person's timeline beside what stands on a visit's. */
const personEvent = z.enum([
  "expected",
  "photo-kept",
  "photo-erased",
  "corrected",
  "correction-withdrawn",
  "held",
  "released",
  "block-lifted",
  "block-put-back",
  "noted",
  "card-cancelled",
  "card-restored",
]);

/** One thing that happened to a person, newest first. */
export const personEntry = z.strictObject({
  at: instant,
  what: z.enum([...timelineEntry.shape.what.options, ...personEvent.options]),
  detail: z.string().nullable(),
  /** The reason or the note, in an operator's words. */
  words: z.string().nullable(),
  /** Who did it, by name, where it is known. */
  by: z.string().nullable(),
});
export type PersonEntry = z.infer<typeof personEntry>;

/** What keeps a person from being erased now. */
export const erasureHindrance = z.enum([
  "live-card",
  "issue-under-way",
  "at-the-desk",
  "renewal-open",
  "money-unspent",
]);
export type ErasureHindrance = z.infer<typeof erasureHindrance>;

/** A renewal of a person's card, and what was or is to be paid for it. */
const personRenewal = z.strictObject({
  id: renewalId,
  startedAt: instant,
  endedAt: instant.nullable(),
  reason: renewalReason.nullable(),
  phase: renewalPhase,
  /** What was agreed to; null until then. */
  dueCents: amountCents.nullable(),
  payment: payment.nullable(),
});

const note = z.strictObject({ id: z.string(), text: z.string(), by: z.string(), at: instant });

/** Everything the page of a person shows. Who did something stands there by name. */
export const studentView = z.strictObject({
  student,
  minor: z.boolean(),
  /** Enrolled for the academic year of today. */
  enrolled: z.boolean(),
  concerns: z.array(concern).readonly(),
  readiness,
  care,
  choices: z.array(choiceEntry).readonly(),
  /** Newest first, as all lists below. */
  cards: z.array(card).readonly(),
  stickers: z.array(sticker).readonly(),
  visits: z
    .array(z.strictObject({ visit, startsAt: instant.nullable(), reason: z.string().nullable() }))
    .readonly(),
  photos: z
    .array(
      z.strictObject({
        id: photoId,
        takenAt: instant,
        erasedAt: instant.nullable(),
        erasedBecause: erasure.nullable(),
      }),
    )
    .readonly(),
  renewals: z.array(personRenewal).readonly(),
  /** Money that paid for nothing yet. */
  unspent: z.array(payment).readonly(),
  notes: z.array(note).readonly(),
  timeline: z.array(personEntry).readonly(),
  /** Their visit of today, when there is one. */
  today: visitId.nullable(),
  erasure: z.strictObject({ hindrances: z.array(erasureHindrance).readonly() }),
});
export type StudentView = z.infer<typeof studentView>;

/** Why something about a person was not done. */
export const studentFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("no-such-student") }),
  z.strictObject({ kind: z.literal("not-acceptable"), why: correctionFault }),
  /** It is so already, or somebody else was first. */
  z.strictObject({ kind: z.literal("changed-since") }),
  /** The student has another card that is live. */
  z.strictObject({ kind: z.literal("already-live") }),
  z.strictObject({ kind: z.literal("issue-under-way") }),
  z.strictObject({ kind: z.literal("disk-full") }),
]);
export type StudentFault = z.infer<typeof studentFault>;

/** Why a person was not erased. */
export const eraseFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("no-such-student") }),
  z.strictObject({ kind: z.literal("hindered"), by: erasureHindrance }),
  z.strictObject({ kind: z.literal("disk-full") }),
  ...secondFault.options,
]);
export type EraseFault = z.infer<typeof eraseFault>;

const about = { studentId, reason: careReason };
const done = answer(z.null(), studentFault);

export const studentContract = {
  /** The page of a person, again each time anything about them changes. Ends when there is nobody, or nobody any more. */
  live: oc.input(z.strictObject({ studentId })).output(eventIterator(studentView)),
  /** A photo of the person as it is kept; null once it is erased. */
  photo: oc.input(z.strictObject({ studentId, photoId })).output(z.instanceof(Blob).nullable()),
  /** Says what a field is in spite of what files tell, now and at every import to come. An empty value empties a field that may be empty. */
  correct: oc
    .input(z.strictObject({ ...about, field: correctable, value: z.string().max(500) }))
    .output(done),
  /** Lets files tell a field again. */
  withdrawCorrection: oc.input(z.strictObject({ ...about, field: correctable })).output(done),
  /** Holds a person back, or lets a block stand that was lifted. */
  block: oc.input(z.strictObject({ ...about, block })).output(done),
  /** Lifts a block: the desk's own for good, one that files tell of until they tell it no more. */
  unblock: oc.input(z.strictObject({ ...about, block })).output(done),
  note: oc
    .input(z.strictObject({ studentId, text: z.string().trim().min(1).max(1000) }))
    .output(answer(z.strictObject({ noteId: z.string() }), studentFault)),
  dropNote: oc.input(z.strictObject({ studentId, noteId: z.string().max(40) })).output(done),
  /** Ends a card: one that is live is opposed, one that was only asked for is not made. */
  cancelCard: oc
    .input(z.strictObject({ studentId, cardId, because: renewalReason, note: z.string().trim().max(300) }))
    .output(done),
  /** Makes a card live again that was opposed. */
  restoreCard: oc.input(z.strictObject({ ...about, cardId })).output(done),
  /** Everything that is held about the person, as JSON, photos included. */
  export: oc.input(z.strictObject({ studentId })).output(z.instanceof(Blob).nullable()),
  /** Takes the person away, with a second operator beside who types their own PIN; what stays says nothing of anybody. */
  erase: oc.input(z.strictObject({ ...about, ...secondOperator })).output(answer(z.null(), eraseFault)),
};
