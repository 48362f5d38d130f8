import { build } from "vite";
import { fileOfLibrary, libraries, librariesFolder } from "./libraries.mjs";
import { root } from "./paths.mjs";

/** Puts each library in one file, shared parts beside them, nothing renamed: a stack still reads. */
await build({
  configFile: false,
  logLevel: "warn",
  root,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: librariesFolder,
    emptyOutDir: true,
    minify: false,
    target: "node24",
    rollupOptions: {
      input: Object.fromEntries(libraries.map((name) => [fileOfLibrary(name), name])),
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "[name]", chunkFileNames: "shared-[hash].mjs" },
    },
  },
});
