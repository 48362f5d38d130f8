import { oc } from "@orpc/contract";
import { z } from "zod";
import { textSubject, textVersion, wordedText } from "../core/text-version.ts";
import { answer } from "./answer.ts";

/** The versions of one text. */
const shelfOfText = z.strictObject({
  subject: textSubject,
  inForce: textVersion,
  /** Newest first, each with the name of who wrote it. */
  former: z.array(textVersion).readonly(),
});
export type ShelfOfText = z.infer<typeof shelfOfText>;

const fault = z.strictObject({
  kind: z.enum([
    /** Another version came in force since this one was shown. */
    "changed-meanwhile",
    "nothing-changed",
    "disk-full",
  ]),
});
export type TextFault = z.infer<typeof fault>;

export const textsContract = {
  /** Every text, and all its versions. */
  look: oc.output(z.array(shelfOfText).readonly()),
  /** Puts a new version in force, from now on. `before`: the version that was shown as being in force. */
  keep: oc
    .input(z.strictObject({ before: z.string(), text: wordedText }))
    .output(answer(z.array(shelfOfText).readonly(), fault)),
};
