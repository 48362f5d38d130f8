import { z } from "zod";
import { type AcademicYear, instant } from "./calendar.ts";
import { cardId, studentId } from "./ids.ts";

/**
 * Where a yearly sticker is: `unsent`, it has its number and nothing was sent to the printer; `sent`, the printer was told to print it and
 * nobody knows yet what became of it; `out`, it came out; `taken`, it was taken to be stuck on the card; `void`, its number is given up.
 */
export const stickerState = z.enum(["unsent", "sent", "out", "taken", "void"]);
export type StickerState = z.infer<typeof stickerState>;

/** Why a student gets another sticker in the same year. */
export const reprintReason = z.enum(["spoiled", "lost", "new-card", "other"]);

/** Why the number of a sticker was given up: what a reprint was asked for, or that it never came out. */
export const voidReason = z.enum([...reprintReason.options, "did-not-come-out"]);

/** One sticker of one student and academic year. Its number is printed once at most, and never given to another. */
export const sticker = z.strictObject({
  serialNumber: z.string(),
  academicYear: z.string(),
  /** The card it was printed for. */
  cardId,
  studentId,
  state: stickerState,
  /** When the printer was last told to print it. */
  sentAt: instant,
  /** When it came to its state. */
  movedAt: instant,
  voidBecause: voidReason.nullable(),
  /** In whose own words, where the reason is another than those known. */
  voidNote: z.string().nullable(),
  /** The number that was given up for it. */
  replaces: z.string().nullable(),
});
export type Sticker = z.infer<typeof sticker>;

/** Another sticker in the same year, and why. */
export const reprint = z
  .strictObject({ because: reprintReason, note: z.string().trim().max(200) })
  .refine(({ because, note }) => because !== "other" || note.length >= 3, "another reason is told in words");
export type Reprint = z.infer<typeof reprint>;

/** The number as it is printed: year, desk, and the count of that desk in that year, as in `26-001-000123`. */
export function serialNumberOf(academicYear: AcademicYear, desk: number, count: number): string {
  return `${academicYear.slice(2, 4)}-${String(desk).padStart(3, "0")}-${String(count).padStart(6, "0")}`;
}

/** What a person says of a sticker that was sent or is out; `did-not`: none came out that is fit to use. */
export const stickerWord = z.enum(["came-out", "did-not", "taken"]);
export type StickerWord = z.infer<typeof stickerWord>;

/** Where a sticker is after a person's word; null when that word says nothing about a sticker in this state. */
export function afterWord(state: StickerState, word: StickerWord): StickerState | null {
  switch (word) {
    case "came-out":
      return state === "sent" ? "taken" : null;
    case "did-not":
      return state === "sent" || state === "out" ? "void" : null;
    case "taken":
      return state === "out" ? "taken" : null;
  }
}
