import type { ArtworkFault, CardFront, TextFit } from "../../main/core/ports/card-artist.ts";
import { cardHeightDots, cardWidthDots } from "../../main/core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { type Area, type Faces, fieldSvg, groundSvg, svgOf } from "./drawing.ts";
import { type FittedText, fitText } from "./fit.ts";
import type { Palette } from "./palette.ts";
import { type FrontTemplate, readTemplate, type TemplateField } from "./template.ts";
import { drawable, type Typeface, typefaceOf } from "./typefaces.ts";

/** The template shipped with Guichet. */
export const shippedTemplate = new URL("../../assets/templates/student-front.json", import.meta.url);

/** The whole face of a card. */
export const wholeCard: Area = { x: 0, y: 0, width: cardWidthDots, height: cardHeightDots };

/** Fits and outlines every text of a front, or names the first that can not be drawn. */
export function drawFields(
  { template, faces }: Prepared,
  front: CardFront,
): Result<readonly DrawnField[], ArtworkFault> {
  const drawn: DrawnField[] = [];
  for (const field of template.fields) {
    const one = drawField(field, front[field.field], faces(field));
    if (!one.ok) return one;
    drawn.push(one.value);
  }
  return succeeded(drawn);
}

/** A template with the typefaces it needs, read once. */
export interface Prepared {
  readonly template: FrontTemplate;
  readonly faces: Faces;
}

/** Reads a template and the shipped fonts. */
export async function prepare(file: URL | string): Promise<Prepared> {
  const template = await readTemplate(file);
  const [regular, medium, semibold, bold] = await Promise.all([
    typefaceOf("regular"),
    typefaceOf("medium"),
    typefaceOf("semibold"),
    typefaceOf("bold"),
  ]);
  const faces = { regular, medium, semibold, bold };
  return { template, faces: ({ weight }) => faces[weight] };
}

/** One text of the front as outlines in place, and what had to be done to it. */
export interface DrawnField {
  readonly field: TemplateField;
  readonly svg: string;
  readonly fit: TextFit | null;
}

function drawField(field: TemplateField, given: string, face: Typeface): Result<DrawnField, ArtworkFault> {
  const text = drawable(field.upperCase ? given.toLocaleUpperCase("fr") : given);
  const characters = face.missing(text);
  if (characters.length > 0) return failed({ kind: "no-glyph", field: field.field, characters });
  if (text === "") return succeeded({ field, svg: "", fit: null });
  const fitted = fitText(text, field, (line) => face.shape(line).widthEm);
  return succeeded({ field, svg: fieldSvg(field, fitted, face), fit: reported(field, fitted) });
}

function reported(field: TemplateField, fitted: FittedText): TextFit | null {
  return fitted.how === null ? null : { field: field.field, how: fitted.how, lines: fitted.lines };
}

/** Everything of the front that lies under the photo and the code, with these texts; black ones in black. */
export function groundWith(
  { template, faces }: Prepared,
  palette: Palette,
  fields: readonly DrawnField[],
): string {
  const texts = fields.map(
    ({ field, svg }) =>
      `<g fill="${field.layer === "colour" ? palette(field.colour) : "#000000"}">${svg}</g>`,
  );
  return svgOf(wholeCard, groundSvg(template, palette, faces) + texts.join(""));
}
