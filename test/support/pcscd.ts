import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  buildIfdHandler,
  readerConfiguration,
  type VirtualPlace,
} from "../../native/ifd-handler/build-handler.ts";

const run = promisify(execFile);
const built = fileURLToPath(new URL("../../.cache/ifd-handler", import.meta.url));
const startMs = 10_000;
const lookAgainMs = 10;

/** A pcscd of this test file alone. */
export interface TestPcscd {
  /** Where a simulated reader of this name listens. */
  socketOf(name: string): string;
  /** The environment of a program that is to speak to this service. */
  readonly environment: NodeJS.ProcessEnv;
  /** Its process; null while none runs. */
  pid(): number | null;
  start(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Ends exactly the service that was started, and removes its files. */
  stop(): Promise<void>;
}

/**
 * Prepares unmodified pcscd with these readers on our own handler, in a mount namespace of its own: its socket lies in a private folder,
 * so it meets no other pcscd. `more` is further configuration. Points this process's PC/SC library there. Says why when it can not run here.
 */
export async function preparePcscd(
  names: readonly string[],
  more = "",
): Promise<TestPcscd | { readonly missing: string }> {
  if (process.getuid?.() !== 0) return { missing: "pcscd is started by root only" };
  const library = await buildIfdHandler(built);
  if (!library.ok) return { missing: library.fault.cause };
  const namespace = await run("unshare", ["--mount", "true"]).catch(String);
  if (typeof namespace === "string") return { missing: namespace };
  if (!(await isInstalled())) return { missing: "pcscd is not installed" };
  const folder = await mkdtemp(join(tmpdir(), "guichet-pcscd-"));
  const [socketFolder, configuration] = [join(folder, "run"), join(folder, "readers")];
  const socket = join(socketFolder, "pcscd.comm");
  await mkdir(socketFolder);
  await mkdir(configuration);
  const socketOf = (name: string) => join(folder, `${name.replaceAll(/\W/g, "-")}.sock`);
  const places = names.map((name): VirtualPlace => ({ name, socket: socketOf(name) }));
  await writeFile(join(configuration, "guichet"), `${readerConfiguration(library.value, places)}\n${more}`);
  process.env["PCSCLITE_CSOCK_NAME"] = socket;
  let service: ReturnType<typeof spawn> | null = null;
  const end = async (signal: NodeJS.Signals) => {
    const ending = service;
    service = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, "exit");
    ending.kill(signal);
    await gone;
  };
  return {
    socketOf,
    environment: { ...process.env, PCSCLITE_CSOCK_NAME: socket },
    pid: () => service?.pid ?? null,
    async start() {
      // A service that was killed leaves its socket and its number behind.
      await rm(socket, { force: true });
      await rm(join(socketFolder, "pcscd.pid"), { force: true });
      // A test run that is killed takes its service with it.
      const command = 'setpriv --pdeathsig KILL pcscd --foreground -c "$1"';
      const line = `mkdir -p /run/pcscd && mount --bind "$0" /run/pcscd && exec ${command}`;
      service = spawn("unshare", ["--mount", "sh", "-c", line, socketFolder, configuration], {
        stdio: "ignore",
      });
      const until = performance.now() + startMs;
      while (!(await exists(socket))) {
        if (performance.now() > until) throw new Error("pcscd did not start");
        await setTimeout(lookAgainMs);
      }
    },
    kill: () => end("SIGKILL"),
    async stop() {
      await end("SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function isInstalled(): Promise<boolean> {
  return (await exists("/usr/sbin/pcscd")) || (await exists("/usr/bin/pcscd"));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
