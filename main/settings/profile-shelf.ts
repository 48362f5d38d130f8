import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ChipProfile, chipProfile } from "../core/chip-profile/profile.ts";
import type { ProfileRefused, ProfileShelf, ShelfSeen, ShelvedProfile } from "../core/ports/profile-shelf.ts";
import { failed, type Result, succeeded } from "../core/result.ts";

const shipped = fileURLToPath(new URL("../../assets/chip-profiles/", import.meta.url));

/** What a shelf needs of the desk: which profile is in force, and the way to put another there. */
export interface ShelfNeeds {
  readonly dataFolder: string;
  readonly inForce: () => string;
  readonly putInForce: (profile: ChipProfile) => Promise<void>;
}

/** The profiles shipped with Guichet and those in `chip-profiles` of a data folder, where the university's own go before shipped ones of their name. */
export function openProfileShelf({ dataFolder, inForce, putInForce }: ShelfNeeds): ProfileShelf {
  const own = join(dataFolder, "chip-profiles");
  const former = join(own, "former");

  async function look(): Promise<ShelfSeen> {
    const [ours, theirs, before] = await Promise.all([own, shipped, former].map(profilesIn));
    const names = new Set(ours?.profiles.map(({ name }) => name));
    return {
      inForce: inForce(),
      profiles: [
        ...readable(theirs, "shipped").filter(({ profile }) => !names.has(profile.name)),
        ...readable(ours, "own"),
        ...readable(before, "former"),
      ],
      broken: [...(ours?.broken ?? []), ...(before?.broken ?? [])],
    };
  }

  return {
    look,
    check: (text) => Promise.resolve(profileIn(text)),
    async keep(text) {
      const read = profileIn(text);
      if (!read.ok) return read;
      const { name, version } = read.value;
      const { profiles } = await look();
      const isTaken = profiles.some(({ profile }) => profile.name === name && profile.version === version);
      if (isTaken) return failed({ kind: "same-version", name, version });
      const before = profiles.find(({ profile, from }) => from === "own" && profile.name === name);
      await mkdir(former, { recursive: true, mode: 0o700 });
      const file = join(own, `${name}.json`);
      if (before !== undefined) {
        await rename(file, join(former, `${name}-v${before.profile.version}.json`));
      }
      await writeFile(`${file}.new`, text, { mode: 0o600 });
      await rename(`${file}.new`, file);
      if (name === inForce()) await putInForce(read.value);
      return read;
    },
    async choose(name) {
      const { profiles } = await look();
      const chosen = profiles.find(({ profile, from }) => from !== "former" && profile.name === name);
      if (chosen === undefined) return failed({ kind: "no-such-profile" });
      await putInForce(chosen.profile);
      return succeeded(null);
    },
  };
}

function readable(found: Found | undefined, from: ShelvedProfile["from"]): readonly ShelvedProfile[] {
  return (found?.profiles ?? []).map((profile) => ({ profile, from }));
}

interface Found {
  readonly profiles: readonly ChipProfile[];
  readonly broken: ShelfSeen["broken"];
}

async function profilesIn(folder: string): Promise<Found> {
  const names = await readdir(folder).catch(() => []);
  const read = await Promise.all(
    names
      .filter((name) => name.endsWith(".json"))
      .toSorted()
      .map(async (name) => ({ name, ...profileIn(await readFile(join(folder, name), "utf8")) })),
  );
  return {
    profiles: read.flatMap((each) => (each.ok ? [each.value] : [])),
    broken: read.flatMap((each) =>
      each.ok ? [] : [{ file: join(folder, each.name), at: whereIn(each.fault) }],
    ),
  };
}

function whereIn(fault: ProfileRefused): string {
  return fault.kind === "profile-malformed" ? fault.at : "";
}

function profileIn(text: string): Result<ChipProfile, ProfileRefused> {
  const read = chipProfile.safeParse(parsed(text));
  if (read.success) return succeeded(read.data);
  const [issue] = read.error.issues;
  return failed({ kind: "profile-malformed", at: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
