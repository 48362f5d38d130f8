import { join } from "node:path";
import { root } from "./paths.mjs";

/**
 * What the desk reads at its start and comes in hundreds of files, which take longer to find than to run: each is put
 * in one file at set-up. All entries of a package that `main/` imports stand here, so that none is there twice.
 */
export const libraries = /** @type {const} */ ([
  "@orpc/client",
  "@orpc/client/message-port",
  "@orpc/client/websocket",
  "@orpc/contract",
  "@orpc/server",
  "@orpc/server/message-port",
  "@orpc/server/ws",
  "csv-parse/sync",
  "ical.js",
  "kysely",
  "uuid",
  "zod",
]);

/** Where they are put. */
export const librariesFolder = join(root, "dist", "libraries");

/**
 * The file of a library in that folder.
 * @param {string} name
 */
export function fileOfLibrary(name) {
  return `${name.replaceAll("/", "-")}.mjs`;
}
