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
      output: { entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
    },
  },
});
