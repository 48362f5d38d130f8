import { z } from "zod";
import {
  cardHeightDots,
  cardWidthDots,
  type PrinterCapabilities,
  type PrintLayers,
  type RibbonKind,
} from "./ports/card-printer.ts";

/** The ribbons a card can be judged for. */
export const ribbonKind = z.enum([
  "colour",
  "half-colour",
  "colour-black-back",
  "black",
]) satisfies z.ZodType<RibbonKind>;

/** What one face needs of a ribbon. */
export interface FacePanels {
  /** The dots along the card's length that hold colour, first and last; null when none does. */
  readonly colour: { readonly from: number; readonly to: number } | null;
  readonly black: boolean;
}

/** What a ribbon can not put on a card. */
export const ribbonShortfall = z.enum(["no-colour", "colour-beyond-half", "no-back", "no-colour-on-back"]);
export type RibbonShortfall = z.infer<typeof ribbonShortfall>;

/** What a face needs, read from its layers: colour is whatever is not white. */
export function panelsOf({ colour, black }: PrintLayers): FacePanels {
  let from = cardWidthDots;
  let to = -1;
  for (let row = 0; row < cardHeightDots; row += 1) {
    const start = row * cardWidthDots;
    for (let x = 0; x < from; x += 1) if (coloured(colour, start + x)) from = x;
    for (let x = cardWidthDots - 1; x > to; x -= 1) if (coloured(colour, start + x)) to = x;
  }
  return { colour: to < 0 ? null : { from, to }, black: black.some((eight) => eight !== 0) };
}

function coloured(colour: Uint8Array, dot: number): boolean {
  const at = dot * 3;
  return colour[at] !== 255 || colour[at + 1] !== 255 || colour[at + 2] !== 255;
}

/** What of a card a ribbon can not print, the front's first. */
export function ribbonShortfalls(
  ribbon: RibbonKind,
  front: FacePanels,
  back: FacePanels | null,
): readonly RibbonShortfall[] {
  const found: RibbonShortfall[] = [];
  if (front.colour !== null && ribbon === "black") found.push("no-colour");
  if (front.colour !== null && ribbon === "half-colour" && !keepsToHalf(front.colour))
    found.push("colour-beyond-half");
  if (back === null || (back.colour === null && !back.black)) return found;
  if (ribbon !== "colour-black-back") found.push("no-back");
  else if (back.colour !== null) found.push("no-colour-on-back");
  return found;
}

function keepsToHalf({ from, to }: { readonly from: number; readonly to: number }): boolean {
  return to < cardWidthDots / 2 || from >= cardWidthDots / 2;
}

/** Whether a printer, as it is set up, prints backs: it turns cards over, and its ribbon has a panel for them or is its own affair. */
export function printsBacks({ sides, ribbon }: Pick<PrinterCapabilities, "sides" | "ribbon">): boolean {
  return sides === 2 && (ribbon === null || ribbon === "colour-black-back");
}
