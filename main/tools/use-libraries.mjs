import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fileOfLibrary, libraries, librariesFolder } from "./libraries.mjs";

/** Preloaded by what starts the desk: gives the one file of a library instead of its many. */
const files = new Map(
  libraries.map((name) => [name, pathToFileURL(join(librariesFolder, fileOfLibrary(name))).href]),
);

registerHooks({
  resolve(specifier, context, next) {
    const url = files.get(/** @type {never} */ (specifier));
    return url === undefined ? next(specifier, context) : { url, format: "module", shortCircuit: true };
  },
});
