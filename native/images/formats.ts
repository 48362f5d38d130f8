/** The formats a photo may come in. */
export type PhotoFormat = "jpeg" | "png" | "webp" | "heic";

/** What a file that is no photo looks like, where that can be told: a drawing, a film, a paper. */
export type OtherFormat = "svg" | "gif" | "pdf" | "tiff" | "bmp" | "avif" | "film" | "page" | "archive";

/** What a file is by its first bytes; its name is never asked. Null: nothing known. */
export function formatOf(file: Uint8Array): PhotoFormat | OtherFormat | null {
  if (begins(file, [0xff, 0xd8, 0xff])) return "jpeg";
  if (begins(file, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  if (textAt(file, 0, 4) === "RIFF") return textAt(file, 8, 4) === "WEBP" ? "webp" : "film";
  if (textAt(file, 4, 4) === "ftyp") return formatOfBrands(file);
  return otherFormatOf(file);
}

/** Whether a format is one a photo may come in. */
export function isPhotoFormat(format: PhotoFormat | OtherFormat | null): format is PhotoFormat {
  return format === "jpeg" || format === "png" || format === "webp" || format === "heic";
}

const heicBrands: ReadonlySet<string> = new Set([
  "heic",
  "heix",
  "heim",
  "heis",
  "hevc",
  "hevx",
  "mif1",
  "msf1",
]);

/** ISO/IEC 14496-12 `ftyp`: the major brand, a version, the compatible brands. AVIF says mif1 too, and says avif. */
function formatOfBrands(file: Uint8Array): "heic" | "avif" | "film" {
  const length = Math.min(boxLength(file, 0), 256);
  const brands = new Set([textAt(file, 8, 4)]);
  for (let at = 16; at + 4 <= length; at += 4) brands.add(textAt(file, at, 4));
  if (brands.has("avif") || brands.has("avis")) return "avif";
  return [...brands].some((brand) => heicBrands.has(brand)) ? "heic" : "film";
}

const marks: readonly (readonly [OtherFormat, string])[] = [
  ["gif", "GIF8"],
  ["tiff", "II*\0"],
  ["tiff", "MM\0*"],
  ["archive", "PK\u0003\u0004"],
  ["archive", "Rar!"],
  ["archive", "7z\u00bc\u00af"],
];
const patterns: readonly (readonly [OtherFormat, RegExp])[] = [
  ["pdf", /^.{0,1023}%PDF-/s],
  ["bmp", /^BM.{12}[(|l8@]/s],
  ["svg", /^[^a-z]*(?:<\?xml[^>]*>|<!--.*?-->|<!doctype svg[^>]*>|\s)*<svg[\s>/]/is],
  ["page", /^[^a-z]*<(?:!doctype|html|script|\?php)/i],
];

function otherFormatOf(file: Uint8Array): OtherFormat | null {
  const head = textAt(file, 0, 2048);
  const marked =
    marks.find(([, mark]) => head.startsWith(mark)) ?? patterns.find(([, pattern]) => pattern.test(head));
  return marked?.[0] ?? null;
}

const strangers = [
  "PK\u0003\u0004",
  "%PDF-",
  "<?php",
  "<script",
  "<html",
  "Rar!\u001a",
  "7z\u00bc\u00af\u0027",
  "\u007fELF",
];

/**
 * Whether something of another kind stands behind the end of the photo or before its picture: a paper, an archive, a page. Phones put
 * films and depth maps of their own there; those are dropped with the rest when the photo is made anew.
 */
export function hidesAnother(file: Uint8Array, format: PhotoFormat): boolean {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  // A PDF reader looks for its mark in the first kilobyte (PDF 1.7, appendix H.3.4.1).
  if (bytes.subarray(0, 1024).includes("%PDF-")) return true;
  const tail = bytes.subarray(endOf(bytes, format));
  return strangers.some((mark) => tail.includes(mark, 0, "latin1"));
}

/** Where the picture ends by its own structure; the file's length where that is not to be found. */
function endOf(bytes: Buffer, format: PhotoFormat): number {
  switch (format) {
    case "jpeg":
      return endOfJpeg(bytes);
    case "png":
      return endOfChunks(bytes, 8, (at) => [
        bytes.readUInt32BE(at) + 12,
        textAt(bytes, at + 4, 4) === "IEND",
      ]);
    case "webp":
      return Math.min(bytes.length, bytes.length < 12 ? bytes.length : bytes.readUInt32LE(4) + 8);
    case "heic":
      return endOfChunks(bytes, 0, (at) => [boxLength(bytes, at), !isBoxName(textAt(bytes, at + 4, 4))]);
  }
}

/** ITU-T T.81 annex B: segments up to the scan, then entropy-coded data up to a marker, until the end of image. */
function endOfJpeg(bytes: Buffer): number {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return at + 2;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    at += 2 + bytes.readUInt16BE(at + 2);
    if (marker === 0xda) at = nextMarker(bytes, at);
  }
  return bytes[at] === 0xff && bytes[at + 1] === 0xd9 ? at + 2 : bytes.length;
}

function nextMarker(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1 && at + 1 < bytes.length) {
    const after = bytes[at + 1] ?? 0;
    if (after !== 0 && (after < 0xd0 || after > 0xd7)) return at;
    at = bytes.indexOf(0xff, at + 1);
  }
  return bytes.length;
}

function endOfChunks(
  bytes: Buffer,
  from: number,
  read: (at: number) => readonly [length: number, last: boolean],
): number {
  let at = from;
  while (at + 12 <= bytes.length) {
    const [length, last] = read(at);
    // In a row of boxes the first that is none is behind the end; the last chunk of a PNG is its end.
    if (last) return from === 0 ? at : Math.min(bytes.length, at + length);
    if (length < 8) return bytes.length;
    at += length;
  }
  return Math.min(at, bytes.length);
}

function isBoxName(name: string): boolean {
  return /^[a-zA-Z0-9 ]{4}$/.test(name);
}

function boxLength(file: Uint8Array, at: number): number {
  return new DataView(file.buffer, file.byteOffset, file.byteLength).getUint32(at);
}

function textAt(file: Uint8Array, at: number, length: number): string {
  return Buffer.from(file.subarray(at, at + length)).toString("latin1");
}

function begins(file: Uint8Array, head: readonly number[]): boolean {
  return file.length > head.length && head.every((byte, i) => file[i] === byte);
}
