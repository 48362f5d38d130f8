import { oc } from "@orpc/contract";
import { z } from "zod";
import { artworkSide, textFit } from "../core/artwork.ts";
import { instant } from "../core/calendar.ts";
import { spoilReason } from "../core/card.ts";
import { keysShut } from "../core/flows/issue-card-terms.ts";
import { cardId, jobId, visitId } from "../core/ids.ts";
import { ribbonShortfall } from "../core/ribbon.ts";
import { answer } from "./answer.ts";

export const printerCondition = z.enum([
  "offline",
  "cover-open",
  "feeder-empty",
  "no-ribbon",
  "ribbon-ended",
  "reject-box-full",
  "hopper-full",
  "card-jam",
  "head-too-hot",
  "cleaning-needed",
  "stopped",
  "none-chosen",
  "busy",
  "reserved",
  "other",
]);

/** One act as the operator watches it. */
export const issueAct = z.strictObject({
  act: z.enum([
    "look-at-printer",
    "feed",
    "look-at-chip",
    "encode",
    "print",
    "eject",
    "reject",
    "prepare-replacement",
    "await-tap",
    "await-blank",
    "await-own-card",
    "move-to-chip",
  ]),
  /** Which piece of plastic, from 1. */
  attempt: z.number(),
  state: z.enum(["under-way", "done", "failed", "interrupted"]),
  startedAt: instant,
  /** Null while under way, and when a crash took the end away. */
  tookMs: z.number().nullable(),
  /** The name of what went wrong, for the words and the "Pourquoi ?". */
  fault: z.string().nullable(),
});
export type IssueAct = z.infer<typeof issueAct>;

/** What the operator has to do, when the issue waits for a person. */
export const issueNeed = z.discriminatedUnion("kind", [
  /**
   * `inHand`: in two steps, the card begun is to be printed next and lies with the operator or in the feeder. `spoiled`: the card
   * inside goes to the reject box as soon as the printer moves again.
   */
  z.strictObject({
    kind: z.literal("printer"),
    condition: printerCondition,
    code: z.string(),
    inHand: z.boolean(),
    spoiled: z.boolean(),
  }),
  /** `byHand`: the operator throws it away, no printer did. */
  z.strictObject({ kind: z.literal("card-rejected"), reason: spoilReason, byHand: z.boolean() }),
  /** In two steps: a blank card is wanted on the desk reader, or the card begun again, or that card in the printer. */
  z.strictObject({
    kind: z.literal("lay-blank"),
    lastTap: z.enum(["not-blank", "wrong-type", "unreadable", ...keysShut]).nullable(),
  }),
  z.strictObject({
    kind: z.literal("lay-again"),
    lastTap: z.enum(["another-card", "unreadable", ...keysShut]).nullable(),
  }),
  z.strictObject({ kind: z.literal("load-printer") }),
  z.strictObject({ kind: z.literal("card-lost") }),
  z.strictObject({ kind: z.literal("already-live") }),
  /** The card inside has a CROUS zone that no imported file lists. */
  z.strictObject({ kind: z.literal("crous-unlisted"), uid: z.string() }),
  /** The key store gave no key. */
  z.strictObject({
    kind: z.literal("keys-unavailable"),
    key: z.string(),
    why: z.enum(["no-such-key", "keys-locked", "keys-unreachable", "keys-slowed"]),
  }),
  /** The chip profile wants something that this student's file has not. */
  z.strictObject({ kind: z.literal("content-impossible"), placeholder: z.string() }),
  /** The last step could not be kept for want of room; nothing was done after it. */
  z.strictObject({ kind: z.literal("disk-full") }),
  /** A defect stopped the issue; going on looks at the devices first, as after a restart. */
  z.strictObject({ kind: z.literal("stopped") }),
  z.strictObject({
    kind: z.literal("verify"),
    lookedAt: z.boolean(),
    chipMatched: z.boolean(),
    lastTap: z.enum(["matches", "another-card", "unreadable", ...keysShut]).nullable(),
  }),
]);
export type IssueNeed = z.infer<typeof issueNeed>;

/** An issue as the screen follows it. */
export const issueView = z.strictObject({
  jobId,
  cardId,
  state: z.enum(["running", "waiting", "done", "ended"]),
  attempt: z.number(),
  acts: z.array(issueAct).readonly(),
  need: issueNeed.nullable(),
});
export type IssueView = z.infer<typeof issueView>;

export const issueFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("no-such-visit") }),
  z.strictObject({ kind: z.literal("no-such-job") }),
  z.strictObject({ kind: z.literal("not-enrolled") }),
  z.strictObject({ kind: z.literal("blocked") }),
  z.strictObject({ kind: z.literal("identity-not-seen") }),
  z.strictObject({ kind: z.literal("guardian-authorisation-missing") }),
  z.strictObject({ kind: z.literal("picture-not-confirmed") }),
  /** What would be printed now is not what was confirmed: a name or the template changed since. */
  z.strictObject({ kind: z.literal("picture-changed") }),
  /** The printer's ribbon has no panels for what would be printed. */
  z.strictObject({ kind: z.literal("ribbon-unsuited"), shortfall: ribbonShortfall }),
  z.strictObject({ kind: z.literal("choices-missing") }),
  z.strictObject({ kind: z.literal("rules-not-read") }),
  z.strictObject({ kind: z.literal("already-live") }),
  /** The student had a card that is not live any more: another one is made by a renewal. */
  z.strictObject({ kind: z.literal("renewal-needed") }),
  /** Its renewal is neither paid nor free yet. */
  z.strictObject({ kind: z.literal("renewal-not-settled") }),
  z.strictObject({ kind: z.literal("printer-taken") }),
  z.strictObject({ kind: z.literal("issue-under-way") }),
  z.strictObject({ kind: z.literal("disk-full") }),
]);
export type IssueFault = z.infer<typeof issueFault>;

export const issueContract = {
  /** Begins to make the card of a visit. Its progress is seen in the visit. */
  start: oc.input(z.strictObject({ visitId })).output(answer(z.strictObject({ jobId }), issueFault)),
  /** What the operator says to an issue that waits for them. */
  say: oc
    .input(
      z.strictObject({
        jobId,
        word: z.enum(["go-on", "looks-good", "looks-bad", "will-not-verify", "give-up"]),
      }),
    )
    .output(answer(z.null(), issueFault)),
  /** What had to be done to the texts of a card to make them fit; null when there is no such card any more. */
  fits: oc.input(z.strictObject({ cardId })).output(z.array(textFit).readonly().nullable()),
  /** PNG of a face of a card, from the layers that are printed; null when there is no such card any more, or no back is printed on it. */
  picture: oc.input(z.strictObject({ cardId, side: artworkSide })).output(z.instanceof(Blob).nullable()),
  /** PNG of the card as it would look now, before its photo is confirmed: a grey figure where the photo will be. */
  draft: oc.input(z.strictObject({ visitId })).output(z.instanceof(Blob).nullable()),
};
