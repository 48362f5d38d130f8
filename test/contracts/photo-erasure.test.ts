import { createDecipheriv } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PhotoId, StudentId } from "../../main/core/ids.ts";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import { migrate } from "../../main/store/migrate.ts";
import { openSqlite } from "../../main/store/open-sqlite.ts";
import { recordStore } from "../../main/store/store.ts";
import { at, file, id } from "../support/kept-records.ts";

const key = new Uint8Array(32).fill(7);
const student = id(1) as StudentId;
const photo = id(2) as PhotoId;
/** A photo's bytes that are found wherever they stand, over many pages of the database. */
const jpeg = Buffer.from("a face on the disk ".repeat(8000));
const mark = "a face on the disk";

let folder = "";
let database = "";
let store: RecordStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-erasure-"));
  database = join(folder, "guichet.db");
  const opened = openSqlite(database, key);
  await migrate(opened, () => new Date(at));
  store = recordStore(opened);
  await store.students.upsert([{ file: file("22000001"), freshId: student }], true);
  await store.photos.keep({ id: photo, studentId: student, jpeg, takenAt: at });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** A page as SQLCipher 4 lays it down: its last bytes are an initialisation vector and a check sum; the first page begins with a salt. */
const [pageBytes, reservedBytes, vectorBytes, saltBytes] = [4096, 80, 16, 16];

/** Before each page written ahead, and before all of them (SQLite's file format, §4.1). */
const [aheadHeaderBytes, frameHeaderBytes] = [32, 24];

function decipheredPage(page: Buffer, start: number): Buffer {
  const end = pageBytes - reservedBytes;
  const decipher = createDecipheriv("aes-256-cbc", key, page.subarray(end, end + vectorBytes));
  return decipher.setAutoPadding(false).update(page.subarray(start, end));
}

function marksIn(pages: readonly Buffer[]): number {
  return Buffer.concat(pages).toString("latin1").split(mark).length - 1;
}

/** How often the mark stands in the file of the database, every page deciphered by itself, those that are free included. */
function marksOnDisk(): number {
  const disk = readFileSync(database);
  const pages: Buffer[] = [];
  for (let from = 0; from + pageBytes <= disk.length; from += pageBytes) {
    pages.push(decipheredPage(disk.subarray(from, from + pageBytes), from === 0 ? saltBytes : 0));
  }
  return marksIn(pages);
}

/** How often it stands in the file written ahead. */
function marksAhead(): number {
  const ahead = readFileSync(`${database}-wal`);
  const pages: Buffer[] = [];
  const step = frameHeaderBytes + pageBytes;
  for (let from = aheadHeaderBytes; from + step <= ahead.length; from += step) {
    const frame = ahead.subarray(from, from + step);
    const start = frame.readUInt32BE(0) === 1 ? saltBytes : 0;
    pages.push(decipheredPage(frame.subarray(frameHeaderBytes), start));
  }
  return marksIn(pages);
}

/** How large the file is that is written ahead. */
function aheadBytes(): number {
  return existsSync(`${database}-wal`) ? statSync(`${database}-wal`).size : 0;
}

test("a photo that is kept can be read back from its deciphered disk: what is searched for is there to be found", async () => {
  // What is committed is written ahead first, and stays there; this brings it into the pages.
  expect(marksAhead()).toBeGreaterThan(7000);
  await store.photos.scrub();
  expect(marksOnDisk()).toBeGreaterThan(7000);
  expect(readFileSync(database).includes(mark)).toBe(false);
});

test("an erased photo is gone from disk: from its pages, from the free ones, and from the file written ahead", async () => {
  expect((await store.photos.erase([photo], "rights-ended", at)).ok).toBe(true);
  expect(marksAhead()).toBeGreaterThan(7000);
  await store.photos.scrub();
  expect(aheadBytes()).toBe(0);
  expect(marksOnDisk()).toBe(0);
  expect((await store.cards.photo(photo))?.jpeg.length ?? 0).toBe(0);
});
