import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** The embedded database, which is copied by itself; its companions belong to whoever has it open. */
export const databaseName = "guichet.db";

/** In a folder that was put back: when, and when the copy was made. */
export const restoredNote = "restored.json";

/** What a desk makes anew when it starts, or what only rehearses: the window's profile, locks, the log, simulated devices. */
const volatile =
  /^(guichet\.db(-\w+)?|guichet\.log.*|window-port|chromium|simulated|restored\.json)(\/|$)|\.(lock|lock-journal|new|part)(\/|$)/;

/** Files of a data folder that a copy holds, their paths with `/`, in order. Whatever is not known to be volatile is kept. */
export async function dataFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, "/"))
    .filter((path) => !volatile.test(path))
    .sort();
}
