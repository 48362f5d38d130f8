import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { RgbPixels } from "../../native/images/photographs.ts";

const width = 1280;
const height = 960;
const frames = 2;
const portraitSide = height;
const backdrop = 128;
const portraitFile = new URL("../support/astronaut.png", import.meta.url);

/** Makes, unless it is there, the film Chromium's fake camera plays: the portrait before a grey wall, uncompressed 4:2:0 (platform §4). */
export async function cameraFilm(file: string): Promise<string> {
  if (existsSync(file)) return file;
  const { pixelsOf } = await import("../../native/images/photographs.ts");
  const portrait = await pixelsOf(new Uint8Array(readFileSync(portraitFile)), portraitSide, portraitSide);
  if (!portrait.ok) throw new Error(portrait.fault.kind);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), yuvFrame(portrait.value)]);
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F30:1 Ip A1:1 C420jpeg\n`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, Buffer.concat([header, ...Array<Buffer>(frames).fill(frame)]));
  await rename(`${file}.${process.pid}`, file);
  return file;
}

/** One frame, luma then both chromas at half size (ITU-R BT.601, full range), the picture as high as the frame and in its middle. */
function yuvFrame(picture: RgbPixels): Uint8Array {
  const luma = new Uint8Array(width * height);
  const chroma = (width / 2) * (height / 2);
  const blue = new Uint8Array(chroma);
  const red = new Uint8Array(chroma);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r, g, b] = colourAt(picture, x, y);
      luma[y * width + x] = 0.299 * r + 0.587 * g + 0.114 * b;
      if (x % 2 === 0 && y % 2 === 0) {
        const at = (y / 2) * (width / 2) + x / 2;
        blue[at] = 128 - 0.1687 * r - 0.3313 * g + 0.5 * b;
        red[at] = 128 + 0.5 * r - 0.4187 * g - 0.0813 * b;
      }
    }
  }
  return Buffer.concat([luma, blue, red]);
}

function colourAt(picture: RgbPixels, x: number, y: number): readonly [number, number, number] {
  const fromX = x - (width - portraitSide) / 2;
  if (fromX < 0 || fromX >= portraitSide) return [backdrop, backdrop, backdrop];
  const at = (y * portraitSide + fromX) * 3;
  const [r = backdrop, g = backdrop, b = backdrop] = picture.pixels.subarray(at, at + 3);
  return [r, g, b];
}
