import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { face, sighting } from "../main/core/photo/face.ts";
import { detectorSettings } from "../main/core/photo/face-finder.ts";

const tools = (name: string) => import(new URL(`../main/tools/${name}`, import.meta.url).href);
const { detectorFolder, putDetectorFiles } = await tools("detector-files.mjs");

/** What each file is, by its content: a model of another kind under one of these names is none of them. */
const shipped: Readonly<Record<string, string>> = {
  "blazeface.bin": "dc9a97fdc50bc43216554bdd69aa3e7b9361a519ee7bdd996a2f69a98a6f9b72",
  "blazeface.json": "cd7bbfc078270572beb39f9e5ae67aadbd50b5e67cff37e6d4f6b3ea39312e5f",
  "facemesh.bin": "3826da640b0a3021161605369ee6af293f75d518040355b960ec71a3390c1c0b",
  "facemesh.json": "b60ca26f404724f43bd2b1575761d8265180e1f053cc0731caa68462927309e7",
  "human.esm.js": "e7c85047fb9492bd983b43d5217b54e9fb44393966f4c5db7c7ced1fdaf1fd9e",
  "tfjs-backend-wasm-simd.wasm": "77ebb28a6d34f371dbbf2086b7f2de8994acd8ea5a3cf1fa24d2c26c840cac7b",
};
const root = fileURLToPath(new URL("..", import.meta.url));
/** Everything of which any could reach a university's machine, but for packages. */
const shippedFolders = ["assets", "dist", "main", "native", "printers", "renderer"];

function contentsOf(folder: string): Readonly<Record<string, string>> {
  const hashed = readdirSync(folder).map((name) => {
    const content = readFileSync(join(folder, name));
    return [name, createHash("sha256").update(content).digest("hex")] as const;
  });
  return Object.fromEntries(hashed);
}

test("only a detector of faces and their points is shipped, by its very bytes: no model of identity, age or emotion", () => {
  putDetectorFiles();
  expect(contentsOf(detectorFolder)).toEqual(shipped);
  const page = join(root, "dist", "renderer", "detector");
  if (existsSync(page)) expect(contentsOf(page)).toEqual(shipped);
});

test("a model that somebody lays beside them is taken away before anything is built or started", () => {
  for (const name of ["faceres.bin", "emotion.json"]) writeFileSync(join(detectorFolder, name), "a model");
  putDetectorFiles();
  expect(Object.keys(contentsOf(detectorFolder)).toSorted()).toEqual(Object.keys(shipped));
});

test("no model stands anywhere else, and no package that is shipped knows faces", () => {
  const models = shippedFolders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      ),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) =>
      /\.(?:bin|onnx|tflite|pb|pth|safetensors|task|weights|h5|caffemodel)$|faceres|insightface/i.test(path),
    );
  expect(
    models.filter(
      (path) => !/^dist\/(?:page-files|renderer)\/detector\/(?:blazeface|facemesh)\.bin$/.test(path),
    ),
  ).toEqual([]);
  const manifest: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  const strangers = Object.keys(manifest.dependencies).filter((name) =>
    /human|face|tensorflow|tfjs|onnx|mediapipe|opencv/.test(name),
  );
  expect(strangers).toEqual([]);
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
