import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, open, readdir, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Encrypter } from "age-encryption";
import { pack } from "tar-stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newBackupKey } from "../../main/backup/backup-key.ts";
import type { Desk } from "../../main/command-line/desk.ts";
import { restoreCopy } from "../../main/compose-backup-work.ts";
import {
  clearAway,
  closeDesk,
  eligible,
  emptyFolder,
  filledFolder,
  givenOut,
  openDeskOn,
  signedInWindow,
  viewOf,
} from "./desk-in-hand.ts";

afterAll(clearAway);

const liveCard = async (desk: Desk, n: number) =>
  desk.station.parts.store.cards.liveOf((await eligible(desk, n)).id);

describe("a copy of a desk with a card out", () => {
  let folder: string;
  let copies: string;
  let secret: string;
  let file: string;

  beforeAll(async () => {
    [folder, copies] = [await filledFolder(), await emptyFolder()];
    const desk = await openDeskOn(folder);
    const window = await signedInWindow(desk, ["admin"]);
    await givenOut(desk, await eligible(desk, 0));
    expect(await window.backups.make()).toEqual({ ok: false, fault: { kind: "no-key" } });
    const key = await window.backups.newKey();
    secret = key.secret;
    expect(await window.backups.takeKey({ recipient: "age1nobody" })).toEqual({
      ok: false,
      fault: { kind: "not-a-key" },
    });
    expect(await window.backups.takeKey({ recipient: key.recipient })).toEqual({ ok: true, value: null });
    expect(await window.backups.make()).toEqual({ ok: false, fault: { kind: "no-folder-chosen" } });
    for (const [told, kind] of [
      [join(folder, "copies"), "folder-missing"],
      [folder, "folder-inside-data"],
    ] as const) {
      const chosen = await window.backups.choose({ folder: told, nightly: true, keep: 2 });
      expect(chosen).toEqual({ ok: false, fault: { kind, folder: told } });
    }
    await window.backups.choose({ folder: copies, nightly: true, keep: 2 });
    const made = await window.backups.make();
    if (!made.ok) throw new Error(made.fault.kind);
    file = join(copies, made.value.name);
    // What happens after the copy is what a restore loses.
    await givenOut(desk, await eligible(desk, 1));
    await closeDesk(desk);
  });

  test.skipIf(spawnSync("age", ["--version"]).status !== 0)(
    "is read by others' age and tar, key and all, and is nothing without the recovery key",
    async () => {
      const keyFile = join(await emptyFolder(), "key.txt");
      await writeFile(keyFile, `${secret}\n`);
      const plain = spawnSync("age", ["-d", "-i", keyFile, file], { maxBuffer: 1e9 });
      expect(plain.status, String(plain.stderr)).toBe(0);
      const listed = spawnSync("tar", ["-t"], { input: plain.stdout, encoding: "utf8" }).stdout.split("\n");
      expect(listed[0]).toBe("backup.json");
      expect(listed).toEqual(
        expect.arrayContaining(["database.key", "guichet.db", "settings.json", "manifest.json"]),
      );
      for (const name of listed) expect(name).not.toMatch(/lock|\.log|simulated|chromium|\.part/);
      expect((await readFile(file)).includes(await readFile(join(folder, "database.key")))).toBe(false);
    },
  );

  test("can be tried from the screen; a wrong key, no key, a name that leads out are told apart, and nothing stays", async () => {
    const desk = await openDeskOn(folder);
    const window = await signedInWindow(desk, ["admin"]);
    const name = file.slice(copies.length + 1);
    expect(await window.backups.attempt({ name, secret: ` ${secret}\n` })).toMatchObject({
      ok: true,
      value: {
        university: "Université d’Exemple",
        database: "embedded",
        records: { students: 300, cards: 1 },
      },
    });
    const other = await window.backups.newKey();
    const refused = async (told: string, with_: string) => {
      const tried = await window.backups.attempt({ name: told, secret: with_ });
      return tried.ok ? null : tried.fault.kind;
    };
    expect(await refused(name, other.secret)).toBe("wrong-key");
    expect(await refused(name, "AGE-SECRET-KEY-1")).toBe("not-a-key");
    expect(await refused(`../${name}`, secret)).toBe("no-such-file");
    expect(await refused("guichet-1-2026-09-01T00-00-00Z.age", secret)).toBe("no-such-file");
    expect((await readdir(folder)).filter((each) => each.includes("part"))).toEqual([]);
    const told = JSON.stringify(
      await desk.station.parts.audit.find(
        { act: null, from: null, until: null, by: null, subject: null, beforeSeq: null },
        1000,
      ),
    );
    expect(told).toContain("backups.attempt");
    expect(told).not.toContain(secret);
    expect(await readFile(join(folder, "guichet.log"), "utf8")).not.toContain(secret);
    await closeDesk(desk);
  });

  test("put back gives the desk of that moment: its cards live, later ones unknown, what was there kept beside it", async () => {
    const place = await emptyFolder();
    await cp(folder, place, { recursive: true });
    const desk = await openDeskOn(place);
    expect(await restoreCopy(file, secret, place)).toEqual({ ok: false, fault: { kind: "folder-in-use" } });
    const lost = await liveCard(desk, 1);
    expect(lost).not.toBeNull();
    await closeDesk(desk);
    const restored = await restoreCopy(file, secret, place);
    if (!restored.ok) throw new Error(restored.fault.kind);
    const { former } = restored.value;
    expect(former).not.toBeNull();
    const again = await openDeskOn(place);
    expect(await liveCard(again, 0)).not.toBeNull();
    expect(await liveCard(again, 1)).toBeNull();
    const visit = await givenOut(again, await eligible(again, 1));
    expect((await viewOf(again, visit)).card?.escn).not.toBe(lost?.escn);
    expect(await liveCard(again, 1)).not.toBeNull();
    const { audit, backups } = again.station.parts;
    expect((await backups.view()).restored).toEqual({
      madeAt: restored.value.madeAt,
      restoredAt: expect.any(Number),
    });
    expect((await audit.verify([])).findings).toEqual([]);
    await closeDesk(again);
    const before = await openDeskOn(former ?? "");
    expect(await liveCard(before, 1)).not.toBeNull();
    await closeDesk(before);
    await rm(former ?? "", { recursive: true, force: true });
  });

  test("a restore cut off between its last two steps is finished when the desk opens", async () => {
    const place = join(await emptyFolder(), "desk");
    const restored = await restoreCopy(file, secret, place);
    expect(restored).toMatchObject({ ok: true, value: { former: null } });
    await rename(place, `${place}.restored`);
    const desk = await openDeskOn(place);
    expect(await liveCard(desk, 0)).not.toBeNull();
    expect(existsSync(`${place}.restored`)).toBe(false);
    await closeDesk(desk);
  });

  test.each([
    ["cut off", (copy: string, bytes: number) => truncate(copy, bytes - 1000)],
    [
      "with one bit changed",
      async (copy: string, bytes: number) => {
        const handle = await open(copy, "r+");
        const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, bytes >> 1);
        buffer[0] = (buffer[0] ?? 0) ^ 1;
        await handle.write(buffer, 0, 1, bytes >> 1);
        await handle.close();
      },
    ],
  ] as const)("%s is refused, and the folder it was for is as it was", async (_how, spoil) => {
    const place = await emptyFolder();
    await writeFile(join(place, "settings.json"), "{}");
    const copy = join(await emptyFolder(), "copy.age");
    await cp(file, copy);
    await spoil(copy, (await readFile(copy)).length);
    expect(await restoreCopy(copy, secret, place)).toEqual({ ok: false, fault: { kind: "damaged", at: "" } });
    expect(await readdir(place)).toContain("settings.json");
    expect(existsSync(`${place}.restoring`)).toBe(false);
  });

  test("copies beyond the number kept go, the oldest first, and nobody else's", async () => {
    const desk = await openDeskOn(folder);
    const older = ["guichet-1-2026-01-01T00-00-00Z.age", "guichet-1-2026-01-02T00-00-00Z.age"];
    const others = ["guichet-2-2026-01-01T00-00-00Z.age", "notes.txt"];
    for (const name of [...older, ...others]) await writeFile(join(copies, name), "");
    const made = await desk.station.parts.backups.make();
    if (!made.ok) throw new Error(made.fault.kind);
    const left = await readdir(copies);
    expect(left).toEqual(expect.arrayContaining([...others, made.value.name, file.slice(copies.length + 1)]));
    for (const name of older) expect(left).not.toContain(name);
    await closeDesk(desk);
  });
});

/** A file as a copy is made, of entries that are told, for a key of its own. */
async function forged(entries: Readonly<Record<string, string>>) {
  const home = await emptyFolder();
  const { secret, recipient } = await newBackupKey();
  const tar = pack();
  for (const [name, content] of Object.entries(entries)) tar.entry({ name }, content);
  tar.finalize();
  const age = new Encrypter();
  age.addRecipient(recipient);
  const copy = join(home, "copy.age");
  await writeFile(copy, await age.encrypt(new TextEncoder().encode(await text(tar))));
  return { home, copy, secret };
}
const about = { format: 1, madeAt: 0, university: "x", operator: "x", database: "postgres" };

describe("a file that is no copy of a desk", () => {
  test.each(["../outside", "/etc/outside", "a/../../outside", ".hidden", "x".repeat(200)])(
    "made for our key and holding %s, writes nothing outside its folder",
    async (name) => {
      const { home, copy, secret } = await forged({ "backup.json": JSON.stringify(about), [name]: "harm" });
      await mkdir(join(home, "in"));
      const restored = await restoreCopy(copy, secret, join(home, "in", "desk"));
      expect(restored).toEqual({ ok: false, fault: { kind: "damaged", at: name } });
      expect(await readdir(home)).toEqual(["copy.age", "in"]);
      expect(await readdir(join(home, "in"))).toEqual([]);
    },
  );

  test("is told as such, and so is one of a newer version", async () => {
    const { home, copy, secret } = await forged({ "backup.json": JSON.stringify({ ...about, format: 99 }) });
    const into = join(home, "desk");
    expect(await restoreCopy(copy, secret, into)).toEqual({
      ok: false,
      fault: { kind: "newer", known: 1, found: 99 },
    });
    await writeFile(copy, "not at all");
    expect(await restoreCopy(copy, secret, into)).toEqual({ ok: false, fault: { kind: "not-a-backup" } });
    expect(existsSync(into)).toBe(false);
  });

  test.each([
    ["another content", [{ name: "settings.json", bytes: 2, sha256: "0".repeat(64) }]],
    ["a file that is not there", [{ name: "guichet.db", bytes: 2, sha256: "0".repeat(64) }]],
    ["fewer files", []],
  ])("whose manifest tells of %s is damaged", async (_what, manifest) => {
    const { home, copy, secret } = await forged({
      "backup.json": JSON.stringify(about),
      "settings.json": "{}",
      "manifest.json": JSON.stringify(manifest),
    });
    expect(await restoreCopy(copy, secret, join(home, "desk"))).toEqual({
      ok: false,
      fault: { kind: "damaged", at: manifest[0]?.name ?? "settings.json" },
    });
  });
});
