import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { StartCredential } from "../core/ports/start-lock.ts";
import { newDatabaseKey, openDatabaseKey } from "./database-key.ts";
import { createFileKeyStore } from "./key-store/file-key-store.ts";
import { createStartLock, wrappedDatabaseKey } from "./start-lock.ts";

// What argon2id costs is proved beside it; here passphrases only have to differ.
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
/** A desk that asks at its start: Camille opens it. */
let asking = "";
let key: Buffer;
let folder = "";
let folders = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "guichet-start-"));
  asking = join(root, "asking");
  await cp(await mkdtemp(join(root, "new-")), asking, { recursive: true });
  key = await newDatabaseKey(asking);
  expect(await lockOf(asking).ask(camille)).toMatchObject({ ok: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  folders += 1;
  folder = join(root, `desk-${folders}`);
  await cp(asking, folder, { recursive: true });
});

function lockOf(of: string) {
  return createStartLock({ folder: of, key, clock, hold: () => () => undefined });
}
const wrapped = () => join(folder, "database-key.json");
const startOf = (by: StartCredential | null) => wrappedDatabaseKey(folder, clock, by);

test("a desk that asks has no open key in its folder, and opens for whoever has the passphrase, with the key it had", async () => {
  expect(await readdir(folder)).toEqual(["database-key.json"]);
  expect((await stat(wrapped())).mode & 0o777).toBe(0o600);
  expect((await readFile(wrapped())).includes(key)).toBe(false);
  expect(await openDatabaseKey(folder)).toBeNull();
  expect(await startOf(null)).toEqual({
    ok: false,
    fault: { kind: "start-locked", holders: ["Camille Durand"] },
  });
  expect(await startOf(camille)).toEqual({ ok: true, value: key });
  expect(await lockOf(folder).view()).toEqual({ mode: "ask", holders: ["Camille Durand"] });
});

test("a wrong passphrase, and a name it does not know, open nothing and change nothing", async () => {
  const before = await readFile(wrapped(), "utf8");
  expect(await startOf({ ...camille, passphrase: "quatre chevaux blancs" })).toEqual({
    ok: false,
    fault: { kind: "start-refused", because: "wrong-passphrase" },
  });
  expect(await startOf(dominique)).toEqual({
    ok: false,
    fault: { kind: "start-refused", because: "no-such-holder" },
  });
  const lock = lockOf(folder);
  const wrong = { ...camille, passphrase: "quatre chevaux blancs" };
  for (const refused of [
    await lock.unattended(wrong),
    await lock.addHolder(wrong, dominique),
    await lock.removeHolder(wrong, camille.holder),
  ]) {
    expect(refused).toMatchObject({ fault: { kind: "wrong-passphrase" } });
  }
  expect(await readFile(wrapped(), "utf8")).toBe(before);
  expect(await readdir(folder)).toEqual(["database-key.json"]);
});

test("back to a start without anybody, and to asking again, the key stays the same and lies in one place at a time", async () => {
  const lock = lockOf(folder);
  expect(await lock.unattended(camille)).toMatchObject({ ok: true });
  expect(await readdir(folder)).toEqual(["database.key"]);
  expect(await openDatabaseKey(folder)).toEqual(key);
  expect(await lock.view()).toEqual({ mode: "unattended", holders: [] });
  expect(await lock.unattended(camille)).toMatchObject({ fault: { kind: "other-mode" } });
  expect(await lock.ask({ ...dominique, passphrase: "trop court" })).toMatchObject({
    fault: { kind: "passphrase-too-short" },
  });
  expect(await readdir(folder)).toEqual(["database.key"]);
  expect(await lock.ask(dominique)).toMatchObject({ ok: true });
  expect(await lock.ask(dominique)).toMatchObject({ fault: { kind: "other-mode" } });
  expect(await startOf(dominique)).toEqual({ ok: true, value: key });
});

test("each has a passphrase of their own, somebody who can open lets others in and out, and one is always left", async () => {
  const lock = lockOf(folder);
  expect(await lock.addHolder(camille, dominique)).toMatchObject({ ok: true });
  expect(await lock.addHolder(camille, dominique)).toMatchObject({ fault: { kind: "holder-known" } });
  expect(await startOf(dominique)).toEqual({ ok: true, value: key });
  expect(await lock.removeHolder(dominique, camille.holder)).toMatchObject({ ok: true });
  expect(await startOf(camille)).toMatchObject({ fault: { because: "no-such-holder" } });
  expect(await lock.removeHolder(dominique, dominique.holder)).toMatchObject({
    fault: { kind: "last-holder" },
  });
});

test("a file cut off, weakened, changed by another hand or with an entry of another desk is refused and left as it is", async () => {
  const whole = await readFile(wrapped(), "utf8");
  const content = JSON.parse(whole);
  const elsewhere = join(root, "elsewhere.json");
  const other = createFileKeyStore(elsewhere, clock);
  await other.create(camille.holder, camille.passphrase);
  await other.keepDatabaseKey(randomBytes(32));
  const strange = JSON.parse(await readFile(elsewhere, "utf8"));
  const [own] = content.wraps;
  const cases = [
    ...[0, 1, Math.floor(whole.length / 2), whole.length - 3].map((length) => ({
      text: whole.slice(0, length),
      because: "damaged",
    })),
    {
      text: JSON.stringify({ ...content, wraps: [{ ...own, kdf: { ...own.kdf, memoryKib: 8 } }] }),
      because: "weakened",
    },
    {
      text: JSON.stringify({ ...content, wraps: [{ ...own, kdf: { ...own.kdf, passes: 4 } }] }),
      because: "wrong-passphrase",
    },
    { text: JSON.stringify({ ...content, wraps: strange.wraps }), because: "wrong-passphrase" },
    { text: JSON.stringify({ ...content, databaseKey: strange.databaseKey }), because: "altered" },
    { text: JSON.stringify({ ...content, databaseKey: null }), because: "altered" },
  ];
  for (const { text, because } of cases) {
    await writeFile(wrapped(), text);
    expect(await startOf(camille)).toEqual({ ok: false, fault: { kind: "start-refused", because } });
    expect(await readFile(wrapped(), "utf8")).toBe(text);
  }
  // Another desk's whole file opens and has another key: nothing is moved with it.
  await cp(elsewhere, wrapped());
  expect(await lockOf(folder).unattended(camille)).toMatchObject({ fault: { kind: "altered" } });
  expect(await openDatabaseKey(folder)).toBeNull();
  await writeFile(wrapped(), whole);
  expect(await startOf(camille)).toEqual({ ok: true, value: key });
});

test("while another process moves the key nothing else does", async () => {
  const lock = createStartLock({ folder, key, clock, hold: () => null });
  for (const refused of [
    await lock.unattended(camille),
    await lock.ask(camille),
    await lock.addHolder(camille, dominique),
  ]) {
    expect(refused).toEqual({ ok: false, fault: { kind: "being-moved" } });
  }
  await writeFile(join(folder, "database.key.old"), key);
  await lock.tidy();
  expect(await readFile(join(folder, "database.key.old"))).toEqual(key);
});
