import type { TemplateColour } from "./template.ts";

/** The colours of one card, all `#rrggbb`. */
export type Palette = (colour: TemplateColour) => string;

export type Rgb = readonly [red: number, green: number, blue: number];

const white: Rgb = [255, 255, 255];
const ink: Rgb = [20, 24, 31];

/** The colours that follow from the university's accent (`#rrggbb`): its deep, bright and soft companions, a shade of it that can be read on white, and what can be read on it. */
export function paletteOf(accent: string): Palette {
  const base = rgbOf(accent);
  const made = {
    accent,
    "accent-deep": hexOf(mixed(base, [0, 0, 0], 0.3)),
    "accent-bright": hexOf(mixed(base, white, 0.42)),
    "accent-soft": hexOf(mixed(base, white, 0.9)),
    "accent-ink": hexOf(readableOnWhite(base)),
    "on-accent": hexOf(contrast(base, white) >= 4.5 ? white : ink),
  };
  return (colour) => (colour in made ? made[colour as keyof typeof made] : colour);
}

function readableOnWhite(accent: Rgb): Rgb {
  let shade = mixed(accent, [0, 0, 0], 0.3);
  while (contrast(shade, white) < 7) shade = mixed(shade, [0, 0, 0], 0.05);
  return shade;
}

export function rgbOf(hex: string): Rgb {
  if (!/^#[0-9a-f]{6}$/.test(hex)) throw new Error(`not a colour: ${hex}`);
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const mix = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * share;
  return [mix(0), mix(1), mix(2)];
}

/** Contrast ratio of WCAG 2.2, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(rgb: Rgb): number {
  return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
}

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
