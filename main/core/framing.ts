import { z } from "zod";

/** Size of a stored photo: 35×45 mm at 435 dpi (domain sheet photo §5). */
export const photoWidthPx = 600;
export const photoHeightPx = 771;

/**
 * How a photo is cut from the picture it was taken from: the point of the picture (pixels, already turned upright)
 * that comes to the middle, the angle the picture is turned by (degrees, clockwise), and output pixels per picture pixel.
 */
export const framing = z.strictObject({
  centreX: z.number(),
  centreY: z.number(),
  angleDegrees: z.number().min(-180).max(180),
  scale: z.number().positive(),
});
export type Framing = z.infer<typeof framing>;

/** An affine map (a c e; b d f; 0 0 1) from picture pixels to output pixels, in the order of CSS `matrix()`. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** The one map used by the screen and by the file. */
export function matrixOf(cut: Framing, outWidth: number, outHeight: number): Matrix {
  const radians = (cut.angleDegrees * Math.PI) / 180;
  const a = cut.scale * Math.cos(radians);
  const b = cut.scale * Math.sin(radians);
  return [
    a,
    b,
    -b,
    a,
    outWidth / 2 - a * cut.centreX + b * cut.centreY,
    outHeight / 2 - b * cut.centreX - a * cut.centreY,
  ];
}

/** The smallest scale at which the whole output can be filled from a picture of this size at this angle. */
export function smallestScale(width: number, height: number, angleDegrees: number): number {
  const { across, down } = windowAt(angleDegrees);
  return Math.max(across / width, down / height);
}

/** The framing moved as little as possible so that nothing outside the picture shows. */
export function keptInside(cut: Framing, width: number, height: number): Framing {
  const scale = Math.max(cut.scale, smallestScale(width, height, cut.angleDegrees));
  const { across, down } = windowAt(cut.angleDegrees);
  const marginX = across / scale / 2;
  const marginY = down / scale / 2;
  return {
    ...cut,
    scale,
    centreX: Math.min(Math.max(cut.centreX, marginX), width - marginX),
    centreY: Math.min(Math.max(cut.centreY, marginY), height - marginY),
  };
}

/** The framing that shows as much of a picture as fits, upright and centred. */
export function wholePicture(width: number, height: number): Framing {
  return { centreX: width / 2, centreY: height / 2, angleDegrees: 0, scale: smallestScale(width, height, 0) };
}

/** Upright box, in output pixels, around the output window once turned back into the picture's own axes. */
function windowAt(angleDegrees: number): { readonly across: number; readonly down: number } {
  const radians = (angleDegrees * Math.PI) / 180;
  const cos = Math.abs(Math.cos(radians));
  const sin = Math.abs(Math.sin(radians));
  return {
    across: photoWidthPx * cos + photoHeightPx * sin,
    down: photoWidthPx * sin + photoHeightPx * cos,
  };
}
