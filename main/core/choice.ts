import { z } from "zod";
import { instant } from "./calendar.ts";
import { studentId } from "./ids.ts";

/** What a student chooses freely: CROUS services on the card, the European student card, internal diffusion of the photo. */
export const choiceSubject = z.enum(["crous", "european-card", "photo-diffusion"]);
export type ChoiceSubject = z.infer<typeof choiceSubject>;

export const choiceSubjects = choiceSubject.options;

/** Where a choice was made. */
export const choiceChannel = z.enum(["desk", "kiosk", "import"]);

/** One line of the ledger of choices: never changed, never removed; the last line of a subject is the answer in force. */
export const choiceEntry = z.strictObject({
  studentId,
  subject: choiceSubject,
  answer: z.enum(["yes", "no"]),
  /** Version of the text that was read, with the SHA-256 of its very words in the language shown. */
  textVersion: z.string(),
  textSha256: z.string().length(64),
  language: z.enum(["fr", "en"]),
  /** Who entered it: an operator's name, or "student" at a kiosk. */
  by: z.string(),
  channel: choiceChannel,
  /** For a minor's photo: that the guardian's consent was seen. */
  guardianConsent: z.boolean(),
  at: instant,
});
export type ChoiceEntry = z.infer<typeof choiceEntry>;

/** A minor's photo may be shown around only with a guardian's consent; every other answer is the student's own. */
export function mayChoose(
  subject: ChoiceSubject,
  answer: "yes" | "no",
  minor: boolean,
  guardianConsent: boolean,
): boolean {
  return !(subject === "photo-diffusion" && answer === "yes" && minor && !guardianConsent);
}

/** The answer in force for each subject: the last line entered. */
export function answersInForce(ledger: readonly ChoiceEntry[]): ReadonlyMap<ChoiceSubject, ChoiceEntry> {
  const last = new Map<ChoiceSubject, ChoiceEntry>();
  for (const entry of ledger) last.set(entry.subject, entry);
  return last;
}
