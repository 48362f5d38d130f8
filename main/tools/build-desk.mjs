import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { root } from "./paths.mjs";

/**
 * Puts the desk and the libraries of its start in a few files, in the folder given as argument: they come in a thousand, which take
 * longer to find and to strip of their types than to run. Nothing is renamed: a stack still reads.
 */
const [, , folder = ""] = process.argv;

/** Libraries that stay where they are installed: their native parts and their own files are found from there. */
const installed = [
  "better-sqlite3-multiple-ciphers",
  "fontkit",
  "hash-wasm",
  "koffi",
  "libheif-js",
  "pg",
  "sharp",
];

/**
 * What a module finds beside itself (assets, workers, processes) it goes on finding where it was written.
 * @type {import("vite").Plugin}
 */
const sourcePlaces = {
  name: "source-places",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith(".ts") || !code.includes("import.meta.")) return null;
    return code
      .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href))
      .replaceAll("import.meta.dirname", JSON.stringify(dirname(id)));
  },
};

/** @typedef {{ getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null }} Modules */

/**
 * A file for all that some modules import, whatever else imports it too: finding a file costs more than reading it.
 * @param {string} file
 * @param {number} priority
 * @param {readonly string[]} entries
 */
function oneFile(file, priority, entries) {
  /** @type {Set<string> | undefined} */
  let needed;
  return {
    debugName: file,
    priority,
    /**
     * @param {string} id
     * @param {Modules} modules
     */
    name(id, modules) {
      needed ??= reachedFrom(
        entries.map((entry) => join(root, "main", entry)),
        modules,
      );
      return needed.has(id) ? file : null;
    },
  };
}

/**
 * @param {readonly string[]} entries
 * @param {Modules} modules
 */
function reachedFrom(entries, modules) {
  const reached = new Set(entries);
  for (const id of reached) {
    for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) reached.add(imported);
  }
  return reached;
}

await build({
  configFile: false,
  logLevel: "warn",
  root,
  publicDir: false,
  plugins: [sourcePlaces],
  ssr: { noExternal: true, external: installed },
  build: {
    ssr: true,
    outDir: folder,
    minify: false,
    target: "node24",
    rollupOptions: {
      input: { index: join(root, "main", "index.ts") },
      output: {
        entryFileNames: "[name].mjs",
        chunkFileNames: "[name]-[hash].mjs",
        codeSplitting: {
          groups: [
            oneFile("window", 2, [
              "command-line/run-desk.ts",
              "shells/chromium/loopback.ts",
              "shells/chromium/window.ts",
            ]),
            oneFile("station", 1, ["compose.ts", "shells/chromium/conversations.ts"]),
          ],
        },
      },
    },
  },
});
