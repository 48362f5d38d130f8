import { open, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { WatchedRoom } from "../core/ports/watched-room.ts";
import type { SeenFile } from "../core/watched-file.ts";

/** As much as an import takes. */
const largestBytes = 32 * 1024 * 1024;
/** More files than a folder for one desk ever holds. */
const mostFiles = 1000;

/** Looks into a folder; never below it. */
export const watchedFolders: Pick<WatchedRoom, "list" | "read"> = {
  async list(folder) {
    try {
      const entries = await readdir(folder, { withFileTypes: true });
      const names = entries.filter((entry) => entry.isFile()).slice(0, mostFiles);
      const seen = await Promise.all(names.map(({ name }) => seenIn(folder, name)));
      return seen.filter((file) => file !== null);
    } catch (cause) {
      if (isOfTheSystem(cause)) return null;
      throw cause;
    }
  },
  async read(folder, name) {
    const before = await seenIn(folder, name);
    if (before === null || before.bytes > largestBytes) return null;
    try {
      const file = await open(join(folder, basename(name)), "r");
      try {
        const bytes = new Uint8Array(await file.readFile());
        const after = await file.stat();
        return { bytes, after: { name, bytes: after.size, changedAtMs: after.mtimeMs } };
      } finally {
        await file.close();
      }
    } catch (cause) {
      if (isOfTheSystem(cause)) return null;
      throw cause;
    }
  },
};

async function seenIn(folder: string, name: string): Promise<SeenFile | null> {
  try {
    const { size, mtimeMs } = await stat(join(folder, name));
    return { name, bytes: size, changedAtMs: mtimeMs };
  } catch (cause) {
    if (isOfTheSystem(cause)) return null;
    throw cause;
  }
}

/** Not there, not allowed, a share that is away: whatever the system says of a file, it is not read now. */
function isOfTheSystem(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && "errno" in cause;
}
