import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type PhotoProfile, photoProfile } from "../core/photo/photo-profile.ts";

/** The profiles Guichet ships. */
export const shippedProfiles: string = fileURLToPath(
  new URL("../../assets/photo-profiles/", import.meta.url),
);

/** The profiles that can be used, and the files of the establishment's own that can not: the path of the field that is wrong. */
export interface PhotoProfiles {
  readonly profiles: readonly PhotoProfile[];
  readonly refused: readonly { readonly file: string; readonly field: string }[];
}

/** Reads the shipped profiles and those of `ownFolder` (it need not exist): one of the same name takes the shipped one's place. */
export async function readPhotoProfiles(ownFolder: string): Promise<PhotoProfiles> {
  const profiles = new Map<string, PhotoProfile>();
  const refused: { readonly file: string; readonly field: string }[] = [];
  for (const folder of [shippedProfiles, ownFolder]) {
    for (const { file, read } of await profileFilesOf(folder)) {
      if (read.success) profiles.set(read.data.name, read.data);
      else refused.push({ file, field: read.error.issues[0]?.path.join(".") ?? "" });
    }
  }
  return { profiles: [...profiles.values()], refused };
}

/** Every file of a folder that means to be a profile, and what reading it gives; none where there is no folder. */
export async function profileFilesOf(folder: string): Promise<readonly ProfileFile[]> {
  return Promise.all(
    (await jsonFilesOf(folder)).map(async (file) => ({
      file,
      read: photoProfile.safeParse(parsed(await readFile(join(folder, file), "utf8"))),
    })),
  );
}

interface ProfileFile {
  readonly file: string;
  readonly read: ReturnType<typeof photoProfile.safeParse>;
}

async function jsonFilesOf(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw cause;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
