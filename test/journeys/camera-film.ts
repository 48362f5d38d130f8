import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { RgbPixels } from "../../native/images/photographs.ts";

/** What the fake camera films, in pixels. */
export const filmWidthPx = 1280;
export const filmHeightPx = 960;
const frames = 2;
const portraitSide = filmHeightPx;
const backdrop = 128;
const portraitFile = new URL("../support/astronaut.png", import.meta.url);

/** Makes, unless it is there, the film Chromium's fake camera plays: the portrait before a grey wall. */
export async function cameraFilm(file: string): Promise<string> {
  if (existsSync(file)) return file;
  const { pixelsOf } = await import("../../native/images/photographs.ts");
  const portrait = await pixelsOf(new Uint8Array(readFileSync(portraitFile)), portraitSide, portraitSide);
  if (!portrait.ok) throw new Error(portrait.fault.kind);
  const left = (filmWidthPx - portraitSide) / 2;
  const pixels = new Uint8Array(filmWidthPx * filmHeightPx * 3).fill(backdrop);
  for (let row = 0; row < filmHeightPx; row += 1) {
    const line = portrait.value.pixels.subarray(row * portraitSide * 3, (row + 1) * portraitSide * 3);
    pixels.set(line, (row * filmWidthPx + left) * 3);
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFilm(file, pixels);
  return file;
}

/** Writes a film of one still picture of 1280×960, uncompressed 4:2:0 (platform §4); whole, or not at all. */
export async function writeFilm(file: string, pixels: RgbPixels["pixels"]): Promise<void> {
  const frame = Buffer.concat([Buffer.from("FRAME\n"), yuvFrame(pixels)]);
  const header = Buffer.from(`YUV4MPEG2 W${filmWidthPx} H${filmHeightPx} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(`${file}.${process.pid}`, Buffer.concat([header, ...Array<Buffer>(frames).fill(frame)]));
  await rename(`${file}.${process.pid}`, file);
}

/** One frame, luma then both chromas at half size (ITU-R BT.601, full range). */
function yuvFrame(pixels: Uint8Array): Uint8Array {
  const luma = new Uint8Array(filmWidthPx * filmHeightPx);
  const chroma = (filmWidthPx / 2) * (filmHeightPx / 2);
  const blue = new Uint8Array(chroma);
  const red = new Uint8Array(chroma);
  for (let y = 0; y < filmHeightPx; y++) {
    for (let x = 0; x < filmWidthPx; x++) {
      const from = (y * filmWidthPx + x) * 3;
      const [r, g, b] = [pixels[from] ?? 0, pixels[from + 1] ?? 0, pixels[from + 2] ?? 0];
      luma[y * filmWidthPx + x] = 0.299 * r + 0.587 * g + 0.114 * b;
      if (x % 2 === 0 && y % 2 === 0) {
        const at = (y / 2) * (filmWidthPx / 2) + x / 2;
        blue[at] = 128 - 0.1687 * r - 0.3313 * g + 0.5 * b;
        red[at] = 128 + 0.5 * r - 0.4187 * g - 0.0813 * b;
      }
    }
  }
  return Buffer.concat([luma, blue, red]);
}
