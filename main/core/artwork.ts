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

/** The faces of a card; a sticker has a front only. */
export const artworkSide = z.enum(["front", "back"]);

/** A rectangle of a face, in dots at 300 dpi. */
const area = z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type ArtworkArea = z.infer<typeof area>;

const codeKind = z.enum(["qr", "code-128", "code-39"]);

/** What is off with a template when it is drawn for somebody. `what`: the words, or the name of the text. */
export const artworkRemark = z.discriminatedUnion("kind", [
  /** No font holds these: the card can not be printed. */
  z.strictObject({
    kind: z.literal("no-glyph"),
    field: artworkField,
    characters: z.array(z.string()).readonly(),
  }),
  /** The symbology can not say this, or its place is too narrow: the card can not be printed. */
  z.strictObject({ kind: z.literal("no-barcode"), field: artworkField, text: z.string() }),
  z.strictObject({ kind: z.literal("photo-unreadable") }),
  /** The back it names is not on the shelf. */
  z.strictObject({ kind: z.literal("no-such-template"), template: z.string() }),
  /** A text was made to fit. */
  z.strictObject({ kind: z.literal("fitted"), side: artworkSide, fit: textFit, area }),
  z.strictObject({
    kind: z.literal("small-text"),
    side: artworkSide,
    what: z.string(),
    points: z.number(),
    area,
  }),
  z.strictObject({
    kind: z.literal("low-contrast"),
    side: artworkSide,
    what: z.string(),
    ratio: z.number(),
    area,
  }),
  z.strictObject({ kind: z.literal("outside-card"), side: artworkSide, what: z.string(), area }),
  z.strictObject({ kind: z.literal("outside-safe-area"), side: artworkSide, what: z.string(), area }),
  z.strictObject({ kind: z.literal("photo-shape"), side: artworkSide, area }),
  z.strictObject({
    kind: z.literal("small-modules"),
    side: artworkSide,
    code: codeKind,
    millimetres: z.number(),
    area,
  }),
  z.strictObject({
    kind: z.literal("quiet-zone"),
    side: artworkSide,
    code: codeKind,
    modules: z.number(),
    area,
  }),
  z.strictObject({ kind: z.literal("quiet-zone-inked"), side: artworkSide, code: codeKind, area }),
  z.strictObject({ kind: z.literal("dark-ground"), side: artworkSide, code: codeKind, area }),
  /** The university has not supplied the picture: our own stands in its place. */
  z.strictObject({
    kind: z.literal("own-mark"),
    side: artworkSide,
    file: z.enum(["logo", "european-student-card"]),
    area,
  }),
]);
export type ArtworkRemark = z.infer<typeof artworkRemark>;

/** The pictures a university may supply for its cards. */
export const ownPicture = z.enum(["logo", "european-student-card"]);
export type OwnPicture = z.infer<typeof ownPicture>;

/** What a university chooses about its cards. */
export const cardLook = z.strictObject({
  /** Its colour, from which all colours of its cards are made. */
  accent: z.string().regex(/^#[0-9a-f]{6}$/),
  /** Where a card that was found is sent back to, as it stands on its back; empty: nowhere. */
  returnTo: z.string().max(160),
  /** The front's template, by name: its newest version is drawn, whose number each card then keeps. */
  template: z.string().min(1),
  /** Other templates for some kinds of people, as the imports name them. */
  others: z
    .array(z.strictObject({ population: z.string().min(1).max(60), template: z.string().min(1) }))
    .readonly(),
});
export type CardLook = z.infer<typeof cardLook>;

/** The template for a kind of person; capitals and spaces around make no difference. */
export function templateFor(look: CardLook, population: string): string {
  const asked = population.trim().toLocaleLowerCase("fr");
  const other = look.others.find((each) => each.population.trim().toLocaleLowerCase("fr") === asked);
  return other?.template ?? look.template;
}
