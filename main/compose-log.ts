import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Clock } from "./core/ports/clock.ts";
import type { LogLine } from "./station/parts.ts";

/** The log of a desk: facts by name, one JSON line each, with the time, never a person's. */
export function openLog(file: string, clock: Clock) {
  const open = () => createWriteStream(file, { flags: "a", mode: 0o600 });
  let stream = open();
  /** Lines logged while the file is written anew. */
  let waiting: string[] | null = null;
  return {
    file,
    line: (line: LogLine): void => {
      const text = `${JSON.stringify({ at: new Date(clock.now()).toISOString(), ...line })}\n`;
      if (waiting === null) stream.write(text);
      else waiting.push(text);
    },
    async rewrite(stays: (line: string) => boolean): Promise<void> {
      waiting ??= [];
      await ended(stream);
      try {
        const fresh = createWriteStream(`${file}.new`, { mode: 0o600 });
        for await (const line of createInterface({ input: createReadStream(file) })) {
          if (stays(line)) fresh.write(`${line}\n`);
        }
        await ended(fresh);
        await rename(`${file}.new`, file);
      } finally {
        stream = open();
        for (const text of waiting) stream.write(text);
        waiting = null;
      }
    },
    close: () => ended(stream),
  };
}

function ended(stream: WriteStream): Promise<void> {
  return new Promise((resolve) => stream.end(resolve));
}
