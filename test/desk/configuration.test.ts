import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  clearAway,
  closeDesk,
  emptyFolder,
  filledFolder,
  openDeskOn,
  signedInWindow,
} from "./desk-in-hand.ts";

afterAll(clearAway);

test("a configuration goes from one desk to another with what changes told first, leaves its machine alone, and goes back", async () => {
  const from = await filledFolder();
  await mkdir(join(from, "photo-profiles"));
  const profile = await readFile(new URL("../../assets/photo-profiles/commun.json", import.meta.url), "utf8");
  await writeFile(join(from, "photo-profiles", "commun.json"), profile);
  const one = await signedInWindow(await openDeskOn(from));
  const { kept } = await one.university.look();
  await one.university.keep({
    before: kept,
    facts: { ...kept, name: "Université de Rouvres", escnPrefix: 9 },
  });
  const [shelf] = await one.texts.look();
  if (shelf === undefined || shelf.inForce.subject === "rules") throw new Error("no text");
  const wording = { ...shelf.inForce.wording, yes: { fr: "Volontiers", en: "Gladly" } };
  await one.texts.keep({ before: shelf.inForce.version, text: { subject: shelf.inForce.subject, wording } });
  const file = await one.configuration.write();
  expect(await file.text()).not.toMatch(/escnPrefix|postgres|pinHash|deskReader/);

  const to = await emptyFolder();
  const desk = await openDeskOn(to);
  const other = await signedInWindow(desk);
  const read = await other.configuration.read({ file });
  if (!read.ok) throw new Error(read.fault.kind);
  expect(read.value.differences).toContainEqual({
    at: "settings.university",
    before: "Université d’Exemple",
    after: "Université de Rouvres",
  });
  expect(read.value.differences.map(({ at }) => at)).toEqual(
    expect.arrayContaining([`texts.${shelf.subject}.yes.fr`, "files.photo-profiles/commun.json"]),
  );
  expect(await other.configuration.look()).toEqual({ before: null });
  expect(await other.configuration.put({ file })).toMatchObject({ ok: true });
  const settings = async () => JSON.parse(await readFile(join(to, "settings.json"), "utf8"));
  expect(await settings()).toMatchObject({ university: "Université de Rouvres", escnPrefix: 1 });
  expect(await readFile(join(to, "photo-profiles", "commun.json"), "utf8")).toBe(profile);
  expect(await other.configuration.read({ file })).toMatchObject({ value: { differences: [] } });
  expect(await other.configuration.back()).toMatchObject({ ok: true });
  expect(await settings()).toMatchObject({ university: "Université d’Exemple" });
  await expect(readFile(join(to, "photo-profiles", "commun.json"))).rejects.toThrow();
  await closeDesk(desk);
});

test("a file that is too large, of another kind, newer, wrong somewhere, or that names another folder is refused and changes nothing", async () => {
  const folder = await filledFolder();
  const window = await signedInWindow(await openDeskOn(folder));
  const whole = JSON.parse(await (await window.configuration.write()).text());
  const before = await readFile(join(folder, "settings.json"), "utf8");
  const put = async (content: unknown) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    const answer = await window.configuration.put({ file: new Blob([text]) });
    return answer.ok ? null : answer.fault;
  };
  const file = (name: string, content = "{}") => ({
    ...whole,
    files: [{ folder: "chip-profiles", name, base64: Buffer.from(content).toString("base64") }],
  });
  expect(await put("x".repeat(8_000_001))).toEqual({ kind: "too-large" });
  expect(await put("PK\u0003\u0004")).toEqual({ kind: "not-a-configuration" });
  expect(await put({ guichet: "backup", version: 1 })).toEqual({ kind: "not-a-configuration" });
  expect(await put({ ...whole, version: 2 })).toEqual({ kind: "newer-version" });
  expect(await put(file("../settings.json"))).toEqual({ kind: "malformed", at: "files.0.name" });
  expect(await put(file("..\\settings.json"))).toEqual({ kind: "malformed", at: "files.0.name" });
  expect(await put(file("mine.json"))).toEqual({ kind: "malformed", at: "files.chip-profiles/mine.json" });
  expect(await put({ ...whole, settings: { ...whole.settings, pic: "12" } })).toEqual({
    kind: "malformed",
    at: "settings.pic",
  });
  expect(await put({ ...whole, settings: { ...whole.settings, escnPrefix: 2 } })).toMatchObject({
    kind: "malformed",
  });
  expect(await readFile(join(folder, "settings.json"), "utf8")).toBe(before);
});
