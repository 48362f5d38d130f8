import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Encrypter } from "age-encryption";
import { pack } from "tar-stream";
import type { BackupFacts } from "../core/ports/backup-room.ts";
import { type BackupManifest, backupFormat, factsName, manifestName } from "./backup-format.ts";

/** A file to be kept: its name inside the copy, and where it lies now. */
export interface KeptFile {
  readonly name: string;
  readonly path: string;
}

/** Writes a copy, whole or not at all; `told` hears the bytes read so far. A file that grows meanwhile is kept as long as it was at first. */
export async function writeBackup(
  to: string,
  recipient: string,
  about: BackupFacts,
  files: readonly KeptFile[],
  told: (bytes: number) => void,
): Promise<void> {
  const age = new Encrypter();
  age.addRecipient(recipient);
  const tar = pack();
  const written = `${to}.part`;
  try {
    const sealed = await age.encrypt(ReadableStream.from<Uint8Array>(tar));
    await Promise.all([
      pipeline(sealed, createWriteStream(written, { mode: 0o600 })),
      fill(tar, about, files, told),
    ]);
    const handle = await open(written, "r+");
    await handle.sync();
    await handle.close();
    await rename(written, to);
  } catch (cause) {
    tar.destroy();
    await rm(written, { force: true });
    throw cause;
  }
}

async function fill(
  tar: ReturnType<typeof pack>,
  about: BackupFacts,
  files: readonly KeptFile[],
  told: (bytes: number) => void,
): Promise<void> {
  tar.entry({ name: factsName, mode: 0o600 }, JSON.stringify({ format: backupFormat, ...about }));
  const kept: BackupManifest = [];
  let bytes = 0;
  for (const { name, path } of files) {
    const { size } = await stat(path);
    const digest = createHash("sha256");
    const counting = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        digest.update(chunk);
        bytes += chunk.length;
        told(bytes);
        done(null, chunk);
      },
    });
    const entry = tar.entry({ name, size, mode: 0o600 });
    if (size === 0) entry.end();
    else await pipeline(createReadStream(path, { end: size - 1 }), counting, entry);
    kept.push({ name, bytes: size, sha256: digest.digest("hex") });
  }
  tar.entry({ name: manifestName, mode: 0o600 }, JSON.stringify(kept));
  tar.finalize();
}
