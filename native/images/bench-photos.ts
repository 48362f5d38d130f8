import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { engine } from "./engine.ts";

const run = promisify(execFile);
const [twelveWide, twelveHigh] = [4032, 3024];

/** A photo of twelve megapixels as a phone lays it down: on its side, saying so. */
export async function twelveMegapixels(portrait: Uint8Array): Promise<Uint8Array> {
  const library = await engine();
  return library(portrait)
    .resize({ width: twelveHigh, height: twelveWide, fit: "cover" })
    .rotate(-90)
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** Twelve upright megapixels as PNG, which a HEIC is made of. */
async function twelveAsPng(portrait: Uint8Array): Promise<Uint8Array> {
  const library = await engine();
  return library(portrait)
    .resize({ width: twelveHigh, height: twelveWide, fit: "cover" })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** The same as HEIC, made in `folder` by Debian's libheif-examples; null where that is not installed. */
export async function twelveAsHeic(
  portrait: Uint8Array,
  folder: string,
  write: (file: string, bytes: Uint8Array) => Promise<void>,
): Promise<string | null> {
  const [png, heic] = [`${folder}/twelve.png`, `${folder}/twelve.heic`];
  await write(png, await twelveAsPng(portrait));
  return run("heif-enc", ["-q", "60", "-o", heic, png]).then(
    () => heic,
    () => null,
  );
}

/** A film of one still for a browser's fake camera: JPEG after JPEG. */
export async function stillFilm(portrait: Uint8Array): Promise<Uint8Array> {
  const library = await engine();
  const frame = await library(portrait)
    .resize({ width: 1280, height: 720, fit: "contain", background: "#cdcdcd" })
    .jpeg({ quality: 92 })
    .toBuffer();
  return Buffer.concat([frame, frame]);
}

/** The yardstick: a window of a picture brought to a photo's size, as anybody would write it; turned, where `degrees` is not 0. */
export async function plainCrop(
  picture: Uint8Array,
  window: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
  degrees: number,
): Promise<Uint8Array> {
  const library = await engine();
  const upright = degrees === 0 ? library(picture) : library(picture).rotate(degrees);
  return upright.extract(window).resize(600, 771).jpeg({ quality: 90 }).toBuffer();
}
