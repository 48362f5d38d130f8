import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PhotoId } from "../core/ids.ts";
import { openFolderVault, photoVault } from "./photo-vault.ts";

const one = "018f0000-0000-7000-8000-000000000001" as PhotoId;
const other = "018f0000-0000-7000-8000-000000000002" as PhotoId;
const jpeg = Buffer.from("a face ".repeat(100));
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-vault-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("what is sealed is opened again, with a key of its own each time, and by no other vault and for no other photo", () => {
  const vault = photoVault(new Uint8Array(32).fill(1));
  const sealed = vault.seal(one, jpeg);
  const again = vault.seal(one, jpeg);
  expect(Buffer.from(sealed.box).includes("a face")).toBe(false);
  expect(vault.open(one, sealed)).toEqual(jpeg);
  expect(vault.open(one, { ...sealed, sealedKey: again.sealedKey })).toBeNull();
  expect(vault.open(other, sealed)).toBeNull();
  const strange = photoVault(new Uint8Array(32).fill(2));
  expect(strange.open(one, sealed)).toBeNull();
  expect(strange.mark).not.toBe(vault.mark);
});

const databaseKey = new Uint8Array(32).fill(7);

async function vaultIn(place: string, key = databaseKey) {
  const found = await openFolderVault(place, key);
  if (found === null) throw new Error("sealed under another key");
  return found;
}

test("the key of a folder is made once, lies there enciphered, and opens under the desk's own database key alone", async () => {
  const first = await vaultIn(folder);
  const file = join(folder, "photos.key.sealed");
  expect(first.isFresh).toBe(true);
  expect((await stat(file)).mode & 0o077).toBe(0);
  expect(await readdir(folder)).toEqual(["photos.key.sealed"]);
  const again = await vaultIn(folder);
  expect(again.isFresh).toBe(false);
  expect(again.vault.open(one, first.vault.seal(one, jpeg))).toEqual(jpeg);
  expect(await openFolderVault(folder, new Uint8Array(32))).toBeNull();
  await first.forget();
  expect((await vaultIn(folder)).vault.mark).not.toBe(first.vault.mark);
});

test("a key that lies open, left by an older Guichet or given by another desk, is taken in, and nothing of it stays readable", async () => {
  const given = Buffer.alloc(32, 3);
  await writeFile(join(folder, "photos.key"), given);
  const taken = await vaultIn(folder);
  expect(taken).toMatchObject({ isFresh: false, vault: { mark: photoVault(given).mark } });
  expect(await readdir(folder)).toEqual(["photos.key.sealed"]);
  expect((await readFile(join(folder, "photos.key.sealed"))).includes(given)).toBe(false);
  await writeFile(join(folder, "photos.key"), "half a key");
  await expect(openFolderVault(folder, databaseKey)).rejects.toThrow("does not hold");
});

test("two desks that make the key of one folder at once have the same", async () => {
  const place = await mkdtemp(join(tmpdir(), "guichet-vault-twice-"));
  const both = await Promise.all([1, 2, 3].map(() => vaultIn(place)));
  expect(new Set(both.map(({ vault }) => vault.mark)).size).toBe(1);
  await rm(place, { recursive: true });
});
