import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";

/** How long a program of others may take until it answers. */
export const startMs = 20_000;
const lookAgainMs = 50;

/** Programs of others that a test starts, and ends by itself. */
export interface ChildPrograms {
  start(program: string, words: readonly string[]): ChildProcess;
  /** Ends one of them at once. */
  end(child: ChildProcess): Promise<void>;
  /** Ends those that still run, the last first. */
  stop(): Promise<void>;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/** None yet; those that are started see these variables. */
export function childPrograms(environment: NodeJS.ProcessEnv): ChildPrograms {
  const started: ChildProcess[] = [];
  return {
    start(program, words) {
      const child = spawn(program, words, { env: environment, stdio: "ignore" });
      started.push(child);
      return child;
    },
    end,
    async stop() {
      for (const child of started.toReversed()) await end(child);
    },
  };
}

/** Looks until something is so; false when it takes too long. */
export async function until(is: () => boolean | Promise<boolean>): Promise<boolean> {
  const ends = performance.now() + startMs;
  while (!(await is())) {
    if (performance.now() > ends) return false;
    await setTimeout(lookAgainMs);
  }
  return true;
}

/** A port of 127.0.0.1 that nobody listened on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
