import { type FittedText, lineEm } from "./fit.ts";
import type { TemplateElement, TemplateField } from "./template.ts";
import type { ShapedLine, Typeface } from "./typefaces.ts";

/** Part of a face, in dots at 300 dpi. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The typeface for a weight. */
export type Faces = (of: { readonly weight: TemplateField["weight"] }) => Typeface;

type Shape = Extract<TemplateElement, { readonly kind: "rect" | "path" }>;
type Label = Extract<TemplateElement, { readonly kind: "label" }>;

/** A whole SVG of one area; what is inside keeps the template's coordinates. `scale`: dots of the printer for one of the template. */
export function svgOf(area: Area, content: string, scale = 1): string {
  const { x, y, width, height } = area;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(width * scale)}" height="${Math.round(height * scale)}" viewBox="${x} ${y} ${width} ${height}">${content}</svg>`;
}

/** A shape in a colour given as SVG knows it. */
export function shapeSvg(shape: Shape, fill: string): string {
  const paint = `fill="${fill}" fill-opacity="${shape.opacity ?? 1}"`;
  if (shape.kind === "path") return `<path d="${shape.d}" ${paint}/>`;
  const radius = shape.radius === undefined ? "" : ` rx="${shape.radius}"`;
  return `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}"${radius} ${paint}/>`;
}

/** A label as outlines on its baseline, and the place it takes. */
export function drawLabel(label: Label, face: Typeface): { readonly svg: string; readonly ink: Area } {
  const line = face.shape(label.text);
  const width = line.widthEm * label.sizePx;
  const x = alignedAt(label.align, label.x, 0, width);
  return { svg: lineSvg(line, x, label.y, label.sizePx), ink: inkOf(x, width, label.y, 0, label.sizePx) };
}

/** From above the capitals to below the tails: accents may stand out a little. */
function inkOf(x: number, width: number, baseline: number, furtherPx: number, sizePx: number): Area {
  return { x, y: baseline - 0.8 * sizePx, width, height: furtherPx + 1.04 * sizePx };
}

/** A fitted text as outlines, standing in its box, and the part of the box it fills. */
export function drawFitted(
  field: TemplateField,
  fitted: FittedText,
  face: Typeface,
): { readonly svg: string; readonly ink: Area } {
  const pitch = fitted.sizePx * lineEm;
  const height = fitted.lines.length * pitch;
  const free = field.height - height;
  const top = field.y + (field.anchor === "top" ? 0 : field.anchor === "middle" ? free / 2 : free);
  const lines = fitted.lines.map((text) => face.shape(text));
  const width = Math.max(...lines.map(({ widthEm }) => widthEm)) * fitted.sizePx;
  const svg = lines.map((line, i) => {
    const x = alignedAt(field.align, field.x, field.width, line.widthEm * fitted.sizePx);
    return lineSvg(line, x, top + i * pitch + fitted.sizePx * baselineEm, fitted.sizePx);
  });
  const x = alignedAt(field.align, field.x, field.width, width);
  const baseline = top + fitted.sizePx * baselineEm;
  return { svg: svg.join(""), ink: inkOf(x, width, baseline, height - pitch, fitted.sizePx) };
}

/** The baseline, in ems below the top of a line. */
const baselineEm = 0.94;

function alignedAt(align: Label["align"], x: number, room: number, width: number): number {
  return align === "left" ? x : align === "right" ? x + room - width : x + (room - width) / 2;
}

/** A shaped line as outlines, its start and baseline given. */
export function lineSvg(line: ShapedLine, x: number, baseline: number, sizePx: number): string {
  const scale = sizePx / line.unitsPerEm;
  return line.glyphs
    .map(
      (glyph) =>
        `<path transform="matrix(${scale} 0 0 ${-scale} ${x + glyph.x * sizePx} ${baseline - glyph.y * sizePx})" d="${glyph.outline}"/>`,
    )
    .join("");
}

/** The smallest area that holds all boxes, with room for accents that stand above a capital. */
export function areaAround(boxes: readonly Area[], within: Area): Area {
  const room = 16;
  const left = Math.max(within.x, Math.min(...boxes.map(({ x }) => x)) - room);
  const top = Math.max(within.y, Math.min(...boxes.map(({ y }) => y)) - room);
  const right = Math.min(within.x + within.width, Math.max(...boxes.map(({ x, width }) => x + width)) + room);
  const bottom = Math.min(
    within.y + within.height,
    Math.max(...boxes.map(({ y, height }) => y + height)) + room,
  );
  return { x: left, y: top, width: right - left, height: bottom - top };
}
