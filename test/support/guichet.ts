import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect } from "vitest";

/** The tools are plain JavaScript, typed by a project of their own: here they are loaded by address. */
const tools = await import(new URL("../../main/tools/set-up.mjs", import.meta.url).href);

/** What `npm run guichet` starts: built for the sources as they stand, it starts with a third of their work. */
export const guichetFile: string = await tools.builtDesk();

/** Runs a verb to its end, as a technician does. */
export async function guichet(...words: readonly string[]) {
  const child = spawn(process.execPath, [guichetFile, "guichet", ...words], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { out, err, code: child.exitCode };
}

/** Runs a verb with `--json`; its answer is the whole of what it writes. */
export async function told(...words: readonly string[]) {
  const { out, err, code } = await guichet(...words, "--json");
  expect(out.trimEnd().split("\n")).toHaveLength(1);
  return { answer: JSON.parse(out), err, code };
}
