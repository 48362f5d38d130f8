import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import {
  type DetectorLibrary,
  detectorSettings,
  type FaceFinder,
  openFaceFinder,
} from "../../main/core/photo/face-finder.ts";

/** The detector asks for its files under this address; nothing in this process answers any other. */
const address = "https://detector.invalid/";
const mediaTypes: Readonly<Record<string, string>> = {
  json: "application/json",
  wasm: "application/wasm",
  bin: "application/octet-stream",
};

/**
 * Opens the face detector of `folder` in a process that does nothing else: the library is the page's own, which takes Node for a page
 * only while it does not see what it runs on. Afterwards nothing in this process can ask the network for anything.
 */
export async function openNodeFaceFinder(folder: URL): Promise<FaceFinder> {
  // Node reads its own fetch late, and needs to know its version then.
  await new Response("").text();
  globalThis.fetch = async (asked) => {
    const url = typeof asked === "string" ? asked : asked instanceof URL ? asked.href : asked.url;
    if (!url.startsWith(address)) throw new Error("the detector asked for something outside its folder");
    const name = url.slice(address.length);
    const body = await readFile(new URL(name, folder));
    const type = mediaTypes[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
    return new Response(new Uint8Array(body), { headers: { "content-type": type } });
  };
  const { versions } = process;
  const hidden = { ...versions, node: undefined };
  Object.defineProperty(process, "versions", { value: hidden, configurable: true });
  Object.defineProperty(globalThis, "WorkerGlobalScope", { value: Object, configurable: true });
  try {
    const module: { readonly default: new (settings: object) => DetectorLibrary } = await import(
      pathToFileURL(new URL("human.esm.js", folder).pathname).href
    );
    return await openFaceFinder(new module.default(detectorSettings(address)));
  } finally {
    Object.defineProperty(process, "versions", { value: versions, configurable: true });
    Reflect.deleteProperty(globalThis, "WorkerGlobalScope");
  }
}
