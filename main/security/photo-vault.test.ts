import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
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

test("the key of a folder is made once, only its owner can read it, and its mark does not tell it", async () => {
  const first = await openFolderVault(folder);
  const file = join(folder, "photos.key");
  expect(first.isFresh).toBe(true);
  expect((await stat(file)).mode & 0o077).toBe(0);
  expect((await readFile(file)).toString("hex")).not.toContain(first.vault.mark);
  const again = await openFolderVault(folder);
  expect(again.isFresh).toBe(false);
  expect(again.vault.open(one, first.vault.seal(one, jpeg))).toEqual(jpeg);
  await first.forget();
  expect((await openFolderVault(folder)).vault.mark).not.toBe(first.vault.mark);
});
