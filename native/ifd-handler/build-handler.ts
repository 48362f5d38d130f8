import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { failed, type Result, succeeded } from "../../main/core/result.ts";

const source = fileURLToPath(new URL("guichet-ifd.c", import.meta.url));
/** Where Debian's libpcsclite-dev puts the headers of the handler API. */
const headers = "/usr/include/PCSC";

/** Why the handler could not be built: no compiler or headers, or what the compiler said. */
export interface BuildFault {
  readonly kind: "handler-not-built";
  readonly cause: string;
}

/** Builds the IFD handler into `folder`, unless this very source was built there before; gives the library's path. */
export async function buildIfdHandler(folder: string): Promise<Result<string, BuildFault>> {
  const stamp = createHash("sha256")
    .update(await readFile(source))
    .digest("hex")
    .slice(0, 12);
  const library = join(folder, `guichet-ifd-${stamp}.so`);
  if (existsSync(library)) return succeeded(library);
  await mkdir(folder, { recursive: true });
  const fresh = `${library}.${process.pid}`;
  const flags = ["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", `-I${headers}`];
  try {
    await promisify(execFile)("gcc", [...flags, "-o", fresh, source, "-lpthread"]);
  } catch (cause) {
    return failed({ kind: "handler-not-built", cause: String(cause) });
  }
  // Whole or not at all: another desk may be loading it.
  await rename(fresh, library);
  return succeeded(library);
}

/** A reader as pcscd is to know it. `name` is what PC/SC shows, before the numbers it adds itself. */
export interface VirtualPlace {
  readonly name: string;
  readonly socket: string;
}

/** The text of a pcscd configuration file (reader.conf(5)) that makes each place a reader on the handler at `library`. */
export function readerConfiguration(library: string, places: readonly VirtualPlace[]): string {
  return places
    .map(({ name, socket }) =>
      [
        `FRIENDLYNAME "${name}"`,
        // The colon keeps pcscd from looking for a device file of this name.
        `DEVICENAME unix:${socket}`,
        `LIBPATH ${library}`,
        "CHANNELID 1",
        "",
      ].join("\n"),
    )
    .join("\n");
}
