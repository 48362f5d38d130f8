import type sharp from "sharp";

/** The decoder library once loaded and hardened. Its type never leaves this folder. */
export type Engine = typeof sharp;

/** No picture of more pixels is ever decoded: enough for any camera, too little for a bomb. */
export const maximumPixels = 50_000_000;

/** Longest time one picture may take. */
const timeoutSeconds = 30;

let loading: Promise<Engine> | undefined;

/**
 * Loads the library on first use, so that a desk starts without waiting for it, and closes every door but four:
 * JPEG, PNG and WebP from memory for pictures received, SVG from memory for our own artwork.
 * Bytes from outside reach it only after `formatOf` knew them by their first bytes.
 */
export function engine(): Promise<Engine> {
  loading ??= import("sharp").then(({ default: library }) => {
    library.block({ operation: ["VipsForeignLoad"] });
    library.unblock({
      operation: [
        "VipsForeignLoadJpegBuffer",
        "VipsForeignLoadPngBuffer",
        "VipsForeignLoadWebpBuffer",
        "VipsForeignLoadSvgBuffer",
      ],
    });
    library.cache(false);
    library.concurrency(2);
    return library;
  });
  return loading;
}

/** Starts on a file that `formatOf` found to be a photo the library itself can read. */
export function decoding(library: Engine, file: Uint8Array): ReturnType<Engine> {
  return library(file, { limitInputPixels: maximumPixels }).timeout({ seconds: timeoutSeconds });
}
