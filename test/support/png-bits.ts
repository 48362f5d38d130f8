import sharp from "sharp";
import type { LabelRaster } from "../../main/core/ports/label-artist.ts";

/** A picture made elsewhere, as one bit a pixel: black where it is darker than half. */
export async function bitsInPng(png: Uint8Array): Promise<LabelRaster> {
  const { data, info } = await sharp(png)
    .flatten({ background: "#ffffff" })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rowBytes = Math.ceil(info.width / 8);
  const black = new Uint8Array(rowBytes * info.height);
  for (let at = 0; at < info.width * info.height; at += 1) {
    if ((data[at * info.channels] ?? 255) >= 128) continue;
    const [x, y] = [at % info.width, Math.floor(at / info.width)];
    black[y * rowBytes + (x >> 3)] = (black[y * rowBytes + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
  }
  return { widthDots: info.width, heightDots: info.height, rowBytes, black };
}
