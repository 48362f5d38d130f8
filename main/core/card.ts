import { z } from "zod";
import { instant } from "./calendar.ts";
import { escn } from "./escn.ts";
import { cardId, photoId, studentId, visitId } from "./ids.ts";

/** States of a card, with esup-sgc's own names so that data can go both ways (domain sheet esup-sgc §1.1). */
export const cardState = z.enum([
  "NEW",
  "RENEWED",
  "REQUEST_CHECKED",
  "REJECTED",
  "CANCELED",
  "IN_PRINT",
  "PRINTED",
  "IN_ENCODE",
  "ENCODED",
  "ENABLED",
  "DISABLED",
  "CADUC",
  "DESTROYED",
]);
export type CardState = z.infer<typeof cardState>;

/** The unique number of a chip, upper-case hexadecimal, 14 digits for a DESFire. */
export const chipUid = z
  .string()
  .regex(/^(?:[0-9A-F]{2}){4,10}$/)
  .brand("ChipUid");
export type ChipUid = z.infer<typeof chipUid>;

/** One piece of plastic, asked for one student. A spoiled one is never used again: its replacement is another card. */
export const card = z.strictObject({
  id: cardId,
  studentId,
  visitId: visitId.nullable(),
  state: cardState,
  escn,
  uid: chipUid.nullable(),
  photoId,
  /** Artwork template and its version, frozen at print. */
  template: z.string(),
  /** SHA-256 of the layers the operator confirmed, the same that are printed. */
  layersSha256: z.string().length(64),
  requestedAt: instant,
  encodedAt: instant.nullable(),
  printedAt: instant.nullable(),
  enabledAt: instant.nullable(),
  /** Why the plastic was thrown away, for a card that ended DESTROYED or CANCELED. */
  endedBecause: z.string().nullable(),
  endedAt: instant.nullable(),
});
export type Card = z.infer<typeof card>;

/** Reasons a piece of plastic is thrown away. */
export const spoilReason = z.enum([
  "wrong-card-type",
  "chip-of-another-card",
  "chip-refused",
  "chip-spoiled",
  "chip-not-fresh",
  "chip-too-old",
  "chip-full",
  "chip-mute",
  "chip-half-written",
  "card-removed",
  "read-back-differs",
  "print-failed",
  "print-uncertain",
  "print-bad",
  "verification-failed",
  "card-lost-inside",
  "card-not-found",
  "abandoned",
  "stale-card",
]);
export type SpoilReason = z.infer<typeof spoilReason>;
