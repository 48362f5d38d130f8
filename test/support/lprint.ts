import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { childPrograms, freePort, until } from "./child-programs.ts";

const run = promisify(execFile);
const program = "/usr/bin/lprint";

/** Why no lprint can stand here, or null. */
export const lprintMissing = existsSync(program) ? null : "not installed (Debian): lprint";

/** Debian's label printer application on a free loopback port; nothing of the machine's is read or changed. */
export interface Lprint {
  /** Has it drive the printer at this address (`socket://…`) as one of its models. */
  add(name: string, device: string, model: string): Promise<void>;
  /** What it says of a printer it has just looked at. */
  status(name: string): Promise<string>;
  /** Prints a file, with options of `lprint submit`. */
  print(name: string, file: string, options: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it with everything it keeps in a private folder. */
export async function startLprint(): Promise<Lprint> {
  const folder = await mkdtemp(join(tmpdir(), "guichet-lprint-"));
  const env = { ...process.env, HOME: folder, TMPDIR: folder, LANG: "C" };
  const programs = childPrograms(env);
  const port = await freePort();
  const server = `ipp://localhost:${port}/ipp`;
  const words = [program, "server", "-o", `server-port=${port}`];
  // Root's would listen at one place of the machine's /run.
  const privately = ["--mount", "sh", "-c", 'mount -t tmpfs tmpfs /run && exec "$0" "$@"', ...words];
  if (process.getuid?.() === 0) programs.start("unshare", privately);
  else programs.start(program, words.slice(1));
  const ask = (verb: string, at: string, more: readonly string[]) =>
    run(program, [verb, "-u", `${server}/${at}`, ...more], { env });
  const stop = async () => {
    await programs.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const answers = await until(async () => (await ask("status", "system", []).catch(() => null)) !== null);
  if (!answers) {
    await stop();
    throw new Error("lprint does not answer");
  }
  return {
    add: async (name, device, model) =>
      void (await ask("add", "system", ["-d", name, "-v", device, "-m", model])),
    status: async (name) => (await ask("status", `print/${name}`, [])).stdout,
    async print(name, file, options) {
      const told = options.flatMap((option) => ["-o", option]);
      await ask("submit", `print/${name}`, [...told, file]);
    },
    stop,
  };
}
