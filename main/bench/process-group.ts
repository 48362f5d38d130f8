import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A desk waits five seconds for its own window first. */
const patienceMs = 15_000;

/** A process the bench started, with all it starts itself. */
export interface StartedGroup {
  /** Ends exactly these processes and resolves when the first of them is gone. */
  end(): Promise<void>;
}

/** Starts a command at the head of a process group of its own; what it prints is dropped. */
export function startGroup(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): StartedGroup {
  const child = spawn(command, [...args], { detached: true, stdio: "ignore", env });
  const gone = Promise.race([once(child, "exit"), once(child, "error")]);
  return {
    async end() {
      signal(child, "SIGTERM");
      const impatient = setTimeout(() => signal(child, "SIGKILL"), patienceMs);
      await gone;
      clearTimeout(impatient);
    },
  };
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, name);
}
