import type sharp from "sharp";

/** The decoder library once loaded and hardened. Its type never leaves this folder. */
export type Engine = typeof sharp;

/** No picture of more pixels is ever decoded: enough for any camera, too little for a bomb. */
export const maximumPixels = 50_000_000;

/** Longest time one picture may take. */
const timeoutSeconds = 30;

let loading: Promise<Engine> | undefined;

/**
 * Loads the library on first use, so that a desk starts without waiting for it, and closes every door but three:
 * JPEG and PNG from memory for pictures received, SVG from memory for our own artwork.
 * Bytes from outside reach it only through `openable`, which knows JPEG and PNG by their first bytes.
 */
export function engine(): Promise<Engine> {
  loading ??= import("sharp").then(({ default: library }) => {
    library.block({ operation: ["VipsForeignLoad"] });
    library.unblock({
      operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadSvgBuffer"],
    });
    library.cache(false);
    library.concurrency(2);
    return library;
  });
  return loading;
}

/** Starts on a JPEG or PNG that `openable` has let through. */
export function decoding(library: Engine, file: Uint8Array): ReturnType<Engine> {
  return library(file, { limitInputPixels: maximumPixels }).timeout({ seconds: timeoutSeconds });
}

/** Which of the two formats that are let in a file is, by its first bytes; null for everything else. */
export function openable(file: Uint8Array): "jpeg" | "png" | null {
  if (startsWith(file, [0xff, 0xd8, 0xff])) return "jpeg";
  if (startsWith(file, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  return null;
}

function startsWith(file: Uint8Array, head: readonly number[]): boolean {
  return file.length > head.length && head.every((byte, i) => file[i] === byte);
}
