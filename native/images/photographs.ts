import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { decoding, type Engine, engine, maximumPixels } from "./engine.ts";
import { formatOf, hidesAnother, isPhotoFormat, type OtherFormat, type PhotoFormat } from "./formats.ts";
import { openHeic } from "./heic.ts";
import { profileOfHeic, withProfile } from "./heic-colours.ts";

/** Why a picture can not be decoded. `cause` is the decoder's own text, for the log. */
export type PictureFault =
  | { readonly kind: "not-a-photo"; readonly looksLike: OtherFormat | null }
  /** A photo with a paper, an archive or a page glued to it. */
  | { readonly kind: "two-in-one" }
  | { readonly kind: "too-many-pixels"; readonly maximumPixels: number }
  | { readonly kind: "damaged"; readonly cause: string };

/** Pixels of three bytes, red, green, blue, rows from the top. */
export interface RgbPixels {
  readonly pixels: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Width and height of a picture once turned upright, read from its head without decoding it. */
export async function measurePicture(
  file: Uint8Array,
): Promise<Result<{ readonly widthPx: number; readonly heightPx: number }, PictureFault>> {
  const format = photoFormatOf(file);
  if (!format.ok) return format;
  try {
    const size = await headOf(file, format.value);
    if (size === null) return failed({ kind: "not-a-photo", looksLike: null });
    if (size.widthPx * size.heightPx > maximumPixels) {
      return failed({ kind: "too-many-pixels", maximumPixels });
    }
    return succeeded(size);
  } catch (cause) {
    return damaged(cause);
  }
}

/** Decodes a picture: upright, on white where it was clear, sRGB, no side longer than asked. */
export async function readPicture(
  file: Uint8Array,
  longestSidePx: number,
): Promise<Result<RgbPixels, PictureFault>> {
  const format = photoFormatOf(file);
  if (!format.ok) return format;
  const library = await engine();
  try {
    const { data, info } = await (await upright(library, file, format.value, longestSidePx))
      .resize({ width: longestSidePx, height: longestSidePx, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    return succeeded({ pixels: data, widthPx: info.width, heightPx: info.height });
  } catch (cause) {
    return damaged(cause);
  }
}

/** Decodes a picture to RGB, stretched to the size asked. */
export async function pixelsOf(
  file: Uint8Array,
  widthPx: number,
  heightPx: number,
): Promise<Result<RgbPixels, PictureFault>> {
  const format = photoFormatOf(file);
  if (!format.ok) return format;
  const library = await engine();
  try {
    const pixels = await (await upright(library, file, format.value))
      .resize({ width: widthPx, height: heightPx, fit: "fill" })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .raw()
      .toBuffer();
    return succeeded({ pixels, widthPx, heightPx });
  } catch (cause) {
    return damaged(cause);
  }
}

/** Decodes a mark or a logo and encodes it anew as PNG: sRGB, clear where it was, no side longer than asked, no metadata. */
export async function cleanMark(
  file: Uint8Array,
  longestSidePx: number,
): Promise<Result<Uint8Array, PictureFault>> {
  const format = photoFormatOf(file);
  if (!format.ok) return format;
  const library = await engine();
  try {
    const png = await (await upright(library, file, format.value))
      .resize({ width: longestSidePx, height: longestSidePx, fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
      .png()
      .toBuffer();
    return succeeded(png);
  } catch (cause) {
    return damaged(cause);
  }
}

/** Decodes a picture to red, green, blue, alpha, whole in the size asked, clear where it does not fill it. */
export async function overlayOf(
  file: Uint8Array,
  widthPx: number,
  heightPx: number,
): Promise<Result<Uint8Array, PictureFault>> {
  const format = photoFormatOf(file);
  if (!format.ok) return format;
  const library = await engine();
  try {
    const pixels = await (await upright(library, file, format.value))
      .toColourspace("srgb")
      .ensureAlpha()
      .resize({
        width: widthPx,
        height: heightPx,
        fit: "contain",
        background: { r: 255, g: 255, b: 255, alpha: 0 },
      })
      .raw()
      .toBuffer();
    return succeeded(pixels);
  } catch (cause) {
    return damaged(cause);
  }
}

/** A picture about to be decoded, turned as its file says. */
export async function uprightPicture(file: Uint8Array): Promise<Result<ReturnType<Engine>, PictureFault>> {
  const format = photoFormatOf(file);
  if (!format.ok) return format;
  try {
    return succeeded(await upright(await engine(), file, format.value));
  } catch (cause) {
    return damaged(cause);
  }
}

/** Which kind of photo a file is by its bytes, if it is one and nothing else besides. */
function photoFormatOf(file: Uint8Array): Result<PhotoFormat, PictureFault> {
  const format = formatOf(file);
  if (!isPhotoFormat(format)) return failed({ kind: "not-a-photo", looksLike: format });
  return hidesAnother(file, format) ? failed({ kind: "two-in-one" }) : succeeded(format);
}

async function headOf(
  file: Uint8Array,
  format: PhotoFormat,
): Promise<{ readonly widthPx: number; readonly heightPx: number } | null> {
  if (format === "heic") {
    const heic = await openHeic(file);
    if (!heic.ok) throw new Error("no picture in the HEIC");
    return { widthPx: heic.value.widthPx, heightPx: heic.value.heightPx };
  }
  const library = await engine();
  const head = await library(file, { limitInputPixels: false }).metadata();
  if (head.format !== format) return null;
  return { widthPx: head.autoOrient.width, heightPx: head.autoOrient.height };
}

/** The picture about to be decoded; one of which no side may be longer than asked may come shrunk already. */
async function upright(
  library: Engine,
  file: Uint8Array,
  format: PhotoFormat,
  longestSidePx?: number,
): Promise<ReturnType<Engine>> {
  if (format !== "heic") return decoding(library, file).autoOrient();
  const heic = await openHeic(file);
  if (!heic.ok) throw new Error("no picture in the HEIC");
  const { widthPx, heightPx } = heic.value;
  if (widthPx * heightPx > maximumPixels) throw new Error("more pixels than are ever decoded");
  const pixels = await heic.value.pixels();
  if (pixels === null) throw new Error("the HEIC can not be displayed");
  const decoded = library(pixels, { raw: { width: widthPx, height: heightPx, channels: 4 } });
  const profile = profileOfHeic(file);
  if (profile === null) return decoded;
  const small =
    longestSidePx === undefined
      ? decoded
      : decoded.resize({
          width: longestSidePx,
          height: longestSidePx,
          fit: "inside",
          withoutEnlargement: true,
        });
  // Raw pixels have no colours of their own for the library: it reads them where it reads everybody's.
  const png = await small.png({ compressionLevel: 0 }).toBuffer();
  return decoding(library, withProfile(png, profile));
}

function damaged(cause: unknown): { readonly ok: false; readonly fault: PictureFault } {
  return failed({ kind: "damaged", cause: cause instanceof Error ? cause.message : String(cause) });
}
