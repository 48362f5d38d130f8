import { type FittedText, lineEm } from "./fit.ts";
import type { Palette } from "./palette.ts";
import type { FrontTemplate, TemplateField } from "./template.ts";
import type { ShapedLine, Typeface } from "./typefaces.ts";

/** Part of a card, in dots. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A whole SVG of one area of the card; what is inside keeps the card's coordinates. */
export function svgOf(area: Area, content: string): string {
  const { x, y, width, height } = area;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}">${content}</svg>`;
}

/** Shapes and labels of a template, without fields, photo or code. */
export function groundSvg(template: FrontTemplate, palette: Palette, faces: Faces): string {
  const shapes = template.ground.map((shape) => {
    const paint = `fill="${palette(shape.fill)}" fill-opacity="${shape.opacity ?? 1}"`;
    return shape.kind === "rect"
      ? `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" ${paint}/>`
      : `<path d="${shape.d}" ${paint}/>`;
  });
  const labels = template.labels.map((label) => {
    const line = faces(label).shape(label.text);
    const x = label.align === "left" ? label.x : label.x - line.widthEm * label.sizePx;
    return `<g fill="${palette(label.colour)}">${lineSvg(line, x, label.y, label.sizePx)}</g>`;
  });
  return shapes.join("") + labels.join("");
}

/** The typeface for a weight. */
export type Faces = (of: { readonly weight: TemplateField["weight"] }) => Typeface;

/** A fitted text as outlines, standing in its box. */
export function fieldSvg(field: TemplateField, fitted: FittedText, face: Typeface): string {
  const pitch = fitted.sizePx * lineEm;
  const free = field.height - fitted.lines.length * pitch;
  const top = field.y + (field.anchor === "top" ? 0 : field.anchor === "middle" ? free / 2 : free);
  return fitted.lines
    .map((text, i) =>
      lineSvg(face.shape(text), field.x, top + i * pitch + fitted.sizePx * baselineEm, fitted.sizePx),
    )
    .join("");
}

/** The baseline, in ems below the top of a line. */
const baselineEm = 0.94;

function lineSvg(line: ShapedLine, x: number, baseline: number, sizePx: number): string {
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
