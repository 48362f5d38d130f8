import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { calendarDay } from "../core/calendar.ts";
import { decisionText } from "../core/photo/amending.ts";
import { photoTaken } from "../core/photo/folder-intake.ts";
import { limitNames } from "../core/photo/photo-limits.ts";
import { photoProfile } from "../core/photo/photo-profile.ts";
import { retentionRule } from "../core/photo/retention.ts";
import { answer } from "./answer.ts";
import { photoFault } from "./photo.ts";

/** The rules photos are held against, and those that could be chosen instead. */
export const photoRules = z.strictObject({
  inForce: photoProfile,
  others: z.array(photoProfile).readonly(),
  /** Files of the establishment's own that can not be read, and the field that is wrong. */
  refused: z.array(z.strictObject({ file: z.string(), field: z.string() })).readonly(),
  /** The profile the settings name, when there is none of that name: the common rule is in force. */
  missing: z.string().nullable(),
});
export type PhotoRules = z.infer<typeof photoRules>;

/** What is kept of photos, and until when. */
export const photoKeeping = z.strictObject({
  rule: retentionRule,
  kept: z.number(),
  oldestTakenOn: calendarDay.nullable(),
  /** Photos whose time is over and that go at the next sweep. */
  due: z.number(),
});
export type PhotoKeeping = z.infer<typeof photoKeeping>;

const photoLimits = z.record(z.enum(limitNames), z.number().nullable());

const amendFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("no-such-profile") }),
  /** Somebody changed it meanwhile. */
  z.strictObject({ kind: z.literal("changed-meanwhile") }),
  /** Nothing of the establishment's own stands in its place. */
  z.strictObject({ kind: z.literal("as-shipped") }),
  z.strictObject({ kind: z.literal("wrong-limit"), limit: z.enum(limitNames) }),
  z.strictObject({ kind: z.literal("unwritable") }),
]);
export type AmendFault = z.infer<typeof amendFault>;

export const photoCareContract = {
  /** The rules photos are held against, now and after each change. */
  live: oc.output(eventIterator(photoRules)),
  /** Says that a photo is near, so that what decodes and looks at it gets ready. */
  prepare: oc.output(z.null()),
  /** Takes in one photo of a folder, named by the student's number or as the import announced it; framed by itself. */
  takeIn: oc
    .input(z.strictObject({ fileName: z.string().max(255), file: z.instanceof(Blob), replace: z.boolean() }))
    .output(answer(photoTaken, photoFault)),
  keeping: oc.output(photoKeeping),
  /** A profile to be changed: as shipped, where it was, and as it was before each change, the latest first. */
  history: oc
    .input(z.strictObject({ profile: z.string() }))
    .output(z.strictObject({ shipped: photoProfile.nullable(), former: z.array(photoProfile).readonly() })),
  /** Gives a profile other limits, from now on: `version` is the one that was seen, `decision` what decided it. */
  amend: oc
    .input(
      z.strictObject({
        profile: z.string(),
        version: z.number(),
        limits: photoLimits,
        decision: decisionText,
      }),
    )
    .output(answer(photoProfile, amendFault)),
  /** Puts a profile back as it is shipped; the establishment's own stays among the former ones. */
  restore: oc.input(z.strictObject({ profile: z.string() })).output(answer(z.null(), amendFault)),
  /** Puts other rules in force, and another time photos are kept. */
  choose: oc
    .input(z.strictObject({ profile: z.string(), retention: retentionRule }))
    .output(answer(z.null(), z.strictObject({ kind: z.literal("no-such-profile") }))),
  /** Erases what is due now rather than at the next sweep, and gives what is left. */
  sweep: oc.output(photoKeeping),
};
