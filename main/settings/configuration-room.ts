import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { chipProfile } from "../core/chip-profile/profile.ts";
import { type Configuration, configurationIn, type OwnFile } from "../core/configuration.ts";
import { photoProfile } from "../core/photo/photo-profile.ts";
import type { ConfigurationRoom } from "../core/ports/configuration-room.ts";
import { settings as schema } from "./settings.ts";
import { changeSettings, settingsIn } from "./settings-file.ts";

/** What a university decides for all its desks. Devices, the place of the database and of keys, and a desk's own number are none of it. */
const shared = [
  "university",
  "universityShort",
  "pic",
  "yearTurn",
  "zone",
  "cardAccent",
  "cardReturnTo",
  "cardTemplate",
  "cardTemplates",
  "lockAfterMinutes",
  "keyLimits",
  "chipProfile",
  "money",
  "retention",
  "photo",
] as const;
const sharedSettings = schema.pick(
  Object.fromEntries(shared.map((name) => [name, true])) as Record<(typeof shared)[number], true>,
);

const folders = ["chip-profiles", "photo-profiles", "artwork"] as const;
const formerFile = "configuration-before.json";

/** The configuration in a data folder. */
export function createConfigurationRoom(dataFolder: string): ConfigurationRoom {
  const filesOf = async (folder: OwnFile["folder"]): Promise<readonly OwnFile[]> => {
    const names = await readdir(join(dataFolder, folder)).catch(() => []);
    const own = names.filter((name) => /\.(?:json|png|jpg|jpeg)$/.test(name)).toSorted();
    return Promise.all(
      own.map(async (name) => ({
        folder,
        name,
        base64: await readFile(join(dataFolder, folder, name), "base64"),
      })),
    );
  };
  const files = async () => (await Promise.all(folders.map(filesOf))).flat();
  return {
    async held() {
      const read = await settingsIn(dataFolder);
      if (!read.ok) throw new Error(`${read.fault.kind}: ${read.fault.field}`);
      return { settings: sharedSettings.parse(pick(read.value)), files: await files() };
    },
    problemOf({ settings, files: theirs }) {
      const read = sharedSettings.safeParse(settings);
      if (!read.success) return Promise.resolve(`settings.${read.error.issues[0]?.path.join(".") ?? ""}`);
      const wrong = theirs.find((file) => !isReadable(file));
      return Promise.resolve(wrong === undefined ? null : `files.${wrong.folder}/${wrong.name}`);
    },
    async put({ settings, files: theirs }) {
      const taken = sharedSettings.parse(settings);
      // Written whole before one of them takes a place: what a full disk refuses is refused before anything changed.
      for (const { folder, name, base64 } of theirs) {
        await mkdir(join(dataFolder, folder), { recursive: true, mode: 0o700 });
        await writeSynced(join(dataFolder, folder, `${name}.new`), Buffer.from(base64, "base64"));
      }
      const stays = new Set(theirs.map(({ folder, name }) => `${folder}/${name}`));
      for (const { folder, name } of await files()) {
        if (!stays.has(`${folder}/${name}`)) await rm(join(dataFolder, folder, name), { force: true });
      }
      for (const { folder, name } of theirs) {
        await rename(join(dataFolder, folder, `${name}.new`), join(dataFolder, folder, name));
      }
      const changed = await changeSettings(dataFolder, (now) => ({ ...now, ...taken }));
      if (!changed.ok) throw new Error(`${changed.fault.kind}: ${changed.fault.field}`);
    },
    async keepFormer(configuration) {
      const file = join(dataFolder, formerFile);
      await writeSynced(`${file}.new`, Buffer.from(`${JSON.stringify(configuration)}\n`));
      await rename(`${file}.new`, file);
    },
    async former(): Promise<Configuration | null> {
      const text = await readFile(join(dataFolder, formerFile), "utf8").catch(() => null);
      const read = text === null ? null : configurationIn(text);
      return read?.ok === true ? read.value : null;
    },
  };
}

function pick(all: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(shared.map((name) => [name, all[name]]));
}

/** Whether a file is what its folder holds. A template that can not be drawn is told of on the page of templates. */
function isReadable({ folder, name, base64 }: OwnFile): boolean {
  const isPicture = !name.endsWith(".json");
  if (isPicture) return folder === "artwork";
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(base64, "base64").toString("utf8"));
  } catch {
    return false;
  }
  if (folder === "chip-profiles") return chipProfile.safeParse(value).success;
  return folder === "photo-profiles" ? photoProfile.safeParse(value).success : typeof value === "object";
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const written = await open(file, "w", 0o600);
  try {
    await written.writeFile(bytes);
    await written.sync();
  } finally {
    await written.close();
  }
}
