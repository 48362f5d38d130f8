import { randomBytes } from "node:crypto";
import { chmod, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { writeSecretFile } from "./secret-file.ts";

const keyBytes = 32;

/**
 * The raw 256-bit key of the embedded database, from `database.key` in the data folder, made at the first start.
 * Only the file's owner can read it (mode 0600; on Windows, the protection of the user's own folder). A file key store keeps a copy, so that it can be had again.
 */
export async function databaseKey(folder: string): Promise<Uint8Array> {
  const file = join(folder, "database.key");
  try {
    return await readKey(file);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "ENOENT")) throw cause;
  }
  const key = randomBytes(keyBytes);
  await writeSecretFile(file, key);
  return key;
}

async function readKey(file: string): Promise<Uint8Array> {
  const key = await readFile(file);
  if (key.length !== keyBytes) throw new Error(`${file} does not hold a key of ${keyBytes} bytes`);
  const { mode } = await stat(file);
  if (process.platform !== "win32" && (mode & 0o077) !== 0) await chmod(file, 0o600);
  return key;
}
