import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ChipUid } from "../../core/card.ts";
import { createFileKeyStore, type FileKeyStore } from "./file-key-store.ts";
import { type KeyFile, readKeyFile, sealedFile } from "./key-file.ts";
import { wrapped } from "./passphrase.ts";

const clock = { now: () => Date.UTC(2026, 10, 25, 9) };
const passphrase = "quatre chevaux bleus";
/** NXP AN10922 §2.2.1. */
const master = Buffer.from("00112233445566778899AABBCCDDEEFF", "hex");
const derivation = {
  type: "aes-128",
  padding: "two-blocks",
  input: Buffer.from("04782E21801D803042F54E585020416275", "hex"),
  chip: "04782E21801D80" as ChipUid,
} as const;
const published = "A8DD63A3B89D54B37CA802473FDA9175";

let folder = "";
let file = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-keys-"));
  file = join(folder, "keys.json");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function filled(): Promise<FileKeyStore> {
  const store = createFileKeyStore(file, clock);
  expect(await store.create("Camille Durand", passphrase)).toMatchObject({ ok: true });
  expect(await store.addKey("guichet", "aes-128", master)).toMatchObject({ ok: true });
  return store;
}

async function changed(change: (content: KeyFile) => unknown): Promise<string> {
  const text = JSON.stringify(change(JSON.parse(await readFile(file, "utf8"))));
  await writeFile(file, text);
  return text;
}

/** Tries to open a store whose file was tampered with: refused as named, and the file is left as it is. */
async function expectRefused(text: string, kind: string): Promise<void> {
  const store = createFileKeyStore(file, clock);
  expect(await store.unlock("Camille Durand", passphrase)).toMatchObject({ ok: false, fault: { kind } });
  expect(store.isOpen()).toBe(false);
  expect(await store.diversify({ name: "guichet", version: 1 }, derivation)).toMatchObject({
    fault: { kind: "keys-locked" },
  });
  expect(await readFile(file, "utf8")).toBe(text);
}

test("a card's key is the published one, given out while the store is open and by nobody else", async () => {
  const store = await filled();
  const key = await store.diversify({ name: "guichet", version: 1 }, derivation);
  expect(key.ok && Buffer.from(key.value).toString("hex").toUpperCase()).toBe(published);
  expect(await store.diversify({ name: "guichet", version: 2 }, derivation)).toEqual({
    ok: false,
    fault: { kind: "no-such-key", name: "guichet", version: 2 },
  });
  store.lock();
  expect(await store.diversify({ name: "guichet", version: 1 }, derivation)).toMatchObject({ ok: false });
  expect(await store.list()).toEqual({
    ok: true,
    value: [
      {
        name: "guichet",
        version: 1,
        type: "aes-128",
        kcv: "FDE4FB",
        madeAt: "2026-11-25T09:00:00.000Z",
      },
    ],
  });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["keys.json"]);
});

test("a wrong passphrase, or an operator it does not know, opens nothing and loses nothing", async () => {
  (await filled()).lock();
  const store = createFileKeyStore(file, clock);
  expect(await store.unlock("Camille Durand", "quatre chevaux blancs")).toMatchObject({
    fault: { kind: "wrong-passphrase" },
  });
  expect(await store.unlock("Dominique Petit", passphrase)).toMatchObject({
    fault: { kind: "no-such-operator" },
  });
  expect(await store.unlock("Camille Durand", passphrase)).toMatchObject({ ok: true });
  expect(await store.diversify({ name: "guichet", version: 1 }, derivation)).toMatchObject({ ok: true });
});

test("each operator has a way in of their own, and the last one is not taken", async () => {
  const store = await filled();
  expect(await store.addOperator("Dominique Petit", "une autre phrase")).toMatchObject({ ok: true });
  expect(await store.addOperator("Dominique Petit", "une autre phrase")).toMatchObject({
    fault: { kind: "operator-known" },
  });
  expect(await store.addOperator("Alex", "trop court")).toMatchObject({
    fault: { kind: "passphrase-too-short" },
  });
  store.lock();
  expect(await store.addOperator("Alex", "une autre phrase")).toMatchObject({
    fault: { kind: "keys-locked" },
  });
  expect(await store.unlock("Dominique Petit", "une autre phrase")).toMatchObject({ ok: true });
  expect(await store.removeOperator("Camille Durand")).toMatchObject({ ok: true });
  expect(await store.removeOperator("Dominique Petit")).toMatchObject({ fault: { kind: "last-operator" } });
  store.lock();
  expect(await store.unlock("Camille Durand", passphrase)).toMatchObject({ ok: false });
});

test("a file cut off anywhere is refused and left as it is", async () => {
  (await filled()).lock();
  const whole = await readFile(file, "utf8");
  for (const length of [0, 1, Math.floor(whole.length / 2), whole.length - 3]) {
    await writeFile(file, whole.slice(0, length));
    await expectRefused(whole.slice(0, length), "damaged");
  }
  await writeFile(file, whole);
  expect(await createFileKeyStore(file, clock).unlock("Camille Durand", passphrase)).toMatchObject({
    ok: true,
  });
});

test("a key renamed, given another version or exchanged for another is refused, even by somebody who could seal the file", async () => {
  const store = await filled();
  await store.addKey("guichet", "aes-128", Buffer.alloc(16, 7));
  store.lock();
  const { value: content } = (await readKeyFile(file)) as { readonly value: KeyFile };
  const dataKey = await import("./passphrase.ts").then(({ unwrapped }) => {
    const [own] = content.wraps;
    return own === undefined ? null : unwrapped(own, content.store, passphrase);
  });
  if (dataKey === null) throw new Error("the passphrase opens its wrap");
  const [first, second] = content.keys;
  if (first === undefined || second === undefined) throw new Error("two keys were kept");
  const forged: readonly KeyFile["keys"][] = [
    [{ ...first, name: "other" }, second],
    [{ ...first, version: 3 }, second],
    [
      { ...first, box: second.box },
      { ...second, box: first.box },
    ],
    [{ ...first, kcv: "000000" }, second],
  ];
  for (const keys of forged) {
    const { seal: _seal, ...rest } = content;
    await expectRefused(await changed(() => sealedFile({ ...rest, keys }, dataKey)), "altered");
  }
  await expectRefused(await changed(() => ({ ...content, keys: [first] })), "altered");
});

test("a way in moved to another name, or from another store, opens nothing", async () => {
  const store = await filled();
  await store.addOperator("Dominique Petit", "une autre phrase");
  store.lock();
  const before = await readFile(file, "utf8");
  await expectRefused(
    await changed((content) => ({
      ...content,
      wraps: content.wraps.map((one) => ({ ...one, operator: "Camille Durand" })).toReversed(),
    })),
    "wrong-passphrase",
  );
  await writeFile(file, before);
  const other = await wrapped(Buffer.alloc(32, 1), "another-store", "Camille Durand", passphrase);
  await expectRefused(await changed((content) => ({ ...content, wraps: [other] })), "wrong-passphrase");
});

test.each([{ memoryKib: 1024 }, { passes: 1 }, { lanes: 1 }, { memoryKib: 64 * 1024 * 1024 }])(
  "parameters made weaker, or more than a desk has, are refused before a passphrase is tried: %o",
  async (weaker) => {
    (await filled()).lock();
    await expectRefused(
      await changed((content) => ({
        ...content,
        wraps: content.wraps.map((one) => ({ ...one, kdf: { ...one.kdf, ...weaker } })),
      })),
      "weakened",
    );
  },
);

test("another KDF than the one pinned is no key store of ours", async () => {
  (await filled()).lock();
  await expectRefused(
    await changed((content) => ({
      ...content,
      wraps: content.wraps.map((one) => ({ ...one, kdf: { ...one.kdf, name: "argon2d" } })),
    })),
    "damaged",
  );
});

test("an open store does not write over a file that somebody changed meanwhile", async () => {
  const store = await filled();
  const text = await changed((content) => ({ ...content, keys: [] }));
  expect(await store.addKey("guichet", "aes-128", master)).toMatchObject({ fault: { kind: "altered" } });
  expect(await readFile(file, "utf8")).toBe(text);
});

test("a change that the disk does not take leaves the store as it was, and open", async () => {
  const store = await filled();
  const before = await readFile(file, "utf8");
  await mkdir(`${file}.new`);
  expect(await store.addKey("guichet", "aes-128", master)).toMatchObject({
    fault: { kind: "not-kept", cause: "EISDIR" },
  });
  expect(await readFile(file, "utf8")).toBe(before);
  expect(await store.list()).toMatchObject({ value: [{ version: 1 }] });
  expect(await store.currentVersion("guichet")).toBe(1);
});

test("old and new versions live together, and new cards get the new one", async () => {
  const store = await filled();
  expect(await store.addKey("guichet", "aes-128", Buffer.alloc(16, 7))).toMatchObject({
    value: { version: 2 },
  });
  expect(await store.currentVersion("guichet")).toBe(2);
  expect(await store.currentVersion("another")).toBeNull();
  const [old, fresh] = await Promise.all(
    [1, 2].map((version) => store.diversify({ name: "guichet", version }, derivation)),
  );
  expect(old).toMatchObject({ ok: true });
  expect(fresh).toMatchObject({ ok: true });
  expect(old).not.toEqual(fresh);
});

test("when every passphrase is forgotten any two of three shares open the store, one does not, and older shares never again", async () => {
  const store = await filled();
  const old = await store.newShares();
  const made = await store.newShares();
  if (!old.ok || !made.ok) throw new Error("an open store makes shares");
  expect(await store.recover(made.value.shares.slice(0, 2), "Camille Durand", "x".repeat(12))).toMatchObject({
    fault: { kind: "no-recovery" },
  });
  expect(await old.value.keep()).toMatchObject({ ok: true });
  expect(await made.value.keep()).toMatchObject({ ok: true });
  expect(await store.recoveryMadeAt()).toBe("2026-11-25T09:00:00.000Z");
  store.lock();
  const [a = "", b = "", c = ""] = made.value.shares;
  const fresh = createFileKeyStore(file, clock);
  for (const shares of [[a], [a, a], old.value.shares.slice(0, 2), [a, old.value.shares[1] ?? ""]]) {
    expect(await fresh.recover(shares, "Camille Durand", "une phrase neuve")).toMatchObject({
      fault: { kind: "shares-do-not-fit" },
    });
  }
  expect(
    await fresh.recover([a, `${b.slice(0, -1)}${b.endsWith("2") ? "3" : "2"}`], "Alex", "une phrase neuve"),
  ).toMatchObject({
    fault: { kind: "share-mistyped" },
  });
  expect(
    await fresh.recover([c.toLowerCase().replaceAll("-", " "), a], "Alex", "une phrase neuve"),
  ).toMatchObject({ ok: true });
  expect(await fresh.operators()).toEqual(["Camille Durand", "Alex"]);
  fresh.lock();
  expect(await fresh.unlock("Alex", "une phrase neuve")).toMatchObject({ ok: true });
  expect(await fresh.diversify({ name: "guichet", version: 1 }, derivation)).toMatchObject({ ok: true });
});

test("the database's key is had again from an open store, and from no other", async () => {
  const store = await filled();
  expect(await store.databaseKey()).toEqual({ ok: true, value: null });
  const key = Buffer.alloc(32, 9);
  expect(await store.keepDatabaseKey(key)).toMatchObject({ ok: true });
  expect(await store.databaseKey()).toEqual({ ok: true, value: key });
  store.lock();
  expect(await store.databaseKey()).toMatchObject({ fault: { kind: "keys-locked" } });
});

test("no key, passphrase or share stands in the file", async () => {
  const store = await filled();
  const made = await store.newShares();
  if (!made.ok) throw new Error("an open store makes shares");
  await made.value.keep();
  const bytes = await readFile(file);
  const text = bytes.toString("latin1").toUpperCase();
  for (const secret of [
    master.toString("hex"),
    master.toString("base64"),
    passphrase,
    ...made.value.shares,
  ]) {
    expect(text).not.toContain(secret.toUpperCase());
  }
  expect(bytes.includes(master)).toBe(false);
});

test("a second store is never made over one that is there", async () => {
  await filled();
  const before = await readFile(file, "utf8");
  expect(await createFileKeyStore(file, clock).create("Alex", passphrase)).toMatchObject({ ok: false });
  expect(await readFile(file, "utf8")).toBe(before);
});
