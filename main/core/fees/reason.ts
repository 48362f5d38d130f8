import { z } from "zod";

/** Why a card is made anew. */
export const renewalReason = z.enum([
  "lost",
  "stolen",
  "damaged",
  "worn",
  "chip-faulty",
  "print-faulty",
  "data-error",
  "name-changed",
  "usage-name",
  "status-changed",
  "end-of-validity",
  "never-received",
]);
export type RenewalReason = z.infer<typeof renewalReason>;

/** Reasons that are the university's own mistake: no rule may charge for them. */
const ownMistakes: readonly RenewalReason[] = ["data-error", "print-faulty"];

/** Whether a renewal for this reason never costs anything, whatever a table says. */
export function neverCharges(reason: RenewalReason): boolean {
  return ownMistakes.includes(reason);
}

/** Reasons for which somebody else may hold the card: it is opposed before the new one exists. */
const outOfHand: readonly RenewalReason[] = ["lost", "stolen"];

/** Whether the old card is opposed at once. Otherwise it stays live until the new one is. */
export function opposesAtOnce(reason: RenewalReason): boolean {
  return outOfHand.includes(reason);
}

/** What an agent may have seen with their own eyes, or found out: noted as seen, never copied. */
export const evidence = z.enum([
  "police-declaration",
  "card-handed-back",
  "chip-test-failed",
  "enrolment-certificate",
  "identity-document",
  "request-form",
  "name-change-proof",
  "directory-updated",
  "found-cards-checked",
  "izly-blocked",
]);
export type Evidence = z.infer<typeof evidence>;
