import { z } from "zod";

/** The texts a card can carry. */
export const cardTextField = z.enum([
  "firstName",
  "lastName",
  "studentNumber",
  "programme",
  "level",
  "academicYear",
  "university",
  "returnTo",
]);
export type CardTextField = z.infer<typeof cardTextField>;

/** The texts a sticker can carry. */
export const stickerTextField = z.enum(["academicYear", "university", "serialNumber"]);
export type StickerTextField = z.infer<typeof stickerTextField>;

/** Any text of a card or a sticker. */
export const artworkField = z.union([cardTextField, stickerTextField]);

/** What had to be done to make a text fit its box: nothing is ever done silently. */
export const textFit = z.strictObject({
  field: artworkField,
  how: z.enum(["shrunk", "two-lines", "abbreviated"]),
  /** The words as they will stand on the card, one text a line. */
  lines: z.array(z.string()).readonly(),
});
export type TextFit = z.infer<typeof textFit>;
