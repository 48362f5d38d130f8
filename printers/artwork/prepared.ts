import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { overlayOf } from "../../native/images/photographs.ts";
import type { Faces } from "./drawing.ts";
import type { Palette } from "./palette.ts";
import type { Template, TemplateElement, TemplateImage } from "./template.ts";
import { typefaceOf } from "./typefaces.ts";

/** A template with all it needs to be drawn, read once. */
export interface Prepared {
  readonly template: Template;
  readonly faces: Faces;
  readonly palette: Palette;
  /** The university's own pictures, in the size of their place: red, green, blue, alpha. */
  readonly pictures: ReadonlyMap<TemplateElement, Uint8Array>;
  hasPicture(element: TemplateElement): boolean;
}

/** Reads the shipped fonts and the pictures a template asks for out of the university's own folder. */
export async function prepare(
  template: Template,
  palette: Palette,
  ownFolder: string | null,
): Promise<Prepared> {
  const [regular, medium, semibold, bold] = await Promise.all([
    typefaceOf("regular"),
    typefaceOf("medium"),
    typefaceOf("semibold"),
    typefaceOf("bold"),
  ]);
  const typefaces = { regular, medium, semibold, bold };
  const pictures = new Map<TemplateElement, Uint8Array>();
  for (const element of [...template.elements, ...plasticOf(template)]) {
    if (element.kind !== "image" || ownFolder === null) continue;
    const overlay = await pictureFor(element, ownFolder);
    if (overlay !== null) pictures.set(element, overlay);
  }
  return {
    template,
    faces: ({ weight }) => typefaces[weight],
    palette,
    pictures,
    hasPicture: (element) => pictures.has(element),
  };
}

/** What the blank of a template carries. */
export function plasticOf(template: Template): readonly TemplateElement[] {
  return template.kind === "sticker" ? [] : template.plastic;
}

/** `logo.png` or `logo.jpg` and the like; a file that can not be read counts as none. */
async function pictureFor(element: TemplateImage, folder: string): Promise<Uint8Array | null> {
  for (const ending of ["png", "jpg", "jpeg"]) {
    const bytes = await readFile(join(folder, `${element.file}.${ending}`)).catch(() => null);
    const overlay = bytes === null ? null : await overlayOf(bytes, element.width, element.height);
    if (overlay?.ok === true) return overlay.value;
  }
  return null;
}
