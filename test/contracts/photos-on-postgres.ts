import { randomBytes } from "node:crypto";
import { copyFile, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { openSharedStore } from "../../main/compose-shared-store.ts";
import type { PhotoId, StudentId } from "../../main/core/ids.ts";
import { handOverPhotosKey, photoVault } from "../../main/security/photo-vault.ts";
import type { Database } from "../../main/store/engine.ts";
import { sealPlainPictures } from "../../main/store/records/kept-pictures.ts";
import { recordStore } from "../../main/store/store.ts";
import { at, file, id } from "../support/kept-records.ts";

const desksKey = Buffer.alloc(32, 9);
const vault = photoVault(desksKey);
const student = id(1) as StudentId;
const photo = id(2) as PhotoId;
/** As long as a photo of a card, and as little to be pressed together. */
const picture = () => randomBytes(120_000);
/** Pieces of some bytes, short enough that most lie within one chunk of PostgreSQL's. */
const piecesOf = (bytes: Uint8Array) =>
  [10, 30, 50, 70, 90].map((place) => bytes.subarray(place * 1000, place * 1000 + 48));

/** What of a photo stands in the files of the server's cluster: searched for in the bytes on the disk themselves. */
export function photosOnPostgres(
  fresh: () => Promise<{ url: string; database: Database; cluster: string }>,
): void {
  const withOne = async (jpeg: Uint8Array, sealing: typeof vault | null) => {
    const { database, cluster } = await fresh();
    const store = recordStore(database, "alone", sealing);
    await store.students.upsert([{ file: file("22000001"), freshId: student }], true);
    expect((await store.photos.keep({ id: photo, studentId: student, jpeg, takenAt: at })).ok).toBe(true);
    const disk = await onDisk(database, cluster);
    return { database, disk, store };
  };

  test("a photo kept without a vault stands in the cluster's files, tables and what is written ahead: what is searched for is there to be found", async () => {
    const jpeg = picture();
    const { disk, store } = await withOne(jpeg, null);
    expect(await disk.inTables(piecesOf(jpeg))).toBeGreaterThan(2);
    expect(await disk.elsewhere(piecesOf(jpeg))).toBeGreaterThan(2);
    await store.close();
  });

  test("a photo is never in the cluster's files, and once erased nothing there opens what is left of it", async () => {
    const jpeg = picture();
    const { database, disk, store } = await withOne(jpeg, vault);
    expect((await store.cards.photo(photo))?.jpeg).toEqual(jpeg);
    const key = await keyOf(database);
    if (key === undefined) throw new Error("the photo has no key");
    expect(await disk.inTables([...piecesOf(jpeg), key])).toBe(1);
    expect((await store.photos.erase([photo], "rights-ended", at)).ok).toBe(true);
    await store.photos.scrub();
    expect(await disk.inTables([...piecesOf(jpeg), desksKey, key])).toBe(0);
    expect(await disk.elsewhere([...piecesOf(jpeg), desksKey])).toBe(0);
    expect(await store.cards.photo(photo)).toBeNull();
    await store.close();
  });

  test("photos of before there was a vault are sealed, once, and stand plain in no table any more", async () => {
    const jpeg = picture();
    const { database, disk, store } = await withOne(jpeg, null);
    expect(await sealPlainPictures(database.db, vault)).toBe(1);
    expect(await sealPlainPictures(database.db, vault)).toBe(0);
    expect(await disk.inTables(piecesOf(jpeg))).toBe(0);
    expect((await recordStore(database, "alone", vault).cards.lastPhotoOf(student))?.jpeg).toEqual(jpeg);
    await store.close();
  });

  test("desks that share a database share the key of its photos: the first one's, and no desk opens with another", async () => {
    const { url, database } = await fresh();
    await database.db.destroy();
    const [first, second] = [await folderOf("first"), await folderOf("second")];
    const [ofFirst, ofSecond] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    await (await openSharedStore(url, first, ofFirst, "desk", silent)).close();
    await expect(openSharedStore(url, second, ofSecond, "desk", silent)).rejects.toThrow("other-photos-key");
    expect(await readdir(second)).toEqual([]);
    await copyFile(join(first, "photos.key.sealed"), join(second, "photos.key.sealed"));
    await expect(openSharedStore(url, second, ofSecond, "desk", silent)).rejects.toThrow("other-photos-key");
    expect(await handOverPhotosKey(first, ofFirst, join(second, "photos.key"))).toBe(true);
    await (await openSharedStore(url, second, ofSecond, "desk", silent)).close();
    expect(await readdir(second)).toEqual(["photos.key.sealed"]);
    for (const folder of [first, second]) await rm(folder, { recursive: true });
  });
}

const keyOf = async ({ db }: Database) =>
  (await db.selectFrom("photo_key").select("sealed_key").executeTakeFirst())?.sealed_key;
const folderOf = (name: string) => mkdtemp(join(tmpdir(), `guichet-${name}-desk-`));
const silent = () => undefined;

/** The files of the server as they lie on the disk: those of the tables of one database, and all others but other databases'. */
async function onDisk({ db }: Database, cluster: string) {
  const { rows } = await sql<{ readonly place: string }>`
    select pg_relation_filepath('photo') as place`.execute(db);
  const [place = ""] = rows.map((row) => row.place);
  const tables = place.slice(0, place.lastIndexOf("/"));
  const found = async (pieces: readonly Uint8Array[], isMeant: (name: string) => boolean) => {
    await sql`checkpoint`.execute(db);
    const names = (await readdir(cluster, { recursive: true })).filter(isMeant);
    return foundIn(
      names.map((name) => join(cluster, name)),
      pieces,
    );
  };
  return {
    inTables: (pieces: readonly Uint8Array[]) => found(pieces, (name) => name.startsWith(`${tables}/`)),
    elsewhere: (pieces: readonly Uint8Array[]) => found(pieces, (name) => !name.startsWith("base/")),
  };
}

/** How many of these pieces stand in some file. */
async function foundIn(paths: readonly string[], pieces: readonly Uint8Array[]): Promise<number> {
  const found = new Set<Uint8Array>();
  for (const path of paths) {
    // The server takes files away while this reads.
    const bytes = await stat(path)
      .then((kind) => (kind.isFile() ? readFile(path) : null))
      .catch(() => null);
    if (bytes === null) continue;
    for (const piece of pieces) if (bytes.includes(Buffer.from(piece))) found.add(piece);
  }
  return found.size;
}
