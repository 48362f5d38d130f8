import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { Decrypter } from "age-encryption";
import { extract } from "tar-stream";
import type { BackupFacts, RestoreFault } from "../core/ports/backup-room.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import {
  type BackupManifest,
  backupFacts,
  backupFormat,
  backupManifest,
  factsName,
  manifestName,
} from "./backup-format.ts";

/** Nobody but us writes a copy, but anybody may: its recipient is no secret. Names go no further than the folder they are unpacked into. */
const safeName = /^(?!\.)[\w.-]{1,80}(\/(?!\.)[\w.-]{1,80}){0,5}$/;
const longestNote = 4_000_000;

/** What a copy held, once all of it was unpacked and held against its digests. */
export interface Unpacked extends BackupFacts {
  readonly files: number;
  readonly bytes: number;
}

/** Unpacks a copy into a folder of its own, which holds an unfinished part of it when this is refused. */
export async function readBackup(
  file: string,
  secret: string,
  into: string,
  told: (bytes: number) => void,
): Promise<Result<Unpacked, RestoreFault>> {
  const age = new Decrypter();
  try {
    age.addIdentity(secret);
  } catch {
    return failed({ kind: "not-a-key" });
  }
  const source = createReadStream(file);
  let plain: ReadableStream<Uint8Array>;
  try {
    plain = await age.decrypt(Readable.toWeb(source));
  } catch (cause) {
    source.destroy();
    return failed({ kind: whyNotOpened(cause) });
  }
  try {
    return await unpack(plain, into, told);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOSPC") {
      return failed({ kind: "not-written", cause: "ENOSPC" });
    }
    return failed({ kind: "damaged", at: "" });
  }
}

function whyNotOpened(cause: unknown): "no-such-file" | "wrong-key" | "not-a-backup" {
  if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return "no-such-file";
  return cause instanceof Error && cause.message.startsWith("no identity") ? "wrong-key" : "not-a-backup";
}

async function unpack(
  plain: ReadableStream<Uint8Array>,
  into: string,
  told: (bytes: number) => void,
): Promise<Result<Unpacked, RestoreFault>> {
  const tar = extract();
  const feeding = pipeline(plain, tar);
  feeding.catch(() => undefined);
  let about: BackupFacts | null = null;
  let manifest: BackupManifest | null = null;
  const found: { name: string; bytes: number; sha256: string }[] = [];
  let bytes = 0;
  for await (const entry of tar) {
    const { name, size = 0, type } = entry.header;
    if (about === null || name === manifestName) {
      if (size > longestNote) return failed({ kind: "not-a-backup" });
      const note: unknown = JSON.parse(await text(entry));
      if (about !== null) {
        manifest = backupManifest.parse(note);
        continue;
      }
      const read = aboutOf(name, note);
      if (!read.ok) return read;
      about = read.value;
      continue;
    }
    if (manifest !== null || type !== "file" || !safeName.test(name))
      return failed({ kind: "damaged", at: name });
    const path = join(into, ...name.split("/"));
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const digest = createHash("sha256");
    const counting = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        digest.update(chunk);
        bytes += chunk.length;
        told(bytes);
        done(null, chunk);
      },
    });
    await pipeline(entry, counting, createWriteStream(path, { mode: 0o600, flags: "wx" }));
    found.push({ name, bytes: size, sha256: digest.digest("hex") });
  }
  await feeding;
  if (about === null || manifest === null) return failed({ kind: "damaged", at: "" });
  const odd = firstDifference(manifest, found);
  return odd === null
    ? succeeded({ ...about, files: found.length, bytes })
    : failed({ kind: "damaged", at: odd });
}

function aboutOf(name: string, note: unknown): Result<BackupFacts, RestoreFault> {
  const read = backupFacts.safeParse(note);
  if (name !== factsName || !read.success) return failed({ kind: "not-a-backup" });
  const { format, ...about } = read.data;
  return format > backupFormat
    ? failed({ kind: "newer", known: backupFormat, found: format })
    : succeeded(about);
}

/** The first file that is not what the manifest says, or that only one of both knows. */
function firstDifference(manifest: BackupManifest, found: BackupManifest): string | null {
  for (let at = 0; at < Math.max(manifest.length, found.length); at += 1) {
    const [told, is] = [manifest[at], found[at]];
    if (told?.name !== is?.name || told?.bytes !== is?.bytes || told?.sha256 !== is?.sha256) {
      return told?.name ?? is?.name ?? "";
    }
  }
  return null;
}
