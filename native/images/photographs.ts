import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { decoding, engine, maximumPixels, openable } from "./engine.ts";

/** Why a picture can not be decoded. `cause` is the decoder's own text, for the log. */
export type PictureFault =
  | { readonly kind: "not-a-photo" }
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
  const format = openable(file);
  if (format === null) return failed({ kind: "not-a-photo" });
  const library = await engine();
  try {
    const head = await library(file, { limitInputPixels: false }).metadata();
    if (head.format !== format) return failed({ kind: "not-a-photo" });
    if (head.width * head.height > maximumPixels) return failed({ kind: "too-many-pixels", maximumPixels });
    return succeeded({ widthPx: head.autoOrient.width, heightPx: head.autoOrient.height });
  } catch (cause) {
    return damaged(cause);
  }
}

/** Decodes a picture and encodes it anew: upright, on white where it was clear, sRGB, no side longer than asked, no metadata. */
export async function cleanPicture(
  file: Uint8Array,
  longestSidePx: number,
  quality: number,
): Promise<
  Result<{ readonly jpeg: Uint8Array; readonly widthPx: number; readonly heightPx: number }, PictureFault>
> {
  if (openable(file) === null) return failed({ kind: "not-a-photo" });
  const library = await engine();
  try {
    const { data, info } = await decoding(library, file)
      .autoOrient()
      .resize({ width: longestSidePx, height: longestSidePx, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .jpeg({ quality, chromaSubsampling: "4:4:4" })
      .toBuffer({ resolveWithObject: true });
    return succeeded({ jpeg: data, widthPx: info.width, heightPx: info.height });
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
  if (openable(file) === null) return failed({ kind: "not-a-photo" });
  const library = await engine();
  try {
    const pixels = await decoding(library, file)
      .autoOrient()
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
  if (openable(file) === null) return failed({ kind: "not-a-photo" });
  const library = await engine();
  try {
    const png = await decoding(library, file)
      .autoOrient()
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
  if (openable(file) === null) return failed({ kind: "not-a-photo" });
  const library = await engine();
  try {
    const pixels = await decoding(library, file)
      .autoOrient()
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

function damaged(cause: unknown): { readonly ok: false; readonly fault: PictureFault } {
  return failed({ kind: "damaged", cause: cause instanceof Error ? cause.message : String(cause) });
}
