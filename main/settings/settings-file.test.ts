import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { firstSettings } from "./settings.ts";
import { changeSettings, openSettings } from "./settings-file.ts";
import { userDataFolder } from "./user-data-folder.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "guichet-settings-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("a new folder is made for its owner alone, with the first settings in it", async () => {
  const folder = join(root, "new", "folder");
  expect(await openSettings(folder)).toEqual({ ok: true, value: firstSettings });
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, "settings.json"))).mode & 0o777).toBe(0o600);
  expect(await openSettings(folder)).toEqual({ ok: true, value: firstSettings });
});

test.each([
  ["pic", { pic: "12345678" }],
  ["escnPrefix", { escnPrefix: 1000 }],
  ["yearTurn", { yearTurn: "September" }],
  ["zone", { zone: "Europe/Atlantis" }],
  ["university", { university: "" }],
  ["database.url", { database: { kind: "postgres", url: "" } }],
  ["printer.place.port", { printer: { kind: "evolis-service", name: "P", host: "h", port: 0 } }],
])("a wrong %s is named", async (field, wrong) => {
  const file = join(root, "settings.json");
  await writeFile(file, JSON.stringify({ ...firstSettings, ...wrong }));
  expect(await openSettings(root)).toEqual({ ok: false, fault: { kind: "settings-malformed", file, field } });
});

test.each(["", "{", "null", "[]"])(
  "a file that holds “%s” is refused, and not written over",
  async (text) => {
    const file = join(root, "settings.json");
    await writeFile(file, text);
    expect(await openSettings(root)).toEqual({
      ok: false,
      fault: { kind: "settings-malformed", file, field: "" },
    });
    expect(await readFile(file, "utf8")).toBe(text);
  },
);

test("changes made at the same time are all kept, for the owner's eyes alone", async () => {
  await openSettings(root);
  await Promise.all([
    changeSettings(root, (now) => ({ ...now, operator: "Guichet 2" })),
    changeSettings(root, (now) => ({ ...now, escnPrefix: 7 })),
  ]);
  const kept = { ...firstSettings, operator: "Guichet 2", escnPrefix: 7 };
  expect(await openSettings(root)).toEqual({ ok: true, value: kept });
  expect((await stat(join(root, "settings.json"))).mode & 0o777).toBe(0o600);
});

test("a change that would make the settings wrong leaves them as they were", async () => {
  await openSettings(root);
  await expect(changeSettings(root, (now) => ({ ...now, escnPrefix: 1000 }))).rejects.toThrow();
  expect(await openSettings(root)).toEqual({ ok: true, value: firstSettings });
  expect(await changeSettings(root, (now) => ({ ...now, escnPrefix: 2 }))).toMatchObject({ ok: true });
});

test("the data folder is where each system keeps a user's application data", () => {
  expect(userDataFolder("linux", {})).toBe(join(homedir(), ".local", "share", "guichet"));
  expect(userDataFolder("linux", { XDG_DATA_HOME: "/data" })).toBe("/data/guichet");
  expect(userDataFolder("darwin", {})).toBe(join(homedir(), "Library", "Application Support", "Guichet"));
  expect(userDataFolder("win32", { APPDATA: "/roaming" })).toBe(join("/roaming", "Guichet"));
});
