import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A network of its own that has nothing but itself. */
export interface CutNetwork {
  /** What to put before a command so that it runs there. */
  readonly prefix: readonly string[];
  /** The names of its interfaces. */
  interfaces(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Opens one, or says why this machine has none: it takes root on Linux, with util-linux and iproute2. */
export async function openCutNetwork(): Promise<CutNetwork | string> {
  const why = await run("unshare", ["--net", "ip", "link", "set", "lo", "up"]).then(
    () => null,
    (cause: unknown) => String(cause),
  );
  if (why !== null) return why;
  const holder = spawn(
    "unshare",
    ["--net", "sh", "-c", "ip link set lo up && echo up && exec sleep infinity"],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await once(holder.stdout, "data");
  const { pid } = holder;
  if (pid === undefined) return "unshare did not start";
  return {
    prefix: ["nsenter", `--net=/proc/${pid}/ns/net`],
    async interfaces() {
      const lines = (await readFile(`/proc/${pid}/net/dev`, "utf8")).split("\n").slice(2);
      return lines.flatMap((line) => /^\s*(\S+):/.exec(line)?.[1] ?? []);
    },
    async close() {
      const gone = once(holder, "exit");
      holder.kill("SIGKILL");
      await gone;
    },
  };
}
