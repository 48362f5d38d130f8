import type { CardTextField, StickerTextField, TextFit } from "../../main/core/artwork.ts";
import type { ArtworkFault } from "../../main/core/ports/card-artist.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { type Area, areaAround, type Faces, fieldSvg, labelSpan, labelSvg, shapeSvg } from "./drawing.ts";
import { type FittedText, fitText, lineEm } from "./fit.ts";
import { imageSvg } from "./marks.ts";
import type { Palette } from "./palette.ts";
import type { Template, TemplateElement, TemplateField } from "./template.ts";
import { drawable, type Typeface } from "./typefaces.ts";

/** The texts of one face; one that is not given is left out. */
export type Texts = Readonly<Partial<Record<CardTextField | StickerTextField, string>>>;

/** A text as it was laid: where it may stand, how big it came out. */
export interface LaidText {
  readonly element: Extract<TemplateElement, { readonly kind: "field" | "label" }>;
  readonly box: Area;
  readonly sizePx: number;
}

/** All of a face that is drawn with lines: shapes, labels, texts and our own marks, apart by layer. */
export interface Vectors {
  /** SVG of the colour layer, without its frame, in the template's order. */
  readonly colour: string;
  readonly black: string;
  /** The part of the face that `black` keeps to; null when there is none. */
  readonly blackArea: Area | null;
  readonly fits: readonly TextFit[];
  readonly laid: readonly LaidText[];
}

/** What drawing a face's lines needs besides its texts. */
export interface VectorTools {
  readonly template: Template;
  readonly faces: Faces;
  readonly palette: Palette;
  /** Whether the university's own picture is drawn later, so that nothing stands in for it. */
  hasPicture(element: TemplateElement): boolean;
}

/** Fits and outlines every text of a face, or names the first that can not be drawn. */
export function drawVectors(tools: VectorTools, texts: Texts): Result<Vectors, ArtworkFault> {
  const { template, faces, palette } = tools;
  const whole: Area = { x: 0, y: 0, width: template.width, height: template.height };
  const layers = { colour: "", black: "" };
  const blackBoxes: Area[] = [];
  const fits: TextFit[] = [];
  const laid: LaidText[] = [];
  const put = (paint: TemplateField["paint"], box: Area, draw: (fill: string) => string) => {
    if (paint !== "resin") layers.colour += draw(palette(paint));
    else {
      layers.black += draw("#000000");
      blackBoxes.push(box);
    }
  };
  for (const element of template.elements) {
    switch (element.kind) {
      case "rect":
        put(element.paint, element, (fill) => shapeSvg(element, fill));
        break;
      case "path":
        put(element.paint, whole, (fill) => shapeSvg(element, fill));
        break;
      case "label": {
        const face = faces(element);
        const { sizePx } = element;
        const box = { ...labelSpan(element, face), y: element.y - sizePx, height: sizePx * lineEm };
        put(element.paint, box, (fill) => `<g fill="${fill}">${labelSvg(element, face)}</g>`);
        laid.push({ element, box, sizePx });
        break;
      }
      case "field": {
        const drawn = drawField(element, texts[element.field] ?? "", faces(element));
        if (!drawn.ok) return drawn;
        if (drawn.value === null) break;
        const { svg, fitted } = drawn.value;
        put(element.paint, element, (fill) => `<g fill="${fill}">${svg}</g>`);
        if (fitted.how !== null) fits.push({ field: element.field, how: fitted.how, lines: fitted.lines });
        laid.push({ element, box: element, sizePx: fitted.sizePx });
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
  return succeeded({ ...layers, blackArea, fits, laid });
}

function drawField(
  field: TemplateField,
  given: string,
  face: Typeface,
): Result<{ readonly svg: string; readonly fitted: FittedText } | null, ArtworkFault> {
  const text = drawable(field.upperCase ? given.toLocaleUpperCase("fr") : given);
  const characters = face.missing(text);
  if (characters.length > 0) return failed({ kind: "no-glyph", field: field.field, characters });
  if (text === "") return succeeded(null);
  const fitted = fitText(text, field, (line) => face.shape(line).widthEm);
  return succeeded({ svg: fieldSvg(field, fitted, face), fitted });
}
