import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LabelRaster } from "../../main/core/ports/label-artist.ts";
import { stickerTemplate, testSticker } from "../../main/core/test-sticker.ts";
import { createLabelArtist } from "../../printers/artwork/label-artist.ts";

/** The test sticker at 300 dots an inch, as dots and as a picture in a file for programs of others. */
export interface StickerFile {
  readonly file: string;
  readonly raster: LabelRaster;
  remove(): Promise<void>;
}

/** Draws it. */
export async function stickerFile(): Promise<StickerFile> {
  const artist = createLabelArtist(null);
  const drawn = await artist.draw(testSticker, stickerTemplate, 300);
  if (!drawn.ok) throw new Error(drawn.fault.kind);
  const { raster } = drawn.value;
  const folder = await mkdtemp(join(tmpdir(), "guichet-sticker-"));
  const file = join(folder, "sticker.png");
  await writeFile(file, await artist.picture(raster));
  return { file, raster, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The same label, turned half round. */
export function turnedHalfRound({ widthDots, heightDots, rowBytes, black }: LabelRaster): LabelRaster {
  const turned = new Uint8Array(black.length);
  for (let at = 0; at < widthDots * heightDots; at += 1) {
    const [x, y] = [at % widthDots, Math.floor(at / widthDots)];
    if (((black[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
    const [toX, toY] = [widthDots - 1 - x, heightDots - 1 - y];
    turned[toY * rowBytes + (toX >> 3)] = (turned[toY * rowBytes + (toX >> 3)] ?? 0) | (0x80 >> (toX & 7));
  }
  return { widthDots, heightDots, rowBytes, black: turned };
}
