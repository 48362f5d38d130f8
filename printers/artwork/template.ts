import { z } from "zod";
import { artworkField, cardTextField, stickerTextField } from "../../main/core/artwork.ts";
import { cardHeightDots, cardWidthDots } from "../../main/core/ports/card-printer.ts";

/** Five points at 300 dpi: nothing smaller can be read on a card. */
export const smallestTextPx = 21;

/** A colour of the card: a fixed one, or one made from the university's accent. */
const colour = z.union([
  z.enum(["accent", "accent-deep", "accent-bright", "accent-soft", "accent-ink", "on-accent"]),
  z.string().regex(/^#[0-9a-f]{6}$/),
]);
export type TemplateColour = z.infer<typeof colour>;

/** What something is drawn with: black resin, which scanners read and which has no grey edge, or a colour. */
const paint = z.union([z.literal("resin"), colour]);

const weight = z.enum(["regular", "medium", "semibold", "bold"]);
export type Weight = z.infer<typeof weight>;

const opacity = z.number().min(0).max(1).optional();
const box = { x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() };
const align = z.enum(["left", "center", "right"]);

const shape = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("rect"), ...box, radius: z.int().min(0).optional(), paint, opacity }),
  z.strictObject({
    kind: z.literal("path"),
    d: z.string().regex(/^[\d\s.,MLHVCSQTAZ-]+$/i),
    paint,
    opacity,
  }),
]);

/** Words that are the same on every card, on one line, standing on a baseline. */
const label = z.strictObject({
  kind: z.literal("label"),
  text: z.string().min(1),
  x: z.int(),
  /** The baseline. */
  y: z.int(),
  sizePx: z.int().positive(),
  weight,
  paint,
  align,
});

/** A text of this card, fitted into a box. */
const field = z.strictObject({
  kind: z.literal("field"),
  field: artworkField,
  ...box,
  /** Which edge of the box the text keeps to when it does not fill it. */
  anchor: z.enum(["top", "middle", "bottom"]),
  align: align.default("left"),
  sizePx: z.int().positive(),
  /** The size below which two lines look better than one. */
  floorPx: z.int().positive(),
  weight,
  paint,
  upperCase: z.boolean(),
  lines: z.union([z.literal(1), z.literal(2)]),
  abbreviate: z.enum(["middle-names", "end"]),
});
export type TemplateField = z.infer<typeof field>;

const photo = z.strictObject({ kind: z.literal("photo"), ...box, radius: z.int().min(0) });

/** `x` and `y` are the first dark module's corner; the quiet zone lies around it. */
const qr = z.strictObject({
  kind: z.literal("qr"),
  of: z.enum(["escn", "qrText"]),
  x: z.int(),
  y: z.int(),
  modulePx: z.int().positive(),
  quietModules: z.int().min(0),
});
export type TemplateQr = z.infer<typeof qr>;

/** Bars fill as much of the box's width as whole dots allow, the quiet zones inside it. */
const barcode = z.strictObject({
  kind: z.literal("barcode"),
  symbology: z.enum(["code-128", "code-39"]),
  of: z.enum(["studentNumber", "serialNumber"]),
  ...box,
  quietModules: z.int().min(0),
});
export type TemplateBarcode = z.infer<typeof barcode>;

/** A picture file (PNG or JPEG) of the university's own, drawn whole in its box. `logo` gives way to initials where there is none. */
const image = z.strictObject({
  kind: z.literal("image"),
  file: z.enum(["logo", "european-student-card"]),
  ...box,
  paint: colour,
});
export type TemplateImage = z.infer<typeof image>;

const element = z.discriminatedUnion("kind", [...shape.options, label, field, photo, qr, barcode, image]);
export type TemplateElement = z.infer<typeof element>;

/** What the blank carries already: shown on the screen, never printed. */
const plastic = z
  .array(z.discriminatedUnion("kind", [...shape.options, label, field, image]))
  .readonly()
  .default([]);

const templateName = z.string().regex(/^[a-z][a-z-]*$/);
const common = {
  /** The version of this very schema. */
  format: z.literal(1),
  name: templateName,
  version: z.int().positive(),
  elements: z.array(element).readonly(),
};
const cardSize = { width: z.literal(cardWidthDots), height: z.literal(cardHeightDots) };

/** One face of a card, or a sticker. Lengths are dots at 300 dpi whatever the printer. */
export const template = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("card-front"),
      ...common,
      ...cardSize,
      plastic,
      /** The template of the other face, with its version, so that a card keeps both. */
      back: z
        .string()
        .regex(/^[a-z][a-z-]*@[1-9]\d*$/)
        .nullable()
        .default(null),
    }),
    z.strictObject({
      kind: z.literal("card-back"),
      ...common,
      ...cardSize,
      plastic,
    }),
    z.strictObject({
      kind: z.literal("sticker"),
      ...common,
      width: z.int().min(100).max(1200),
      height: z.int().min(60).max(1200),
    }),
  ])
  .superRefine(({ kind, elements }, context) => {
    elements.forEach((each, at) => {
      const wrong = foreignTo(kind, each);
      if (wrong !== null) context.addIssue({ code: "custom", path: ["elements", at], message: wrong });
    });
  });
export type Template = z.infer<typeof template>;

function foreignTo(kind: "card-front" | "card-back" | "sticker", each: TemplateElement): string | null {
  if (kind !== "sticker") {
    if (each.kind === "field" && !cardTextField.safeParse(each.field).success) return "not a text of a card";
    if (each.kind === "qr" && each.of !== "escn") return "not a code of a card";
    if (each.kind === "barcode" && each.of !== "studentNumber") return "not a code of a card";
    return null;
  }
  if (each.kind === "photo" || each.kind === "image") return "a sticker is black and white";
  if ("paint" in each && each.paint !== "resin") return "a sticker is black and white";
  if (each.kind === "field" && !stickerTextField.safeParse(each.field).success)
    return "not a text of a sticker";
  if (each.kind === "qr" && each.of !== "qrText") return "not a code of a sticker";
  if (each.kind === "barcode" && each.of !== "serialNumber") return "not a code of a sticker";
  return null;
}

/** How a card remembers what it was drawn from: `student-front@1`. */
export function templateNameOf({ name, version }: Pick<Template, "name" | "version">): string {
  return `${name}@${version}`;
}
