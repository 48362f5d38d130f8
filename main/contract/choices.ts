import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { choiceSubject } from "../core/choice.ts";
import { studentId } from "../core/ids.ts";
import { answer } from "./answer.ts";

const wording = z.strictObject({ fr: z.string(), en: z.string() });

/** The words of one choice, as the student reads them. */
export const choiceText = z.strictObject({
  subject: choiceSubject,
  version: z.string(),
  question: wording,
  /** What agreeing means: the data sent, and to whom. */
  explanation: wording,
  yes: wording,
  no: wording,
});
export type ChoiceText = z.infer<typeof choiceText>;

export const choiceFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("guardian-consent-needed") }),
  z.strictObject({ kind: z.literal("no-such-text") }),
  z.strictObject({ kind: z.literal("no-such-student") }),
  z.strictObject({ kind: z.literal("disk-full") }),
]);
export type ChoiceFault = z.infer<typeof choiceFault>;

export const choicesContract = {
  /** The texts in force, and the card's rules that are to be read; again when a new version comes. */
  texts: oc.output(
    eventIterator(
      z.strictObject({
        choices: z.array(choiceText).readonly(),
        rules: z.strictObject({ version: z.string(), title: wording, text: wording }),
      }),
    ),
  ),
  /** The very words an answer of the ledger was given to; null where they are not known any more. */
  read: oc
    .input(
      z.strictObject({
        subject: choiceSubject,
        version: z.string(),
        language: z.enum(["fr", "en"]),
        sha256: z.string(),
      }),
    )
    .output(choiceText.nullable()),
  /** Adds one answer to the student's ledger, in whatever state their visit and card are. */
  enter: oc
    .input(
      z.strictObject({
        studentId,
        subject: choiceSubject,
        answer: z.enum(["yes", "no"]),
        textVersion: z.string(),
        language: z.enum(["fr", "en"]),
        guardianConsent: z.boolean(),
      }),
    )
    .output(answer(z.null(), choiceFault)),
};
