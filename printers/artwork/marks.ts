import { type Area, type Faces, lineSvg } from "./drawing.ts";
import type { Palette } from "./palette.ts";
import type { TemplateImage } from "./template.ts";
import { drawable } from "./typefaces.ts";

/** What stands in for a picture the university has not supplied: its initials for the logo, our own neutral mark for the European card's. */
export function imageSvg(image: TemplateImage, university: string, palette: Palette, faces: Faces): string {
  const fill = palette(image.paint);
  return image.file === "logo" ? monogram(image, university, fill, faces) : europeanMark(image, fill, faces);
}

/** A ring with the initials of a name: `Université de Rouvres` gives UR. */
function monogram(box: Area, university: string, fill: string, faces: Faces): string {
  const initials = initialsOf(university);
  const face = faces({ weight: "bold" });
  if (initials === "" || face.missing(initials).length > 0) return "";
  const side = Math.min(box.width, box.height);
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const stroke = side * 0.045;
  const line = face.shape(initials);
  const sizePx = Math.min((side * 0.62) / line.widthEm, side * 0.42);
  const text = lineSvg(
    line,
    centre.x - (line.widthEm * sizePx) / 2,
    centre.y + sizePx * capitalMiddleEm,
    sizePx,
  );
  return `<circle cx="${centre.x}" cy="${centre.y}" r="${side / 2 - stroke / 2}" fill="none" stroke="${fill}" stroke-width="${stroke}"/><g fill="${fill}">${text}</g>`;
}

/** Half the height of a Noto capital: from the baseline to the middle of the letter. */
const capitalMiddleEm = 0.357;

/** Words that are not said in initials: short and in small letters. */
function initialsOf(name: string): string {
  return drawable(name)
    .split(/[\s\u2019'-]+/u)
    .filter((word) => /^\p{Lu}/u.test(word))
    .slice(0, 3)
    .map((word) => word.slice(0, 1))
    .join("");
}

/**
 * Not the European Student Card's own mark, whose file may not be shipped: a card with an open book beside the words.
 * A university in the scheme puts the official file in its place.
 */
function europeanMark(box: Area, fill: string, faces: Faces): string {
  const face = faces({ weight: "semibold" });
  const height = box.height;
  const glyph = height * 1.3;
  const [first, second] = ["European", "Student Card"].map((text) => face.shape(text));
  if (first === undefined || second === undefined) return "";
  const room = box.width - glyph - height * 0.22;
  const sizePx = Math.min(room / Math.max(first.widthEm, second.widthEm), height * 0.43);
  const x = box.x + glyph + height * 0.22;
  const middle = box.y + height / 2;
  const stroke = height * 0.07;
  const card = `<rect x="${box.x + stroke / 2}" y="${box.y + stroke / 2 + height * 0.06}" width="${glyph - stroke}" height="${height * 0.88 - stroke}" rx="${height * 0.14}" fill="none" stroke="${fill}" stroke-width="${stroke}"/>`;
  const cx = box.x + glyph / 2;
  const book = `<path d="M${cx} ${middle - height * 0.16} C${cx - height * 0.14} ${middle - height * 0.28} ${cx - height * 0.3} ${middle - height * 0.26} ${cx - height * 0.38} ${middle - height * 0.22} V${middle + height * 0.2} C${cx - height * 0.3} ${middle + height * 0.16} ${cx - height * 0.14} ${middle + height * 0.14} ${cx} ${middle + height * 0.26} C${cx + height * 0.14} ${middle + height * 0.14} ${cx + height * 0.3} ${middle + height * 0.16} ${cx + height * 0.38} ${middle + height * 0.2} V${middle - height * 0.22} C${cx + height * 0.3} ${middle - height * 0.26} ${cx + height * 0.14} ${middle - height * 0.28} ${cx} ${middle - height * 0.16} Z M${cx} ${middle - height * 0.16} V${middle + height * 0.24}" fill="none" stroke="${fill}" stroke-width="${stroke * 0.8}" stroke-linejoin="round"/>`;
  const words =
    lineSvg(first, x, middle - sizePx * 0.12, sizePx) + lineSvg(second, x, middle + sizePx * 0.9, sizePx);
  return `${card}${book}<g fill="${fill}">${words}</g>`;
}
