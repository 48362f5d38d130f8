import type { CardTextField, StickerTextField, TextFit } from "../../main/core/artwork.ts";
import type { ArtworkFault } from "../../main/core/ports/card-artist.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { type Area, areaAround, drawFitted, drawLabel, type Faces, shapeSvg } from "./drawing.ts";
import { type FittedText, fitText } from "./fit.ts";
import { imageSvg } from "./marks.ts";
import type { Palette } from "./palette.ts";
import type { Template, TemplateElement, TemplateField } from "./template.ts";
import { drawable, type Typeface } from "./typefaces.ts";

/** The texts of one face; one that is not given is left out. */
export type Texts = Readonly<Partial<Record<CardTextField | StickerTextField, string>>>;

/** A text as it was laid: where it stands, how big it came out, what had to be done to it. */
export interface LaidText {
  readonly element: Extract<TemplateElement, { readonly kind: "field" | "label" }>;
  readonly ink: Area;
  readonly sizePx: number;
  readonly fit: TextFit | null;
}

/** All of a face that is drawn with lines: shapes, labels, texts and our own marks, apart by layer. */
export interface Vectors {
  /** SVG of the colour layer, without its frame, in the template's order. */
  readonly colour: string;
  /** SVG of the black layer that is the same on everybody's card. */
  readonly blackForAll: string;
  /** SVG of this card's own black texts. */
  readonly black: string;
  /** The part of the face that `black` keeps to; null when there is none. */
  readonly blackArea: Area | null;
  readonly laid: readonly LaidText[];
}

/** What drawing a face's lines needs besides its texts. */
export interface VectorTools {
  readonly template: Pick<Template, "width" | "height" | "elements">;
  readonly faces: Faces;
  readonly palette: Palette;
  /** Whether the university's own picture is drawn later, so that nothing stands in for it. */
  hasPicture(element: TemplateElement): boolean;
}

/** Fits and outlines every text of a face, or names the first that can not be drawn. */
export function drawVectors(tools: VectorTools, texts: Texts): Result<Vectors, ArtworkFault> {
  const { template, faces, palette } = tools;
  const whole: Area = { x: 0, y: 0, width: template.width, height: template.height };
  const layers = { colour: "", blackForAll: "", black: "" };
  const blackBoxes: Area[] = [];
  const laid: LaidText[] = [];
  const put = (paint: TemplateField["paint"], draw: (fill: string) => string) => {
    if (paint === "resin") layers.blackForAll += draw("#000000");
    else layers.colour += draw(palette(paint));
  };
  for (const element of template.elements) {
    switch (element.kind) {
      case "rect":
      case "path":
        put(element.paint, (fill) => shapeSvg(element, fill));
        break;
      case "label": {
        const { svg, ink } = drawLabel(element, faces(element));
        put(element.paint, (fill) => `<g fill="${fill}">${svg}</g>`);
        laid.push({ element, ink, sizePx: element.sizePx, fit: null });
        break;
      }
      case "field": {
        const drawn = drawField(element, texts[element.field] ?? "", faces(element));
        if (!drawn.ok) return drawn;
        if (drawn.value === null) break;
        const { svg, ink, fitted } = drawn.value;
        if (element.paint === "resin") {
          layers.black += svg;
          blackBoxes.push(element);
        } else put(element.paint, (fill) => `<g fill="${fill}">${svg}</g>`);
        const { how, lines, sizePx } = fitted;
        laid.push({ element, ink, sizePx, fit: how === null ? null : { field: element.field, how, lines } });
        break;
      }
      case "image":
        if (!tools.hasPicture(element))
          layers.colour += imageSvg(element, texts.university ?? "", palette, faces);
        break;
      case "photo":
      case "qr":
      case "barcode":
        break;
    }
  }
  const blackArea = blackBoxes.length === 0 ? null : areaAround(blackBoxes, whole);
  return succeeded({ ...layers, blackArea, laid });
}

/** What had to be done to the texts of a face. */
export function fitsOf({ laid }: Vectors): readonly TextFit[] {
  return laid.flatMap(({ fit }) => fit ?? []);
}

function drawField(
  field: TemplateField,
  given: string,
  face: Typeface,
): Result<{ readonly svg: string; readonly ink: Area; readonly fitted: FittedText } | null, ArtworkFault> {
  const text = drawable(field.upperCase ? inCapitals(given) : given);
  const characters = face.missing(text);
  if (characters.length > 0) return failed({ kind: "no-glyph", field: field.field, characters });
  if (text === "") return succeeded(null);
  const fitted = fitText(text, field, (line) => face.shape(line).widthEm);
  return succeeded({ ...drawFitted(field, fitted, face), fitted });
}

/** Capitals as the name's own script writes them: Greek ones lose their accents, French ones keep them. */
function inCapitals(text: string): string {
  return text.toLocaleUpperCase(/\p{Script=Greek}/u.test(text) ? "el" : "fr");
}
