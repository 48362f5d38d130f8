import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { ContractRouterClient } from "@orpc/contract";
import { createRouterClient } from "@orpc/server";
import { afterAll, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import { startDesk } from "../../main/command-line/start-desk.ts";
import { openDesk } from "../../main/compose.ts";
import { openStartPage } from "../../main/compose-start.ts";
import type { contract } from "../../main/contract/contract.ts";
import { clearAway, closeDesk, filledFolder, openDeskOn, signedInWindow } from "./desk-in-hand.ts";

const entry = fileURLToPath(new URL("../../main/index.ts", import.meta.url));
const camille = { holder: "Camille Durand", passphrase: "quatre chevaux bleus" };
const dominique = { holder: "Dominique Petit", passphrase: "une autre phrase" };
const wrong = { ...camille, passphrase: "quatre chevaux blancs" };
const ofStore = { operator: "Alex Moreau", passphrase: "trois chevaux sous la pluie" };

const folder = await filledFolder();
afterAll(clearAway);

async function auditOf({ station }: Desk) {
  const all = { act: null, from: null, until: null, by: null, subject: null, beforeSeq: null };
  const entries = await station.parts.audit.find(all, 100);
  return entries.filter(({ act }) => act.startsWith("start."));
}

test("an administrator has the desk ask at its start; nobody else may, and each change is kept with its name and no passphrase", async () => {
  const desk = await openDeskOn(folder);
  const { keys } = desk.station.parts;
  await keys.create(ofStore.operator, ofStore.passphrase);
  const [admin, agent] = [await signedInWindow(desk), await signedInWindow(desk, ["encodage"])];
  await expect(agent.start.ask(camille)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await admin.start.ask({ ...camille, passphrase: "trop court" })).toMatchObject({
    fault: { kind: "passphrase-too-short" },
  });
  expect(await admin.start.ask(camille)).toEqual({ ok: true, value: null });
  expect(await admin.start.addHolder({ by: camille, fresh: dominique })).toEqual({ ok: true, value: null });
  for (let left = 4; left >= 0; left -= 1) {
    expect(await admin.start.unattended(wrong)).toEqual({
      ok: false,
      fault: { kind: "wrong-passphrase", triesLeft: left },
    });
  }
  expect(await admin.start.unattended(camille)).toMatchObject({ fault: { kind: "try-later" } });
  const told = await auditOf(desk);
  expect(told.map(({ act, outcome }) => `${act} ${outcome}`)).toEqual([
    ...Array.from({ length: 5 }, () => "start.unattended refused"),
    "start.addHolder done",
    "start.ask done",
    "start.ask refused",
  ]);
  expect(JSON.stringify(told)).not.toMatch(/chevaux|autre phrase|trop court/);
  expect(JSON.stringify(told)).toContain(dominique.holder);
  await closeDesk(desk);
  expect(await readdir(folder)).not.toContain("database.key");
});

/** A window, of whichever router answers now. */
async function windowOf(started: ReturnType<typeof startDesk>) {
  return createRouterClient(await started.router(), { context: { connection: {} } }) as ContractRouterClient<
    typeof contract
  >;
}

async function firstOf<T>(heard: AsyncIterable<T>): Promise<T> {
  for await (const one of heard) return one;
  throw new Error("nothing was heard");
}

test("a desk that asks shows its start page alone; a right passphrase opens the desk, and whoever asks anew signs in", async () => {
  const wishes = { folder, printMs: 0, simulate: true };
  const started = startDesk(() => Promise.resolve(wishes), openDesk, openStartPage);
  expect(await started.begun).toBe("waiting");
  const before = await windowOf(started);
  expect(await firstOf(await before.operators.session())).toEqual({
    state: "start",
    holders: [camille.holder, dominique.holder],
    refused: null,
  });
  expect(await firstOf(await before.desk.facts())).toMatchObject({ university: "Université d’Exemple" });
  expect(Object.keys(await started.router())).toEqual(["desk", "operators", "start"]);
  expect(await before.start.open(wrong)).toEqual({
    ok: false,
    fault: { kind: "wrong-passphrase", triesLeft: 4 },
  });
  const heard = (await before.operators.session())[Symbol.asyncIterator]();
  expect((await heard.next()).value).toMatchObject({ state: "start" });
  expect(await before.start.open(dominique)).toEqual({ ok: true, value: null });
  expect((await heard.next()).value).toEqual({ state: "opened" });
  const desk = await started.opened;
  if (!desk.ok) throw new Error(desk.fault.kind);
  const after = await windowOf(started);
  expect(await firstOf(await after.operators.session())).toMatchObject({ state: "signed-out" });
  expect((await auditOf(desk.value))[0]).toMatchObject({
    act: "start.open",
    facts: { after: { holder: dominique.holder, refusedBefore: 1 } },
  });
  await desk.value.close();
});

test("five wrong passphrases at the start page make the next one wait, also a right one", async () => {
  const wishes = { folder, printMs: 0, simulate: true };
  const started = startDesk(() => Promise.resolve(wishes), openDesk, openStartPage);
  const page = await windowOf(started);
  for (let nth = 0; nth < 5; nth += 1) expect(await page.start.open(wrong)).toMatchObject({ ok: false });
  expect(await page.start.open(camille)).toMatchObject({ fault: { kind: "try-later" } });
});

/** Runs a verb with `typed` on its standard input. */
async function guichet(words: readonly string[], typed = "") {
  const args = [entry, "guichet", ...words, "--json", "--lang", "en", "--data", folder];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
  // A verb that asks for nothing may be gone before it is written to.
  child.stdin.on("error", () => undefined);
  child.stdin.end(typed);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { answer: JSON.parse(out), err, code: child.exitCode };
}

const by = (operator: string) => ["--operator", operator, "--passphrase-fd", "0"];

test("the command line opens such a desk with a passphrase, moves it, and has a lost key again from the key store", async () => {
  const find = ["students", "--find", "a"];
  const locked = await guichet(find);
  expect(locked).toMatchObject({ code: 1, answer: { error: "start-locked" } });
  expect(locked.err).toContain("--start-passphrase-fd");
  const opened = ["--start-holder", dominique.holder, "--start-passphrase-fd", "0"];
  expect(await guichet([...find, ...opened], `${dominique.passphrase}\n`)).toMatchObject({ code: 0 });
  expect(await guichet([...find, ...opened], `${wrong.passphrase}\n`)).toMatchObject({
    code: 1,
    answer: { error: "start-refused", because: "wrong-passphrase" },
  });
  const back = await guichet(
    ["keys", "start", "unattended", ...by(camille.holder)],
    `${camille.passphrase}\n`,
  );
  expect(back).toMatchObject({ code: 0, answer: { start: "unattended" } });
  const ask = await guichet(["keys", "start", "ask", ...by(camille.holder)], `${camille.passphrase}\n`);
  expect(ask).toMatchObject({ code: 0, answer: { start: "ask", holders: [camille.holder] } });
  expect((await readdir(folder)).filter((name) => name.startsWith("database"))).toEqual([
    "database-key.json",
  ]);

  await rm(join(folder, "database-key.json"));
  expect(await openDesk({ folder, printMs: 0, simulate: true })).toEqual({
    ok: false,
    fault: { kind: "key-lost" },
  });
  const restore = await guichet(["keys", "restore", ...by(ofStore.operator)], `${ofStore.passphrase}\n`);
  expect(restore).toMatchObject({ code: 0, answer: { start: "unattended" } });
  const desk = await openDeskOn(folder);
  expect((await auditOf(desk))[0]).toMatchObject({ act: "start.restore", outcome: "done" });
  await closeDesk(desk);
});

test("what an interrupted move left is taken away by the next start", async () => {
  await writeFile(join(folder, "database-key.json"), "{}");
  await writeFile(join(folder, "database.key.old"), new Uint8Array(32));
  await closeDesk(await openDeskOn(folder));
  expect((await readdir(folder)).filter((name) => name.startsWith("database"))).toEqual(["database.key"]);
});
