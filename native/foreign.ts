import { createRequire } from "node:module";
import type koffi from "koffi";

/** Calls into the libraries of the machine itself. */
export type Foreign = typeof koffi;

/** Read when first asked for: a desk without readers and tokens never loads native code for them. Throws where there is none for this machine. */
export function loadForeign(): Foreign {
  return createRequire(import.meta.url)("koffi");
}
