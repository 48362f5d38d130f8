import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { face, sighting } from "../main/core/photo/face.ts";
import { detectorSettings } from "../main/core/photo/face-finder.ts";

const tools = (name: string) => import(new URL(`../main/tools/${name}`, import.meta.url).href);
const { detectorFolder, putDetectorFiles } = await tools("detector-files.mjs");

test("only a detector of faces and their points is shipped: no model of identity, age or emotion", () => {
  putDetectorFiles();
  expect(readdirSync(detectorFolder).toSorted()).toEqual([
    "blazeface.bin",
    "blazeface.json",
    "facemesh.bin",
    "facemesh.json",
    "human.esm.js",
    "tfjs-backend-wasm-simd.wasm",
  ]);
});

test("whatever would describe a person is switched off, and every address the detector knows is its own folder", () => {
  const { face: parts, wasmPath, modelBasePath, ...rest } = detectorSettings("/own/folder/");
  for (const part of ["description", "emotion", "antispoof", "liveness", "iris", "attention"] as const) {
    expect(parts[part], part).toEqual({ enabled: false });
  }
  expect([wasmPath, modelBasePath]).toEqual(["/own/folder/", "/own/folder/"]);
  expect(JSON.stringify(rest)).not.toContain("http");
});

test("what is told of a face is where it stands and how it is lit: strictly that, and nothing that tells one person from another", () => {
  expect(Object.keys(face.shape).toSorted()).toEqual([
    "chin",
    "leftEye",
    "rightEye",
    "score",
    "widthPx",
    "yawDegrees",
  ]);
  const seen = { widthPx: 1, heightPx: 1, faces: [], figures: null, meanLight: 0.5 };
  expect(sighting.safeParse(seen).success).toBe(true);
  for (const more of ["embedding", "descriptor", "age", "gender", "emotion"]) {
    expect(sighting.safeParse({ ...seen, [more]: [1] }).success, more).toBe(false);
  }
});
