import { appendFile, mkdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import { clearAway, emptyFolder, filledFolder, openDeskOn, signedInWindow } from "./desk-in-hand.ts";

afterAll(clearAway);

const heading = "N° étudiant;Nom;Prénom;Né(e) le;Formation;Niveau;Inscription validée le";
const row = (n: number) => `${40_000_000 + n};Martin;Zoé;03/02/2007;Licence Droit;L1;10/07/2026`;
const csv = (...numbers: readonly number[]) => `${[heading, ...numbers.map(row)].join("\r\n")}\r\n`;

async function viewOf(window: Awaited<ReturnType<typeof signedInWindow>>) {
  for await (const view of await window.watched.live()) return view;
  throw new Error("nothing is told of the folder");
}

async function watching(): Promise<{
  readonly desk: Desk;
  readonly folder: string;
  readonly window: Awaited<ReturnType<typeof signedInWindow>>;
}> {
  const desk = await openDeskOn(await filledFolder());
  const folder = join(await emptyFolder(), "nuit");
  const window = await signedInWindow(desk, ["admin"]);
  expect(await window.watched.choose({ folder: { folder, as: null } })).toEqual({
    ok: false,
    fault: { kind: "unreadable" },
  });
  await mkdir(folder);
  expect(await window.watched.choose({ folder: { folder, as: null } })).toMatchObject({ ok: true });
  await window.watched.look();
  return { desk, folder, window };
}

test("a file is taken in once, when nobody writes to it any more; what it names no more is told and stays", async () => {
  const { desk, folder, window } = await watching();
  const { students } = desk.station.parts.store;
  const file = join(folder, "etudiants.csv");
  await writeFile(file, csv(1));
  await window.watched.look();
  expect(await students.byNumber("40000001")).toBeNull();
  expect(await viewOf(window)).toMatchObject({ state: "waiting", waiting: ["etudiants.csv"] });
  await appendFile(file, `${row(2)}\r\n`);
  await window.watched.look();
  expect(await students.byNumber("40000001")).toBeNull();
  await window.watched.look();
  expect(await students.byNumber("40000002")).not.toBeNull();
  await window.watched.look();
  await rename(file, join(folder, "hier.csv"));
  await writeFile(file, csv(2));
  await window.watched.look();
  await window.watched.look();

  const view = await viewOf(window);
  expect(view).toMatchObject({ state: "watching", waiting: [] });
  expect(view.taken.map(({ outcome }) => outcome)).toMatchObject([
    { ok: true, value: { unchanged: 1, gone: { count: 1, some: [{ number: "40000001" }] } } },
    { ok: true, value: { added: 2, gone: { count: 0 } } },
  ]);
  expect(await students.byNumber("40000001")).not.toBeNull();
  expect((await readFile(join(folder, "hier.csv"), "utf8")).length).toBeGreaterThan(0);
  const imports = { act: "imports.read", from: null, until: null, by: null, subject: null, beforeSeq: null };
  expect(await desk.station.parts.audit.find(imports, 10)).toHaveLength(2);
});

test("a file that can not be read says why, once; one that was touched and holds the same is not taken again; a folder that is gone is told", async () => {
  const { folder, window } = await watching();
  const file = join(folder, "notes.csv");
  await writeFile(file, "ceci;n’est;pas\r\nun;fichier;d’étudiants\r\n");
  await writeFile(join(folder, "~$ouvert.xlsx"), "en cours");
  for (let looks = 0; looks < 3; looks += 1) await window.watched.look();
  const touched = new Date(Date.now() + 5_000);
  await utimes(file, touched, touched);
  for (let looks = 0; looks < 3; looks += 1) await window.watched.look();
  expect((await viewOf(window)).taken).toMatchObject([
    { name: "notes.csv", outcome: { ok: false, fault: { kind: "missing-columns" } } },
  ]);
  await rm(folder, { recursive: true });
  await window.watched.look();
  expect(await viewOf(window)).toMatchObject({ state: "unreadable" });
});
