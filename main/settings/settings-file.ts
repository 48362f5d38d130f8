import { mkdir, readFile, writeFile } from "node:fs/promises";
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
  const read = settings.safeParse(parsed(text));
  if (read.success) return succeeded(read.data);
  const field = read.error.issues[0]?.path.join(".") ?? "";
  return failed({ kind: "settings-malformed", file, field });
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
