import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";

/** Everything the page is given as it is, beside what is built. */
export const pageFilesFolder = join(root, "dist", "page-files");

/** Where the face detector stands, for the page and for the station alike. */
export const detectorFolder = join(pageFilesFolder, "detector");

/**
 * All that is ever shipped of the detector and where it comes from: finding a face and its points, on WebAssembly.
 * Its packages also hold models of identity, age and emotion: none may stand here, so no biometric template can be made.
 */
export const detectorFiles = /** @type {const} */ ([
  "@vladmandic/human/dist/human.esm.js",
  "@vladmandic/human/models/blazeface.json",
  "@vladmandic/human/models/blazeface.bin",
  "@vladmandic/human/models/facemesh.json",
  "@vladmandic/human/models/facemesh.bin",
  "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
]);

/** Puts the detector's files in their folder, and takes any other away. Cheap when they are there already. */
export function putDetectorFiles() {
  const wanted = new Map(detectorFiles.map((path) => [nameOf(path), join(root, "node_modules", path)]));
  mkdirSync(detectorFolder, { recursive: true });
  for (const name of readdirSync(detectorFolder)) if (!wanted.has(name)) rmSync(join(detectorFolder, name));
  for (const [name, from] of wanted) {
    const to = join(detectorFolder, name);
    if (existsSync(to) && statSync(to).size === statSync(from).size) continue;
    copyFileSync(from, to);
  }
}

/** @param {string} path */
function nameOf(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}
