import { readdirSync, readFileSync } from "node:fs";
import { type PhotoProfile, photoProfile } from "../../main/core/photo/photo-profile.ts";

const folder = new URL("../../assets/photo-profiles/", import.meta.url);

/** Every shipped profile of photo rules, by name. */
export const shippedRules: ReadonlyMap<string, PhotoProfile> = new Map(
  readdirSync(folder).map((file) => {
    const profile = photoProfile.parse(JSON.parse(readFileSync(new URL(file, folder), "utf8")));
    return [profile.name, profile];
  }),
);

/** One shipped profile. */
export function rulesOf(name: string): PhotoProfile {
  const profile = shippedRules.get(name);
  if (profile === undefined) throw new Error(`no shipped photo profile ${name}`);
  return profile;
}
