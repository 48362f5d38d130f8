import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ChipProfile, chipProfile } from "../core/chip-profile/profile.ts";
import { failed, type Result, succeeded } from "../core/result.ts";

/** Why a chip profile can not be used; `at` is where in the file. */
export type ChipProfileFault =
  | { readonly kind: "no-such-profile"; readonly name: string }
  | { readonly kind: "profile-malformed"; readonly file: string; readonly at: string };

const shipped = fileURLToPath(new URL("../../assets/chip-profiles/", import.meta.url));

/**
 * Opens a profile by name: the university's own, in `chip-profiles` of its data folder, goes before one that is shipped. Those that are shipped
 * are whole as they stand (a test holds them to it): they are not held against their form again at every start.
 */
export async function openChipProfile(
  name: string,
  dataFolder: string,
): Promise<Result<ChipProfile, ChipProfileFault>> {
  if (!/^[a-z0-9-]{1,40}$/.test(name)) return failed({ kind: "no-such-profile", name });
  const own = join(dataFolder, "chip-profiles", `${name}.json`);
  const ownText = await textOf(own);
  if (ownText !== null) return profileIn(ownText, name, own);
  const text = await textOf(join(shipped, `${name}.json`));
  return text === null ? failed({ kind: "no-such-profile", name }) : succeeded(JSON.parse(text));
}

function profileIn(text: string, name: string, file: string): Result<ChipProfile, ChipProfileFault> {
  const read = chipProfile.safeParse(parsed(text));
  if (!read.success) {
    const issue = read.error.issues[0];
    return failed({
      kind: "profile-malformed",
      file,
      at: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`,
    });
  }
  return read.data.name === name
    ? succeeded(read.data)
    : failed({ kind: "profile-malformed", file, at: "name" });
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
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
