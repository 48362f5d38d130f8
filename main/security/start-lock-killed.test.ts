import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { StartCredential, StartLock } from "../core/ports/start-lock.ts";
import { newDatabaseKey, openDatabaseKey } from "./database-key.ts";
import { createStartLock, wrappedDatabaseKey } from "./start-lock.ts";

/** A disk that takes so many more acts and then loses its process: the act that kills is done by half, and none after it. */
const disk = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY, done: [] as string[] }));

vi.mock("node:fs/promises", async (importReal) => {
  const real = await importReal<typeof import("node:fs/promises")>();
  class Killed extends Error {}
  /** Does an act, or its first half and never anything again. */
  const act = async <T>(name: string, whole: () => Promise<T>, half?: () => Promise<unknown>): Promise<T> => {
    disk.left -= 1;
    if (disk.left === 0) await half?.();
    if (disk.left <= 0) throw new Killed(name);
    disk.done.push(name);
    return whole();
  };
  const open: typeof real.open = async (path, flags, mode) => {
    const isWrite = flags !== "r" && flags !== undefined;
    const handle = isWrite
      ? await act("open", () => real.open(path, flags, mode))
      : await real.open(path, flags, mode);
    const write = handle.writeFile.bind(handle);
    const sync = handle.sync.bind(handle);
    handle.writeFile = (data) => {
      const bytes = Buffer.from(data as Uint8Array);
      return act(
        "write",
        () => write(bytes),
        () => write(bytes.subarray(0, bytes.length / 2)),
      );
    };
    handle.sync = () => act("sync", sync);
    return handle;
  };
  return {
    ...real,
    open,
    rename: (from: string, to: string) => act("rename", () => real.rename(from, to)),
    rm: (path: string, options?: object) => act("rm", () => real.rm(path, options)),
  };
});
vi.mock("./key-store/argon2.ts", async () => {
  const { createHash } = await import("node:crypto");
  return {
    argon2id: (passphrase: Uint8Array, salt: Uint8Array) =>
      Promise.resolve(createHash("sha256").update(salt).update(passphrase).digest()),
  };
});

const clock = { now: () => Date.UTC(2026, 10, 25, 9) };
const camille: StartCredential = { holder: "Camille Durand", passphrase: "quatre chevaux bleus" };
const dominique: StartCredential = { holder: "Dominique Petit", passphrase: "une autre phrase" };

let root = "";
let key: Buffer;
const starts = { unattended: "", ask: "" };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "guichet-start-killed-"));
  for (const mode of ["unattended", "ask"] as const) starts[mode] = await mkdtemp(join(root, `${mode}-`));
  key = await newDatabaseKey(starts.unattended);
  await cp(starts.unattended, starts.ask, { recursive: true });
  expect(await lockOf(starts.ask).ask(camille)).toMatchObject({ ok: true });
});
beforeEach(() => {
  disk.left = Number.POSITIVE_INFINITY;
  disk.done = [];
});
afterAll(async () => {
  disk.left = Number.POSITIVE_INFINITY;
  await rm(root, { recursive: true, force: true });
});

function lockOf(folder: string) {
  return createStartLock({ folder, key, clock, hold: () => () => undefined });
}

/** The key as the next start has it, whoever has to be asked. */
async function keyAtStart(folder: string): Promise<Buffer | null> {
  const own = await openDatabaseKey(folder);
  if (own !== null) return own;
  const asked = await wrappedDatabaseKey(folder, clock, camille);
  return asked.ok ? asked.value : null;
}

const moves = [
  { from: "unattended", name: "to asking at the start", move: (lock: StartLock) => lock.ask(camille) },
  { from: "ask", name: "to starting unattended", move: (lock: StartLock) => lock.unattended(camille) },
  { from: "ask", name: "of one holder in", move: (lock: StartLock) => lock.addHolder(camille, dominique) },
] as const;

test.each(moves)(
  "a desk killed at any write, sync, rename or removal of the move $name opens with its key, and the move can be done again",
  async ({ from, move }) => {
    const whole = await mkdtemp(join(root, "whole-"));
    await cp(starts[from], whole, { recursive: true });
    expect(await move(lockOf(whole))).toMatchObject({ ok: true });
    const acts = [...disk.done];
    expect(acts).toEqual(expect.arrayContaining(["open", "write", "sync", "rename"]));
    for (let nth = 1; nth <= acts.length; nth += 1) {
      const folder = join(whole, `killed-at-${nth}`);
      await cp(starts[from], folder, { recursive: true });
      disk.left = nth;
      const killed = await move(lockOf(folder)).then(
        ({ ok }) => ok,
        () => false,
      );
      disk.left = Number.POSITIVE_INFINITY;
      expect(killed, `act ${nth} of ${acts.length}, ${acts[nth - 1]}`).toBe(false);
      expect(await keyAtStart(folder), `key after act ${nth}, ${acts[nth - 1]}`).toEqual(key);

      const lock = lockOf(folder);
      await lock.tidy();
      const { mode } = await lock.view();
      const only = mode === "ask" ? "database-key.json" : "database.key";
      expect(await readdir(folder), `left after act ${nth}, ${acts[nth - 1]}`).toEqual([only]);
      expect(await keyAtStart(folder)).toEqual(key);
      const again = mode === from ? await move(lock) : null;
      // Killed once the new file was in its place, the move was done.
      if (again?.ok === false) expect(again.fault.kind, `again after act ${nth}`).toBe("holder-known");
      expect(await keyAtStart(folder)).toEqual(key);
    }
  },
);
