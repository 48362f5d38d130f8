import { homedir } from "node:os";
import { join } from "node:path";

/** The folder the operating system keeps a user's application data in. */
export function userDataFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  const { APPDATA: roaming, XDG_DATA_HOME: shared } = env;
  if (platform === "win32") return join(roaming ?? join(homedir(), "AppData", "Roaming"), "Guichet");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "Guichet");
  return join(shared ?? join(homedir(), ".local", "share"), "guichet");
}
