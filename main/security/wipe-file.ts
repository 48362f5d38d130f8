import { open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFolder } from "./key-store/replace-file.ts";

/** Overwrites a file and removes it; one that is not there is gone already. On flash memory, and in backups, old bytes may live on. */
export async function wipeFile(file: string): Promise<void> {
  const handle = await open(file, "r+").catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw cause;
  });
  if (handle === null) return;
  try {
    const { size } = await handle.stat();
    await handle.write(new Uint8Array(size), 0, size, 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rm(file, { force: true });
  await syncFolder(dirname(file));
}
