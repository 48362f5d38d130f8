import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import jsqr from "jsqr";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { pngOf } from "../../native/images/rasters.ts";

/** A black layer as its printer gets it: one bit a dot, 1 is black. */
export interface BlackDots {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly rowBytes: number;
  readonly black: Uint8Array;
}

/** Why zbar reads nothing here, or null. */
export const zbarMissing = existsSync("/usr/bin/zbarimg")
  ? null
  : "zbarimg is not installed (Debian: zbar-tools)";

/** What jsqr reads in a black layer alone, laid on white paper with a margin. */
export function readByJsqr(dots: BlackDots): ReturnType<typeof jsqr.default> {
  const { widthPx, heightPx, pixels } = paper(dots);
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4).fill(255);
  for (let at = 0; at < widthPx * heightPx; at += 1) rgba.fill(pixels[at * 3] ?? 0, at * 4, at * 4 + 3);
  return jsqr.default(rgba, widthPx, heightPx);
}

/** Everything ZXing reads in a black layer alone: `QRCode https://…`, sorted. */
export async function readByZxing(dots: BlackDots): Promise<readonly string[]> {
  const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  const file = await readFile(wasm);
  await prepareZXingModule({ overrides: { wasmBinary: file.buffer }, fireImmediately: true });
  const png = await pngOf(paper(dots));
  const read = await readBarcodes(new Uint8Array(png), {
    formats: ["QRCode", "Code128", "Code39"],
    tryHarder: true,
    maxNumberOfSymbols: 8,
  });
  return read.map(({ format, text }) => `${format} ${text}`).toSorted();
}

/** Everything Debian's zbar reads in a black layer alone: `QR-Code:https://…`, sorted. */
export async function readByZbar(dots: BlackDots): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "guichet-zbar-"));
  try {
    const file = join(folder, "black.png");
    await writeFile(file, await pngOf(paper(dots)));
    const { stdout } = await promisify(execFile)("/usr/bin/zbarimg", ["-q", file]);
    return stdout.trim().split("\n").toSorted();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const marginPx = 24;

/** Black on white, three bytes a pixel, with a margin as a desk has around a card. */
function paper({ widthDots, heightDots, rowBytes, black }: BlackDots) {
  const widthPx = widthDots + 2 * marginPx;
  const heightPx = heightDots + 2 * marginPx;
  const pixels = new Uint8Array(widthPx * heightPx * 3).fill(255);
  for (let y = 0; y < heightDots; y += 1) {
    for (let x = 0; x < widthDots; x += 1) {
      if (((black[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
      const at = ((y + marginPx) * widthPx + x + marginPx) * 3;
      pixels.fill(0, at, at + 3);
    }
  }
  return { pixels, widthPx, heightPx };
}
