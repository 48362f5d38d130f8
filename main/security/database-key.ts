import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { writeSecretFile } from "./secret-file.ts";

const keyBytes = 32;

/** The file of a data folder with the database's key as it is, for a desk that starts unattended. Only its owner can read it. */
export const openKeyFile = "database.key";
/** The same key enciphered for those who can open the desk: a key store's file that keeps this key alone. */
export const wrappedKeyFile = "database-key.json";
/** The open key on its way out: renamed first, so that what is overwritten is no longer what a start reads. */
export const leavingKeyFile = `${openKeyFile}.old`;

/** Whether a move from one to the other was interrupted: more is there than a start needs. */
export function leftByMove(folder: string): boolean {
  const isThere = (name: string) => existsSync(join(folder, name));
  const halves = [leavingKeyFile, `${openKeyFile}.new`, `${wrappedKeyFile}.new`];
  return halves.some(isThere) || (isThere(openKeyFile) && isThere(wrappedKeyFile));
}

/**
 * The raw 256-bit key of the embedded database as it lies in the data folder; null when it does not.
 * Mode 0600; on Windows, the protection of the user's own folder.
 */
export async function openDatabaseKey(folder: string): Promise<Buffer | null> {
  const file = join(folder, openKeyFile);
  let key: Buffer;
  try {
    key = await readFile(file);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw cause;
  }
  if (key.length !== keyBytes) throw new Error(`${file} does not hold a key of ${keyBytes} bytes`);
  const { mode } = await stat(file);
  if (process.platform !== "win32" && (mode & 0o077) !== 0) await chmod(file, 0o600);
  return key;
}

/** Makes the key of a new database. */
export async function newDatabaseKey(folder: string): Promise<Buffer> {
  const key = randomBytes(keyBytes);
  await writeSecretFile(join(folder, openKeyFile), key);
  return key;
}
