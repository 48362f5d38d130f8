import { mkdir, open, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { failed, type Result, succeeded } from "../core/result.ts";
import { firstSettings, type Settings, settings } from "./settings.ts";

/** Why the settings of a data folder can not be used: the path of the field that is wrong. */
export interface SettingsFault {
  readonly kind: "settings-malformed";
  readonly file: string;
  readonly field: string;
}

/** Reads the settings of a data folder; a new folder is made, and gets the first settings. */
export async function openSettings(folder: string): Promise<Result<Settings, SettingsFault>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "settings.json");
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    await writeFile(file, `${JSON.stringify(firstSettings, null, 2)}\n`, { mode: 0o600, flag: "wx" });
    return succeeded(firstSettings);
  }
  return settingsOf(text, file);
}

/** The settings of a data folder that may not be there yet: then the first ones. Makes and changes nothing. */
export async function settingsIn(folder: string): Promise<Result<Settings, SettingsFault>> {
  const file = join(folder, "settings.json");
  try {
    return settingsOf(await readFile(file, "utf8"), file);
  } catch (cause) {
    if (isMissing(cause)) return succeeded(firstSettings);
    throw cause;
  }
}

function settingsOf(text: string, file: string): Result<Settings, SettingsFault> {
  const read = settings.safeParse(parsed(text));
  if (read.success) return succeeded(read.data);
  const field = read.error.issues[0]?.path.join(".") ?? "";
  return failed({ kind: "settings-malformed", file, field });
}

let changing: Promise<unknown> = Promise.resolve();

/**
 * Changes the settings of a data folder as they stand in its file now, whole or not at all, one change after the other.
 * Whoever holds settings read before keeps those.
 */
export function changeSettings(
  folder: string,
  change: (settings: Settings) => Settings,
): Promise<Result<Settings, SettingsFault>> {
  const changed = changeAfter(changing, folder, change);
  changing = changed.catch(() => undefined);
  return changed;
}

async function changeAfter(
  before: Promise<unknown>,
  folder: string,
  change: (settings: Settings) => Settings,
): Promise<Result<Settings, SettingsFault>> {
  await before;
  const read = await openSettings(folder);
  if (!read.ok) return read;
  const next = settings.parse(change(read.value));
  await replace(join(folder, "settings.json"), `${JSON.stringify(next, null, 2)}\n`);
  return succeeded(next);
}

async function replace(file: string, text: string): Promise<void> {
  const fresh = `${file}.new`;
  const written = await open(fresh, "w", 0o600);
  try {
    await written.writeFile(text);
    await written.sync();
  } finally {
    await written.close();
  }
  await rename(fresh, file);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}
