import { hkdfSync, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { link, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { replaceFile, syncFolder } from "./key-store/replace-file.ts";
import { opened, sealed } from "./sealed.ts";
import { writeSecretFile } from "./secret-file.ts";
import { wipeFile } from "./wipe-file.ts";

const keyBytes = 32;

/** A secret of the data folder beside the database's key, by the name its file had while it lay there open. */
export const folderSecrets = { auditSigning: "audit-signing.key", photos: "photos.key" } as const;

interface Wanted {
  readonly name: (typeof folderSecrets)[keyof typeof folderSecrets];
  /** What it must be; anything else that lies there is refused. */
  readonly isOne: (bytes: Uint8Array) => boolean;
  readonly make: () => Uint8Array;
  /** Whether an open file laid beside takes the place of what is kept: so a desk is given the secret of another. */
  readonly mayBeGiven: boolean;
}

/** A secret, and whether it was made just now. */
export interface FolderSecret {
  readonly secret: Uint8Array;
  readonly isFresh: boolean;
}

/** Where a secret lies enciphered. */
export function sealedFile(folder: string, name: Wanted["name"]): string {
  return join(folder, `${name}.sealed`);
}

/** Whether a folder keeps anything that only its database's key opens, besides the database. */
export function keepsSealed(folder: string): boolean {
  return Object.values(folderSecrets).some((name) => existsSync(sealedFile(folder, name)));
}

/**
 * A secret of a data folder, enciphered (AES-256-GCM) under a key derived from the desk's database key: whoever has the folder without that key has
 * nothing. One that lies there open, as an older Guichet left it or as another desk gave it, is enciphered, read back, and overwritten.
 * Null when what is kept was enciphered under another key.
 */
export async function folderSecret(
  folder: string,
  databaseKey: Uint8Array,
  { name, isOne, make, mayBeGiven }: Wanted,
): Promise<FolderSecret | null> {
  const about = `guichet ${name}`;
  const wrapping = new Uint8Array(hkdfSync("sha256", databaseKey, new Uint8Array(), about, keyBytes));
  const [openFile, file] = [join(folder, name), sealedFile(folder, name)];
  const [laid, box] = [await bytesOf(openFile), await bytesOf(file)];
  if (laid !== null && !isOne(laid)) throw new Error(`${openFile} does not hold what its name says`);
  const before = box === null ? null : opened(wrapping, box, about);
  if (box !== null && before === null && (laid === null || !mayBeGiven)) return null;
  const given = laid !== null && (before === null || mayBeGiven) ? laid : null;
  if (given !== null && before?.equals(given) !== true) {
    await replaceFile(file, sealed(wrapping, given, about));
  } else if (given === null && before === null) {
    await placeNew(file, sealed(wrapping, make(), about));
  }
  const secret = opened(wrapping, await readFile(file), about);
  if (secret === null || given?.equals(secret) === false) throw new Error(`${file} was not kept`);
  if (laid?.equals(secret) === true) await wipeFile(openFile);
  return { secret, isFresh: given === null && before === null };
}

/** Puts a new file in its place, whole; where another process was sooner, its file stays. */
async function placeNew(file: string, bytes: Uint8Array): Promise<void> {
  const fresh = `${file}.${randomUUID()}`;
  await writeSecretFile(fresh, bytes);
  try {
    await link(fresh, file);
    await syncFolder(dirname(file));
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause)) throw cause;
    // Some file systems know no second name for a file: there the new one takes the place.
    if (cause.code !== "EEXIST") await rename(fresh, file);
  } finally {
    await rm(fresh, { force: true });
  }
}

async function bytesOf(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw cause;
  }
}
