import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { childPrograms, freePort, until } from "./child-programs.ts";

const run = promisify(execFile);

const debianPrograms = {
  "/usr/sbin/cupsd": "cups-daemon",
  "/usr/sbin/lpadmin": "cups-client",
  "/usr/bin/lp": "cups-client",
  "/usr/lib/cups/filter/gstoraster": "cups-filters",
  "/usr/lib/cups/filter/imagetoraster": "cups-filters",
  "/usr/lib/cups/filter/rastertopwg": "cups",
  "/usr/lib/cups/filter/rastertolabel": "cups",
};

/** Why no CUPS can stand here, or null. */
export const cupsMissing = missingHere();

function missingHere(): string | null {
  if (process.getuid?.() !== 0) return "cupsd starts filters as another user, which only root may do";
  const missing = Object.entries(debianPrograms).filter(([file]) => !existsSync(file));
  return missing.length === 0
    ? null
    : `not installed (Debian): ${missing.map(([, name]) => name).join(", ")}`;
}

/** A CUPS of its own on a free loopback port; nothing of the machine's is read or changed. */
export interface CupsServer {
  readonly uri: string;
  /** Makes a queue for a printer, by what it says of itself over IPP, or of a model that CUPS knows; its address. */
  addQueue(name: string, device: string, model?: string): Promise<string>;
  /** Prints a file on a queue, with options of `lp`. */
  print(name: string, file: string, options: readonly string[]): Promise<void>;
  /** Has a queue take no more jobs to its printer, as an administrator does, or go on. */
  pause(name: string): Promise<void>;
  goOn(name: string): Promise<void>;
  stop(): Promise<void>;
}

const open = (port: number) => `Listen 127.0.0.1:${port}
Browsing No
WebInterface No
DefaultAuthType None
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
JobPrivateAccess all
JobPrivateValues none
<Limit All>
Order deny,allow
</Limit>
</Policy>
`;

/** Starts cupsd with everything it keeps in a private folder. */
export async function startCupsServer(): Promise<CupsServer> {
  const folder = await mkdtemp(join(tmpdir(), "guichet-cups-"));
  const at = (name: string) => join(folder, name);
  // Its filters run as another user.
  await chmod(folder, 0o755);
  for (const name of ["root", "spool", "cache", "state", "temporary", "keys"]) await mkdir(at(name));
  await chown(at("temporary"), 0, await printersGroup());
  await chmod(at("temporary"), 0o1770);
  const port = await freePort();
  await writeFile(at("cupsd.conf"), open(port));
  const files = {
    ServerRoot: at("root"),
    RequestRoot: at("spool"),
    CacheDir: at("cache"),
    StateDir: at("state"),
    TempDir: at("temporary"),
    ServerKeychain: at("keys"),
    ErrorLog: at("errors"),
    AccessLog: at("accesses"),
    PageLog: at("pages"),
    User: "lp",
    Group: "lp",
  };
  const lines = Object.entries(files).map(([name, value]) => `${name} ${value}\n`);
  await writeFile(at("cups-files.conf"), lines.join(""));
  const programs = childPrograms(process.env);
  programs.start("/usr/sbin/cupsd", ["-f", "-c", at("cupsd.conf"), "-s", at("cups-files.conf")]);
  const host = ["-h", `127.0.0.1:${port}`];
  const stop = async () => {
    await programs.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const answers = await until(async () => {
    const said = await run("/usr/bin/lpstat", [...host, "-r"]).catch(() => null);
    return said !== null && !said.stdout.includes("not running");
  });
  if (!answers) {
    await stop();
    throw new Error("cupsd does not answer");
  }
  return {
    uri: `ipp://127.0.0.1:${port}/`,
    async addQueue(name, device, model = "everywhere") {
      await run("/usr/sbin/lpadmin", [...host, "-p", name, "-E", "-v", device, "-m", model]);
      // A driver made of the printer's own words comes after the queue; a job before it is told as done and prints nothing.
      const driver = at(`root/ppd/${name}.ppd`);
      const made = await until(async () =>
        (await readFile(driver, "latin1").catch(() => "")).includes("*cupsFilter"),
      );
      if (!made) throw new Error(`CUPS made no driver for ${name}`);
      return `ipp://127.0.0.1:${port}/printers/${name}`;
    },
    async print(name, file, options) {
      const told = options.flatMap((option) => ["-o", option]);
      await run("/usr/bin/lp", [...host, "-d", name, ...told, file]);
    },
    pause: async (name) => void (await run("/usr/sbin/cupsdisable", [...host, name])),
    goOn: async (name) => void (await run("/usr/sbin/cupsenable", [...host, name])),
    stop,
  };
}

async function printersGroup(): Promise<number> {
  const line = /^lp:[^:]*:(\d+):/m.exec(await readFile("/etc/group", "utf8"));
  return Number(line?.[1] ?? 0);
}
