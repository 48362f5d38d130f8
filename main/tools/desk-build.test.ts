import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

/** The tools are plain JavaScript, typed by a project of their own: here they are loaded by address. */
const load = (name: string) => import(new URL(name, import.meta.url).href);
const { ownNode, root } = await load("paths.mjs");
const { builtDesk } = await load("set-up.mjs");

const deadlineMs = 60_000;
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-build-"));
});
afterAll(() => rm(folder, { recursive: true }));

test(
  "the desk as it is built issues a card like the desk as it is written, and finds its assets, fonts and processes",
  async () => {
    const built: string = await builtDesk();
    expect(built).not.toBe(join(root, "main", "index.ts"));
    const photo = join(root, "test", "support", "astronaut.png");
    const words = ["issue", "--student", "22608437", "--photo", photo, "--simulate", "--out", folder];
    const { stdout } = await promisify(execFile)(
      ownNode,
      [built, "guichet", ...words, "--data", join(folder, "data"), "--json"],
      { cwd: folder, timeout: deadlineMs },
    );
    expect(JSON.parse(stdout)).toMatchObject({ verified: true });
    expect(await builtDesk()).toBe(built);
  },
  deadlineMs,
);
