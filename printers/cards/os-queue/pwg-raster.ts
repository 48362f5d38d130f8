import type { Raster } from "./raster.ts";
import { mediaName, type Sheet } from "./sheet.ts";

/** How the pages of a document lie on its sheets. */
export interface PwgLayout {
  readonly sheet: Sheet;
  readonly dpi: number;
  readonly sides: "one-sided" | "two-sided-long-edge" | "two-sided-short-edge";
  /** How the back's pixels were turned before they were written (PWG 5102.4 table 5); 1 or -1 each. */
  readonly backTransform: { readonly crossFeed: 1 | -1; readonly feed: 1 | -1 };
}

/** Bytes of a page's header (PWG 5102.4 §4.3). */
const headerBytes = 1796;
/** Where its fields lie. */
const field = {
  duplex: 272,
  resolutionX: 276,
  resolutionY: 280,
  copies: 340,
  pageSizeX: 352,
  pageSizeY: 356,
  tumble: 368,
  width: 372,
  height: 376,
  bitsPerColor: 384,
  bitsPerPixel: 388,
  bytesPerLine: 392,
  colorSpace: 400,
  numColors: 420,
  totalPageCount: 452,
  crossFeedTransform: 456,
  feedTransform: 460,
  imageBoxRight: 472,
  imageBoxBottom: 476,
  alternatePrimary: 480,
  printQuality: 484,
  pageSizeName: 1732,
} as const;
const srgb = 19;
const highQuality = 5;
const whiteRgb = 0xffffff;
const bytesPerPixel = 3;
const longestRepeat = 128;
const mostLines = 256;

/** A document of PWG raster, 8-bit sRGB (PWG 5102.4): one page a face, front first. */
export function pwgRaster(pages: readonly Raster[], layout: PwgLayout): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from("RaS2")];
  for (const [at, page] of pages.entries()) {
    parts.push(pageHeader(page, layout, pages.length, at % 2 === 1), packed(page));
  }
  return Buffer.concat(parts);
}

function points(hundredthsMm: number): number {
  return Math.round((hundredthsMm / 2540) * 72);
}

function pageHeader(page: Raster, layout: PwgLayout, pages: number, isBack: boolean): Uint8Array {
  const header = Buffer.alloc(headerBytes);
  const set = (at: number, value: number) => void header.writeInt32BE(value, at);
  const { sheet, dpi, sides, backTransform } = layout;
  header.write("PwgRaster", 0);
  set(field.duplex, sides === "one-sided" ? 0 : 1);
  set(field.resolutionX, dpi);
  set(field.resolutionY, dpi);
  set(field.copies, 1);
  set(field.pageSizeX, points(sheet.xHundredthsMm));
  set(field.pageSizeY, points(sheet.yHundredthsMm));
  set(field.tumble, sides === "two-sided-short-edge" ? 1 : 0);
  set(field.width, page.width);
  set(field.height, page.height);
  set(field.bitsPerColor, 8);
  set(field.bitsPerPixel, 8 * bytesPerPixel);
  set(field.bytesPerLine, bytesPerPixel * page.width);
  set(field.colorSpace, srgb);
  set(field.numColors, 3);
  set(field.totalPageCount, pages);
  set(field.crossFeedTransform, isBack ? backTransform.crossFeed : 1);
  set(field.feedTransform, isBack ? backTransform.feed : 1);
  set(field.imageBoxRight, page.width);
  set(field.imageBoxBottom, page.height);
  set(field.alternatePrimary, whiteRgb);
  set(field.printQuality, highQuality);
  header.write(mediaName(sheet), field.pageSizeName);
  return header;
}

/** Lines alike are written once with their count; in a line, pixels alike are written once with theirs (PWG 5102.4 §4.4). */
function packed({ width, height, rgb }: Raster): Uint8Array {
  const lineBytes = width * bytesPerPixel;
  // The most a line can take: every other pixel alone costs a byte more than itself.
  const out = Buffer.alloc((lineBytes + Math.ceil(width / 2) + 2) * height);
  let to = 0;
  let row = 0;
  while (row < height) {
    let alike = 1;
    while (row + alike < height && alike < mostLines && sameLine(rgb, row, row + alike, lineBytes))
      alike += 1;
    out[to] = alike - 1;
    to = packLine(rgb, row * lineBytes, width, out, to + 1);
    row += alike;
  }
  return out.subarray(0, to);
}

function sameLine(rgb: Uint8Array, one: number, other: number, lineBytes: number): boolean {
  for (let at = 0; at < lineBytes; at += 1) {
    if (rgb[one * lineBytes + at] !== rgb[other * lineBytes + at]) return false;
  }
  return true;
}

function packLine(rgb: Uint8Array, start: number, width: number, out: Uint8Array, begin: number): number {
  let to = begin;
  const same = (x: number) => {
    const at = start + x * bytesPerPixel;
    return rgb[at] === rgb[at + 3] && rgb[at + 1] === rgb[at + 4] && rgb[at + 2] === rgb[at + 5];
  };
  const copy = (x: number, count: number) => {
    const from = start + x * bytesPerPixel;
    out.set(rgb.subarray(from, from + count * bytesPerPixel), to);
    to += count * bytesPerPixel;
  };
  let x = 0;
  while (x < width) {
    let alike = 1;
    while (x + alike < width && alike < longestRepeat && same(x + alike - 1)) alike += 1;
    if (alike > 1 || x + 1 === width) {
      out[to] = alike - 1;
      to += 1;
      copy(x, 1);
      x += alike;
      continue;
    }
    let apart = 1;
    while (x + apart < width && apart < longestRepeat && !(x + apart + 1 < width && same(x + apart)))
      apart += 1;
    if (apart === 1) {
      out[to] = 0;
      to += 1;
    } else {
      out[to] = 257 - apart;
      to += 1;
    }
    copy(x, apart);
    x += apart;
  }
  return to;
}
