import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import type { RetentionRoom } from "../core/ports/retention-room.ts";
import type { Settings } from "./settings.ts";
import { changeSettings } from "./settings-file.ts";

/** The log of a desk, which only its writer may rewrite. */
interface Log {
  readonly file: string;
  /** Writes the log anew with the lines that stay; what is logged meanwhile follows them. */
  rewrite(stays: (line: string) => boolean): Promise<void>;
}

/** How long things are kept, in the settings of a data folder. `inForce` are those the desk works with. */
export function createRetentionRoom(folder: string, inForce: Settings, log: Log): RetentionRoom {
  const oldLogLines = async (before: string) => {
    if (!existsSync(log.file)) return 0;
    let count = 0;
    const lines = createInterface({ input: createReadStream(log.file), crlfDelay: Number.POSITIVE_INFINITY });
    for await (const line of lines) if (isOlder(line, before)) count += 1;
    return count;
  };
  return {
    periods: () => inForce.retention,
    async choose(periods) {
      const changed = await changeSettings(folder, (now) => ({ ...now, retention: periods }));
      if (!changed.ok) throw new Error(`${changed.fault.kind}: ${changed.fault.field}`);
      inForce.retention = periods;
    },
    oldLogLines,
    async dropLogLines(before) {
      const count = await oldLogLines(before);
      if (count > 0) await log.rewrite((line) => !isOlder(line, before));
      return count;
    },
  };
}

/** Lines begin with their instant, whose text sorts as time does. What is no line of the log stays. */
function isOlder(line: string, before: string): boolean {
  const at = /^\{"at":"([^"]{24})"/.exec(line)?.[1];
  return at !== undefined && at < before;
}
