import type { Configuration, OwnFile } from "../configuration.ts";
import type { Result } from "../result.ts";

/** The part of a configuration that lies in the data folder: settings and the university's own files. */
export interface ConfigurationRoom {
  /** As it is kept now. */
  held(): Promise<{ readonly settings: Configuration["settings"]; readonly files: readonly OwnFile[] }>;
  /** The path of the setting, or the file, that can not be taken; null: all can. */
  problemOf(configuration: Pick<Configuration, "settings" | "files">): Promise<string | null>;
  /** Puts settings and files in place of those that are there; taken up at the next start. */
  put(configuration: Pick<Configuration, "settings" | "files">): Promise<void>;
  /** Keeps a configuration as the one before. */
  keepFormer(configuration: Configuration): Promise<void>;
  /** The one before the last that was put in place; null: none was yet. */
  former(): Promise<Configuration | null>;
}

/** A change of the whole configuration. */
export type ConfigurationChange = Result<null, { readonly kind: "issue-under-way" | "disk-full" }>;
