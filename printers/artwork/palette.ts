import { contrast, hexOf, mixed, type Rgb, readableOnWhite, rgbOf, white } from "../../main/core/colour.ts";
import type { TemplateColour } from "./template.ts";

/** The colours of one card, all `#rrggbb`. */
export type Palette = (colour: TemplateColour) => string;

const ink: Rgb = [20, 24, 31];

/** The colours that follow from the university's accent (`#rrggbb`): its deep, bright and soft companions, a shade of it that can be read on white, and what can be read on it. */
export function paletteOf(accent: string): Palette {
  const base = rgbOf(accent);
  const deep = mixed(base, [0, 0, 0], 0.3);
  const made = {
    accent,
    "accent-deep": hexOf(deep),
    "accent-bright": hexOf(mixed(base, white, 0.42)),
    "accent-soft": hexOf(mixed(base, white, 0.9)),
    "accent-ink": hexOf(readableOnWhite(deep)),
    "on-accent": hexOf(contrast(base, white) >= 4.5 ? white : ink),
  };
  return (colour) => (colour in made ? made[colour as keyof typeof made] : colour);
}
