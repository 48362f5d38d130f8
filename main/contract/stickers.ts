import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { academicYear, instant } from "../core/calendar.ts";
import { cardId } from "../core/ids.ts";
import { reprint, stickerState, stickerWord } from "../core/sticker.ts";
import { answer } from "./answer.ts";
import { labelFault, labelsView } from "./labels.ts";

/** The yearly sticker of the student who holds a card, and what the printer or a person has to do about it. */
export const stickerView = z.strictObject({
  academicYear,
  sticker: z
    .strictObject({
      serialNumber: z.string(),
      state: stickerState,
      movedAt: instant,
      /** Whether it was printed for this card, not for one the student held before. */
      forThisCard: z.boolean(),
    })
    .nullable(),
  /** `came-out`: nobody knows whether it came out, and somebody who looks must say; `taken`: it came out and waits to be taken. */
  asks: z.enum(["came-out", "taken"]).nullable(),
  printing: z.boolean(),
  printer: labelsView,
});
export type StickerView = z.infer<typeof stickerView>;

export const stickerFault = z.discriminatedUnion("kind", [
  labelFault,
  /** The card is not live. */
  z.strictObject({ kind: z.literal("no-live-card") }),
  /** The student has a sticker of this year, and nothing was said why there should be another; or one is about to be printed. */
  z.strictObject({ kind: z.literal("has-sticker") }),
  z.strictObject({ kind: z.literal("disk-full") }),
]);
export type StickerFault = z.infer<typeof stickerFault>;

const ofCard = z.strictObject({ cardId });

export const stickersContract = {
  /** The sticker of this academic year, again at each change; ends when there is no such card. */
  live: oc.input(ofCard).output(eventIterator(stickerView)),
  /** Prints this year's sticker of a live card. Its number is kept before anything is sent; `again` says why there is another. */
  print: oc
    .input(z.strictObject({ cardId, again: reprint.nullable() }))
    .output(answer(z.strictObject({ serialNumber: z.string() }), stickerFault)),
  /** What a person says of the sticker; false when that is no longer asked. */
  say: oc.input(z.strictObject({ cardId, word: stickerWord })).output(z.boolean()),
  /** PNG of the sticker that has its number, as it is printed; null while there is none. */
  picture: oc.input(ofCard).output(z.instanceof(Blob).nullable()),
};
