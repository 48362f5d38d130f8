import { type Framing, keptInside, smallestScale } from "../../../main/core/framing.ts";

/** Size of the picture that is framed, in its own pixels. */
export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** How far a picture may be enlarged beyond filling the frame. */
const farthestZoom = 5;

/** The largest scale of a picture's pixels: beyond, only blur is added. */
const largestScale = 2;

/** The picture turned finely this far around its quarter turn, and no further. */
export const finestTurn = 30;

/** How many times larger than filling the frame the picture stands, from 1. */
export function zoomOf(cut: Framing, size: PictureSize): number {
  return cut.scale / smallestScale(size.widthPx, size.heightPx, cut.angleDegrees);
}

/** The farthest a picture may be enlarged: less far when it is small, never less than filling the frame. */
export function mostZoomOf(cut: Framing, size: PictureSize): number {
  const sharpest = largestScale / smallestScale(size.widthPx, size.heightPx, cut.angleDegrees);
  return Math.min(farthestZoom, Math.max(1, sharpest));
}

/** Whether the picture is too small to be enlarged any further. */
export function isTooSmallToZoom(cut: Framing, size: PictureSize): boolean {
  const most = mostZoomOf(cut, size);
  return most < farthestZoom && zoomOf(cut, size) >= most - 1e-6;
}

/** The same middle, enlarged to `zoom`. */
export function zoomed(cut: Framing, size: PictureSize, zoom: number): Framing {
  const smallest = smallestScale(size.widthPx, size.heightPx, cut.angleDegrees);
  return inside({ ...cut, scale: smallest * Math.min(Math.max(zoom, 1), mostZoomOf(cut, size)) }, size);
}

/** Where a zoom lies on a slider from 0 to 100: each step enlarges by the same factor. */
export function sliderOfZoom(zoom: number, most: number): number {
  return most <= 1 ? 0 : (100 * Math.log(Math.max(zoom, 1))) / Math.log(most);
}

/** The zoom at a place of the slider. */
export function zoomOfSlider(place: number, most: number): number {
  return most ** (place / 100);
}

/** The picture moved under the frame by a distance in output pixels. */
export function dragged(cut: Framing, size: PictureSize, rightPx: number, downPx: number): Framing {
  const radians = (cut.angleDegrees * Math.PI) / 180;
  const cos = Math.cos(radians) / cut.scale;
  const sin = Math.sin(radians) / cut.scale;
  return inside(
    {
      ...cut,
      centreX: cut.centreX - cos * rightPx - sin * downPx,
      centreY: cut.centreY + sin * rightPx - cos * downPx,
    },
    size,
  );
}

/** The quarter turn (−90, 0, 90, 180) an angle is nearest to. */
export function quarterOf(angleDegrees: number): number {
  return wrapped(Math.round(angleDegrees / 90) * 90);
}

/** The part of the angle beside its quarter turn. */
export function fineTurnOf(angleDegrees: number): number {
  return wrapped(angleDegrees - quarterOf(angleDegrees));
}

/** Turned finely around the same quarter turn, as large as before. */
export function turnedFinely(cut: Framing, size: PictureSize, degrees: number): Framing {
  const fine = Math.min(Math.max(degrees, -finestTurn), finestTurn);
  return turnedTo(cut, size, quarterOf(cut.angleDegrees) + fine);
}

/** Turned by a quarter, clockwise for 1 and back for −1. */
export function turnedByQuarter(cut: Framing, size: PictureSize, quarters: 1 | -1): Framing {
  return turnedTo(cut, size, cut.angleDegrees + 90 * quarters);
}

/** How far a key turns a picture. */
const keyTurn = 0.5;

/** A way of framing: moves of one kind that follow each other are undone together. */
export type FramingMove = "drag" | "zoom" | "turn" | "quarter" | "auto";

/**
 * What a key does to the framing; null for keys that mean nothing here. Shift moves finely, and turns the other way. Keys go by what is
 * printed on them: < and > lie elsewhere on a French keyboard.
 */
export function framedByKey(
  cut: Framing,
  size: PictureSize,
  key: string,
  shift: boolean,
): { readonly cut: Framing; readonly by: FramingMove } | null {
  const step = shift ? 2 : 20;
  const nearer = shift ? 1.02 : 1.1;
  const moved = (right: number, down: number) =>
    ({ cut: dragged(cut, size, right, down), by: "drag" }) as const;
  const enlarged = (zoom: number) => ({ cut: zoomed(cut, size, zoom), by: "zoom" }) as const;
  const turned = (degrees: number) =>
    ({ cut: turnedFinely(cut, size, fineTurnOf(cut.angleDegrees) + degrees), by: "turn" }) as const;
  switch (key) {
    case "ArrowLeft":
      return moved(-step, 0);
    case "ArrowRight":
      return moved(step, 0);
    case "ArrowUp":
      return moved(0, -step);
    case "ArrowDown":
      return moved(0, step);
    case "+":
    case "=":
      return enlarged(zoomOf(cut, size) * nearer);
    case "-":
    case "_":
      return enlarged(zoomOf(cut, size) / nearer);
    case "<":
      return turned(-keyTurn);
    case ">":
      return turned(keyTurn);
    case "r":
    case "R":
      return { cut: turnedByQuarter(cut, size, shift ? -1 : 1), by: "quarter" };
  }
  return null;
}

function turnedTo(cut: Framing, size: PictureSize, angle: number): Framing {
  const angleDegrees = wrapped(angle);
  const zoom = Math.min(zoomOf(cut, size), mostZoomOf({ ...cut, angleDegrees }, size));
  const scale = smallestScale(size.widthPx, size.heightPx, angleDegrees) * zoom;
  return inside({ ...cut, angleDegrees, scale }, size);
}

function inside(cut: Framing, size: PictureSize): Framing {
  return keptInside(cut, size.widthPx, size.heightPx);
}

/** An angle brought between −180 (not included) and 180. */
function wrapped(degrees: number): number {
  const turned = ((degrees % 360) + 360) % 360;
  return turned > 180 ? turned - 360 : turned;
}
