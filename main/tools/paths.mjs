import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The Node 24 that the npm package `node` brings, whatever Node the machine has. */
export const ownNode = join(
  root,
  "node_modules",
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);

const { PATH: path = "" } = process.env;

/**
 * The environment of everything the tools start: our own Node and tools first, and compiled code kept between runs.
 * @type {NodeJS.ProcessEnv}
 */
export const environment = {
  ...process.env,
  PATH: [join(root, "node_modules", ".bin"), path].join(delimiter),
  NODE_COMPILE_CACHE: join(root, ".cache", "compiled"),
};
