import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, constants, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { failed, type Result, succeeded } from "../../core/result.ts";
import { browserArguments } from "./browser-arguments.ts";
import { browserPlaces } from "./browser-places.ts";
import { preferencesGrantingCamera } from "./browser-preferences.ts";
import { hasDisplay } from "./display.ts";
import { freeProfile } from "./profile-lock.ts";

/** Why no window opened. */
export type WindowFault =
  | { readonly kind: "no-display" }
  | { readonly kind: "no-browser"; readonly lookedIn: readonly string[] }
  /** Another browser holds the profile and did not leave. */
  | { readonly kind: "profile-in-use" }
  | { readonly kind: "not-started"; readonly browser: string; readonly cause: string };

/** The desk's window, in a browser process of its own. */
export interface DeskWindow {
  /** Chromium runs without its sandbox, because we are root: to be said to whoever started the desk. */
  readonly unsandboxed: boolean;
  /** Resolves when the window is gone, whoever closed it. */
  readonly closed: Promise<void>;
  /** Ends exactly the browser this window started. Safe to call twice. */
  close(): Promise<void>;
}

/** Which window to open. */
export interface WindowOptions {
  readonly url: string;
  /** A profile of our own, made when missing. */
  readonly profileFolder: string;
  readonly kiosk?: boolean;
  /** Asked before a window of an earlier launch is ended; yes when not given. */
  readonly mayEndEarlier?: () => Promise<boolean>;
  /** For rehearsals: more of Chromium's own arguments, such as a fake camera. */
  readonly extraArguments?: readonly string[];
}

const patienceMs = 5_000;

/** Shows `url` in an app window of a Chromium of this machine, its camera granted to that address alone. */
export async function openWindow(options: WindowOptions): Promise<Result<DeskWindow, WindowFault>> {
  const headless = options.extraArguments?.some((argument) => argument.startsWith("--headless")) ?? false;
  if (!headless && !hasDisplay(process.platform, process.env)) return failed({ kind: "no-display" });
  const places = browserPlaces(process.platform, process.env);
  const browser = await firstExecutable(places);
  if (browser === null) return failed({ kind: "no-browser", lookedIn: places });
  const profileFolder = resolve(options.profileFolder);
  if (!(await freeProfile(profileFolder, options.mayEndEarlier ?? always)))
    return failed({ kind: "profile-in-use" });
  await grantCamera(profileFolder, new URL(options.url).origin);

  const asRoot = process.getuid?.() === 0;
  const wish = { url: options.url, profileFolder, kiosk: options.kiosk ?? false, asRoot };
  const child = spawn(browser, [...browserArguments(wish), ...(options.extraArguments ?? [])], {
    stdio: "ignore",
    detached: process.platform !== "win32",
  });
  try {
    await once(child, "spawn");
  } catch (error) {
    return failed({ kind: "not-started", browser, cause: String(error) });
  }
  const closed = gone(child);
  return succeeded({ unsandboxed: asRoot, closed, close: () => end(child, closed) });
}

function always(): Promise<boolean> {
  return Promise.resolve(true);
}

async function firstExecutable(places: readonly string[]): Promise<string | null> {
  for (const place of places) {
    if (
      await access(place, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return place;
  }
  return null;
}

async function grantCamera(profileFolder: string, origin: string): Promise<void> {
  const folder = join(profileFolder, "Default");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "Preferences");
  const before = await readFile(file, "utf8").catch(() => null);
  await writeFile(`${file}.new`, preferencesGrantingCamera(before, origin), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

async function end(child: ChildProcess, closed: Promise<void>): Promise<void> {
  if (hasEnded(child)) return;
  await stop(child, "SIGTERM");
  const impatient = setTimeout(() => void stop(child, "SIGKILL"), patienceMs);
  await closed;
  clearTimeout(impatient);
}

/** A browser is many processes: all of this one's and no other's, by its group (on Windows, its tree). */
async function stop(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  try {
    if (process.platform === "win32") {
      await promisify(execFile)("taskkill", ["/pid", String(child.pid), "/t", "/f"]);
    } else process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

async function gone(child: ChildProcess): Promise<void> {
  await once(child, "exit");
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
