import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { rulesOf } from "../../test/support/photo-rules.ts";
import { dropOwnProfile, keepOwnProfile, profileHistory } from "./profile-shelf.ts";
import { readPhotoProfiles } from "./profiles.ts";

const folders: string[] = [];
const freshFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), "guichet-rules-"));
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const shipped = rulesOf("commun");
const version = (number: number, leastSharpness: number) => ({
  ...shipped,
  version: number,
  blur: { ...shipped.blur, leastSharpness },
});
const inForce = async (folder: string) =>
  (await readPhotoProfiles(folder)).profiles.find(({ name }) => name === "commun");

test("a changed profile takes the shipped one's place, every version before it is kept, and the shipped one comes back", async () => {
  const folder = await freshFolder();
  expect(await profileHistory(folder, "commun")).toEqual({ shipped, former: [] });
  expect(await keepOwnProfile(folder, version(2, 12))).toBe(true);
  expect(await keepOwnProfile(folder, version(3, 15))).toBe(true);
  expect(await inForce(folder)).toEqual(version(3, 15));
  expect((await profileHistory(folder, "commun")).former).toEqual([version(2, 12), shipped]);
  expect(await dropOwnProfile(folder, "commun")).toBe(true);
  expect(await inForce(folder)).toEqual(shipped);
  expect((await profileHistory(folder, "commun")).former).toEqual([version(3, 15), version(2, 12), shipped]);
});

test("a file written by hand, whatever its name and number, is taken over and kept like any other", async () => {
  const folder = await freshFolder();
  await keepOwnProfile(folder, version(2, 12));
  await dropOwnProfile(folder, "commun");
  await writeFile(join(folder, "nos-regles.json"), JSON.stringify(version(2, 30)));
  await keepOwnProfile(folder, version(3, 31));
  expect(await inForce(folder)).toEqual(version(3, 31));
  expect((await readdir(folder)).toSorted()).toEqual(["former", "nos-regles.json"]);
  const { former } = await profileHistory(folder, "commun");
  expect(new Set(former.map(({ blur }) => blur.leastSharpness))).toEqual(new Set([12, 20, 30]));
});

test("where the disk takes nothing, the rules stay as they are", async () => {
  const folder = await freshFolder();
  await keepOwnProfile(folder, version(2, 12));
  await mkdir(join(folder, "commun.json.new"));
  expect(await keepOwnProfile(folder, version(3, 15))).toBe(false);
  expect(await inForce(folder)).toEqual(version(2, 12));
});
