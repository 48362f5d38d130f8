import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PhotoProfile } from "../core/photo/photo-profile.ts";
import { profileFilesOf, shippedProfiles } from "./profiles.ts";

/** The profile of this name as shipped, and those of the establishment's own that were in its place before, the latest first. */
export async function profileHistory(
  ownFolder: string,
  name: string,
): Promise<{ readonly shipped: PhotoProfile | null; readonly former: readonly PhotoProfile[] }> {
  const [shipped] = await profilesOf(shippedProfiles, name);
  const former = await profilesOf(join(ownFolder, "former"), name);
  return {
    shipped: shipped?.profile ?? null,
    former: former.map(({ profile }) => profile).toSorted((one, other) => other.version - one.version),
  };
}

/**
 * Keeps a profile of the establishment's own; what stood in its place, shipped or not, is kept among the former ones first.
 * False: the disk took nothing, and all is as before.
 */
export async function keepOwnProfile(ownFolder: string, profile: PhotoProfile): Promise<boolean> {
  const { name } = profile;
  const before = await profilesOf(ownFolder, name);
  const [shipped] = before.length > 0 ? [] : await profilesOf(shippedProfiles, name);
  return done(async () => {
    await keepFormer(ownFolder, shipped === undefined ? before : [shipped]);
    // The file that is read last is the one that counts.
    await written(join(ownFolder, before.at(-1)?.file ?? `${name}.json`), profile);
  });
}

/** Takes every profile of this name away from the establishment's own, among the former ones. False: as with `keepOwnProfile`. */
export async function dropOwnProfile(ownFolder: string, name: string): Promise<boolean> {
  const before = await profilesOf(ownFolder, name);
  return done(async () => {
    await keepFormer(ownFolder, before);
    for (const { file } of before) await rm(join(ownFolder, file), { force: true });
  });
}

interface FiledProfile {
  readonly file: string;
  readonly profile: PhotoProfile;
}

async function profilesOf(folder: string, name: string): Promise<readonly FiledProfile[]> {
  return (await profileFilesOf(folder)).flatMap(({ file, read }) =>
    read.success && read.data.name === name ? [{ file, profile: read.data }] : [],
  );
}

/** Files written by hand may bear a number that was there before: none takes another's place. */
async function keepFormer(ownFolder: string, profiles: readonly FiledProfile[]): Promise<void> {
  const former = join(ownFolder, "former");
  await mkdir(former, { recursive: true, mode: 0o700 });
  for (const { profile } of profiles) {
    const there = await profilesOf(former, profile.name);
    if (there.some((each) => JSON.stringify(each.profile) === JSON.stringify(profile))) continue;
    const again = there.filter((each) => each.profile.version === profile.version).length;
    const number = again === 0 ? `v${profile.version}` : `v${profile.version}-${again + 1}`;
    await written(join(former, `${profile.name}-${number}.json`), profile);
  }
}

async function written(file: string, profile: PhotoProfile): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(profile, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}

async function done(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch {
    return false;
  }
}
