import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";

const leaveMs = 5_000;
const lookAgainMs = 50;

/** The process a profile's lock names (`host-pid`), or null when it is none of this machine's. */
export function lockHolder(lock: string, host: string): number | null {
  const [, name, pid] = /^(.*)-(\d+)$/.exec(lock) ?? [];
  return name === host && pid !== undefined ? Number(pid) : null;
}

/**
 * Makes sure no window of an earlier launch holds the profile: one whose station was killed would take the new window over
 * under the old address. True when the profile is free. `mayEnd` is asked before a window that is there is ended: its desk may be alive. On Windows the lock tells no process, so it is left to Chromium.
 */
export async function freeProfile(profileFolder: string, mayEnd: () => Promise<boolean>): Promise<boolean> {
  const lock = await readlink(join(profileFolder, "SingletonLock")).catch(() => null);
  if (lock === null) return true;
  const pid = lockHolder(lock, hostname());
  if (pid === null) return false;
  if (!(await commandLine(pid)).includes(`--user-data-dir=${profileFolder}`)) return true;
  if (!(await mayEnd())) return false;
  process.kill(pid, "SIGTERM");
  for (let waitedMs = 0; waitedMs < leaveMs; waitedMs += lookAgainMs) {
    if (!isAlive(pid)) return true;
    await delay(lookAgainMs);
  }
  return false;
}

async function commandLine(pid: number): Promise<string> {
  try {
    if (process.platform === "linux") {
      return (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ");
    }
    return (await promisify(execFile)("ps", ["-p", String(pid), "-o", "args="])).stdout;
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
