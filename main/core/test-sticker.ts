import type { StickerFacts } from "./ports/label-artist.ts";

/** What a test label shows: an invented year, a number that is nobody's. */
export const testSticker: StickerFacts = {
  academicYear: "0000-0001",
  university: "Vignette d’essai · Test",
  serialNumber: "00-000-000000",
  qrText: "00-000-000000",
};
/** The template of the yearly sticker, its newest version. */
export const stickerTemplate = "year-sticker";
