import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newDatabaseKey, openDatabaseKey } from "./database-key.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-key-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const mode = async () => (await stat(join(folder, "database.key"))).mode & 0o777;

test("the key is made once, 256 bits that only the owner may read, and is the same at the next start", async () => {
  expect(await openDatabaseKey(folder)).toBeNull();
  const key = await newDatabaseKey(folder);
  expect(key).toHaveLength(32);
  expect(await mode()).toBe(0o600);
  expect(await openDatabaseKey(folder)).toEqual(key);
  expect(await readFile(join(folder, "database.key"))).toEqual(key);
  await expect(newDatabaseKey(folder)).rejects.toThrow("EEXIST");
});

test("two folders have two keys", async () => {
  const other = await mkdtemp(join(tmpdir(), "guichet-key-"));
  expect(await newDatabaseKey(other)).not.toEqual(await newDatabaseKey(folder));
  await rm(other, { recursive: true });
});

test("a key that others could read is closed to them again", async () => {
  await newDatabaseKey(folder);
  await chmod(join(folder, "database.key"), 0o644);
  await openDatabaseKey(folder);
  expect(await mode()).toBe(0o600);
});

test.each([0, 16, 31, 33])("a key file of %i bytes is refused, and left as it is", async (length) => {
  await writeFile(join(folder, "database.key"), new Uint8Array(length));
  await expect(openDatabaseKey(folder)).rejects.toThrow("32 bytes");
  expect(await readFile(join(folder, "database.key"))).toHaveLength(length);
});
