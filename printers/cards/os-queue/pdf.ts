import { promisify } from "node:util";
import { deflate } from "node:zlib";
import type { PrintLayers } from "../../../main/core/ports/card-printer.ts";
import { artworkDots, isUpright, type Sheet } from "./sheet.ts";

const squeezed = promisify(deflate);

/**
 * A document of one page a face, of the sheet's exact size: the colour picture at 300 dots an inch, and over it the black layer as a
 * stencil painted in grey level 0, so that it stays pure black whatever colours are made of. `backTurned` turns the second page by half.
 */
export async function cardPdf(
  faces: readonly PrintLayers[],
  sheet: Sheet,
  backTurned: boolean,
): Promise<Uint8Array> {
  const objects: Uint8Array[] = [];
  const add = (dictionary: string, stream?: Uint8Array) => {
    objects.push(stream === undefined ? Buffer.from(dictionary) : streamOf(dictionary, stream));
    return objects.length;
  };
  // The catalogue and the list of pages come first, and name what comes after them.
  const firstPage = 3;
  add("<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /PrintScaling /None >> >>");
  const perPage = 4;
  const pages = faces.map((_face, at) => `${firstPage + at * perPage} 0 R`);
  add(`<< /Type /Pages /Count ${faces.length} /Kids [${pages.join(" ")}] >>`);
  const box = `[0 0 ${plain(pointsOf(sheet.xHundredthsMm))} ${plain(pointsOf(sheet.yHundredthsMm))}]`;
  for (const [at, { colour, black }] of faces.entries()) {
    const page = firstPage + at * perPage;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox ${box} /Contents ${page + 1} 0 R /Resources ` +
        `<< /XObject << /Colour ${page + 2} 0 R /Black ${page + 3} 0 R >> >> >>`,
    );
    const place = placeOn(sheet, at === 1 && backTurned);
    add("<<", Buffer.from(`q ${place} cm /Colour Do Q q 0 g ${place} cm /Black Do Q`));
    const size = `/Width ${artworkDots.width} /Height ${artworkDots.height}`;
    const image = `<< /Type /XObject /Subtype /Image ${size} /Interpolate false /Filter /FlateDecode`;
    add(`${image} /ColorSpace /DeviceRGB /BitsPerComponent 8`, await squeezed(colour));
    // A stencil paints where its bit is 0, unless it is told the other way round.
    add(`${image} /ImageMask true /BitsPerComponent 1 /Decode [1 0]`, await squeezed(black));
  }
  return documentOf(objects);
}

/** The matrix that lays the picture on the middle of a page, a quarter turned against the clock on one fed with the short side first. */
function placeOn(sheet: Sheet, turned: boolean): string {
  const [width, height] = [
    (artworkDots.width * 72) / artworkDots.dpi,
    (artworkDots.height * 72) / artworkDots.dpi,
  ];
  const [pageWidth, pageHeight] = [pointsOf(sheet.xHundredthsMm), pointsOf(sheet.yHundredthsMm)];
  const sign = turned ? -1 : 1;
  const [a, b, c, d] = isUpright(sheet) ? [0, width, -height, 0] : [width, 0, 0, height];
  const matrix = [a, b, c, d].map((each) => each * sign);
  // The picture's middle, half its two vectors from its corner, lies on the middle of the page.
  const [right = 0, up = 0, left = 0, over = 0] = matrix;
  return [...matrix, (pageWidth - right - left) / 2, (pageHeight - up - over) / 2].map(plain).join(" ");
}

/** Whole dots of the artwork, so that a picture that fills its page does so exactly. */
function pointsOf(hundredthsMm: number): number {
  return (Math.round((hundredthsMm / 2540) * artworkDots.dpi) * 72) / artworkDots.dpi;
}

function plain(value: number): string {
  return String(Math.round(value * 1000) / 1000 + 0);
}

function streamOf(dictionary: string, stream: Uint8Array): Uint8Array {
  return Buffer.concat([
    Buffer.from(`${dictionary} /Length ${stream.length} >>\nstream\n`),
    stream,
    Buffer.from("\nendstream"),
  ]);
}

/** The objects in a file with its table of where each begins (ISO 32000-1 §7.5). */
function documentOf(objects: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n", "latin1")];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const push = (part: Uint8Array) => {
    parts.push(part);
    length += part.length;
  };
  for (const [at, object] of objects.entries()) {
    offsets.push(length);
    push(Buffer.from(`${at + 1} 0 obj\n`));
    push(object);
    push(Buffer.from("\nendobj\n"));
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const count = objects.length + 1;
  const end = `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  push(Buffer.from(end));
  return Buffer.concat(parts);
}
