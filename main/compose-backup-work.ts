import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { databaseName, dataFiles, restoredNote } from "./backup/data-files.ts";
import { finishRestore } from "./backup/finish-restore.ts";
import { readBackup } from "./backup/read-backup.ts";
import { writeBackup } from "./backup/write-backup.ts";
import type { BackupFacts, BackupFault, BackupRead, RestoreFault } from "./core/ports/backup-room.ts";
import { failed, type Result, succeeded } from "./core/result.ts";
import { openDatabaseKey } from "./security/database-key.ts";
import { copyDatabase, lookThroughCopy } from "./store/copy-database.ts";
import { holdFile } from "./store/open-sqlite.ts";

type Told = (bytes: number) => void;

/** Which copy to make; `key` is the embedded database's. */
export interface CopyWish {
  readonly folder: string;
  readonly to: string;
  readonly recipient: string;
  readonly about: BackupFacts;
  readonly key: Uint8Array;
}

/** Writes a copy of a data folder while its desk works, and gives its bytes. The database's own copy lies beside it meanwhile. */
export async function makeCopy(
  { folder, to, recipient, about, key }: CopyWish,
  told: Told,
): Promise<Result<number, BackupFault>> {
  const database = join(folder, databaseName);
  const snapshot = join(folder, "backup-database.part");
  try {
    const files = (await dataFiles(folder)).map((name) => ({ name, path: join(folder, name) }));
    const needed = await bytesOf([database, ...files.map(({ path }) => path)]);
    for (const place of [folder, dirname(to)]) {
      const { bavail, bsize } = await statfs(place);
      if (bavail * bsize < needed)
        return failed({ kind: "no-room", neededBytes: needed, freeBytes: bavail * bsize });
    }
    await rm(snapshot, { force: true });
    if (about.database === "embedded") {
      copyDatabase(database, key, snapshot);
      files.push({ name: databaseName, path: snapshot });
    }
    await writeBackup(to, recipient, about, files, told);
    return succeeded((await stat(to)).size);
  } catch (cause) {
    const code = codeOf(cause);
    return failed(
      code === "EACCES" || code === "EPERM" || code === "EROFS"
        ? { kind: "folder-not-writable", folder: dirname(to) }
        : { kind: "not-written", cause: code },
    );
  } finally {
    await rm(snapshot, { force: true });
  }
}

/** Reads a copy to its end, looks through its database, and leaves nothing of it: what it holds is as well kept meanwhile as the data folder. */
export async function tryCopy(
  dataFolder: string,
  file: string,
  secret: string,
  told: Told = nothing,
): Promise<Result<BackupRead, RestoreFault>> {
  const folder = join(dataFolder, "backup-trial.part");
  try {
    return await unpackedCopy(file, secret, folder, told);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What was put back, and where what was there before lies now. */
export interface Restored extends BackupRead {
  readonly former: string | null;
}

/** Puts a copy in the place of a data folder, whole or not at all. What was there is kept beside it. */
export async function restoreCopy(
  file: string,
  secret: string,
  folder: string,
  told: Told = nothing,
): Promise<Result<Restored, RestoreFault>> {
  await finishRestore(folder);
  const place = resolve(folder);
  const isThere = existsSync(place) && (await readdir(place)).length > 0;
  const release = isThere ? holdFile(join(place, "station.lock")) : nothing;
  if (release === null) return failed({ kind: "folder-in-use" });
  let read: Result<BackupRead, RestoreFault>;
  try {
    read = await unpackedCopy(file, secret, `${place}.restoring`, told);
  } finally {
    release();
  }
  if (!read.ok) {
    await rm(`${place}.restoring`, { recursive: true, force: true });
    return read;
  }
  const restoredAt = Date.now();
  const note = { madeAt: read.value.madeAt, restoredAt, told: false };
  await writeFile(join(`${place}.restoring`, restoredNote), JSON.stringify(note), { mode: 0o600 });
  const former = isThere
    ? `${place}.before-${new Date(restoredAt).toISOString().replaceAll(":", "-")}`
    : null;
  await rename(`${place}.restoring`, `${place}.restored`);
  if (former === null) await rm(place, { recursive: true, force: true });
  else await rename(place, former);
  await finishRestore(folder);
  return succeeded({ ...read.value, former });
}

async function unpackedCopy(
  file: string,
  secret: string,
  into: string,
  told: Told,
): Promise<Result<BackupRead, RestoreFault>> {
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true, mode: 0o700 });
  const unpacked = await readBackup(file, secret, into, told);
  if (!unpacked.ok) return unpacked;
  const key = unpacked.value.database === "embedded" ? await openDatabaseKey(into) : null;
  if (key === null) return succeeded({ ...unpacked.value, records: null });
  const looked = lookThroughCopy(join(into, databaseName), key);
  if (!("kind" in looked)) return succeeded({ ...unpacked.value, records: looked });
  return failed(looked.kind === "newer" ? looked : { kind: "damaged", at: databaseName });
}

async function bytesOf(paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const path of paths)
    bytes += await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
  return bytes;
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
}

function nothing(): void {
  // A folder that is not there is held by nobody, and not everybody watches.
}
