import { engine } from "./engine.ts";
import type { RgbPixels } from "./photographs.ts";

/** Draws our own SVG (never one received) to RGB on white; the size is the drawing's own. */
export async function drawSvg(svg: string): Promise<RgbPixels> {
  const library = await engine();
  const { data, info } = await library(Buffer.from(svg))
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, widthPx: info.width, heightPx: info.height };
}

/** How much of each pixel our own SVG (never one received) covers, 0–255, one byte a pixel. */
export async function coverageOfSvg(svg: string): Promise<Uint8Array> {
  const library = await engine();
  return library(Buffer.from(svg)).ensureAlpha().extractChannel(3).raw().toBuffer();
}

/** Encodes RGB pixels as PNG, quickly rather than small. */
export async function pngOf(picture: RgbPixels): Promise<Uint8Array> {
  const library = await engine();
  return library(picture.pixels, {
    raw: { width: picture.widthPx, height: picture.heightPx, channels: 3 },
  })
    .png({ compressionLevel: 3, adaptiveFiltering: false })
    .toBuffer();
}

/** Encodes RGB pixels as JPEG without metadata, colours at full resolution. */
export async function jpegOf({ pixels, widthPx, heightPx }: RgbPixels, quality: number): Promise<Uint8Array> {
  const library = await engine();
  return library(pixels, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .jpeg({ quality, chromaSubsampling: "4:4:4" })
    .toBuffer();
}

/** The picture with no side longer than asked. */
export async function shrunkTo(picture: RgbPixels, longestSidePx: number): Promise<RgbPixels> {
  const { pixels, widthPx, heightPx } = picture;
  if (Math.max(widthPx, heightPx) <= longestSidePx) return picture;
  const library = await engine();
  const { data, info } = await library(pixels, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .resize({ width: longestSidePx, height: longestSidePx, fit: "inside" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, widthPx: info.width, heightPx: info.height };
}

/** The bench's yardstick: one SVG with a photo laid on it, straight to RGB, as anybody would write it. */
export async function plainComposite(
  svg: string,
  photo: Uint8Array,
  at: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  const library = await engine();
  const input = await library(photo).resize({ width: at.width, height: at.height, fit: "fill" }).toBuffer();
  return library(Buffer.from(svg))
    .composite([{ input, left: at.left, top: at.top }])
    .removeAlpha()
    .raw()
    .toBuffer();
}
