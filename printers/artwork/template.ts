import { readFile } from "node:fs/promises";
import { z } from "zod";
import { cardHeightDots, cardWidthDots } from "../../main/core/ports/card-printer.ts";

/** Five points at 300 dpi: nothing smaller is printed on a card. */
export const smallestTextPx = 21;

/** A colour of the card: a fixed one, or one made from the university's accent. */
const colour = z.union([
  z.enum(["accent", "accent-deep", "accent-bright", "accent-ink", "on-accent"]),
  z.string().regex(/^#[0-9a-f]{6}$/),
]);
export type TemplateColour = z.infer<typeof colour>;

const weight = z.enum(["regular", "medium", "semibold", "bold"]);
export type Weight = z.infer<typeof weight>;

const opacity = z.number().min(0).max(1).optional();
const box = { x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() };

const shape = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("rect"), ...box, fill: colour, opacity }),
  z.strictObject({
    kind: z.literal("path"),
    d: z.string().regex(/^[\d\s.,MLHVCSQTAZ-]+$/i),
    fill: colour,
    opacity,
  }),
]);

const label = z.strictObject({
  text: z.string().min(1),
  x: z.int(),
  /** The baseline. */
  y: z.int(),
  sizePx: z.int().min(smallestTextPx),
  weight,
  colour,
  align: z.enum(["left", "right"]),
});

const fieldCommon = {
  field: z.enum(["firstName", "lastName", "studentNumber", "programme", "academicYear", "university"]),
  ...box,
  /** Which edge of the box the text keeps to when it does not fill it. */
  anchor: z.enum(["top", "middle", "bottom"]),
  sizePx: z.int().min(smallestTextPx),
  /** The size below which two lines look better than one. */
  floorPx: z.int().min(smallestTextPx),
  weight,
  upperCase: z.boolean(),
  lines: z.union([z.literal(1), z.literal(2)]),
  abbreviate: z.enum(["middle-names", "end"]),
};
const field = z.discriminatedUnion("layer", [
  z.strictObject({ layer: z.literal("black"), ...fieldCommon }),
  z.strictObject({ layer: z.literal("colour"), colour, ...fieldCommon }),
]);
export type TemplateField = z.infer<typeof field>;

const frontTemplate = z.strictObject({
  name: z.string().regex(/^[a-z][a-z-]*$/),
  version: z.int().positive(),
  widthDots: z.literal(cardWidthDots),
  heightDots: z.literal(cardHeightDots),
  ground: z.array(shape).readonly(),
  labels: z.array(label).readonly(),
  photo: z.strictObject({ ...box, radius: z.int().min(0) }),
  /** `x` and `y` are the first dark module's corner; the quiet zone lies around it. */
  qr: z.strictObject({ x: z.int(), y: z.int(), modulePx: z.int().min(5), quietModules: z.int().min(4) }),
  fields: z.array(field).readonly(),
});
export type FrontTemplate = z.infer<typeof frontTemplate>;

/** Reads a template; one that breaks the schema is a bug of whoever shipped it and is thrown. */
export async function readTemplate(file: URL | string): Promise<FrontTemplate> {
  return frontTemplate.parse(JSON.parse(await readFile(file, "utf8")));
}

/** How a card remembers what it was drawn from: `student-front@1`. */
export function templateNameOf(template: FrontTemplate): string {
  return `${template.name}@${template.version}`;
}
