import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, expect, test, vi } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import { openDatabaseKey } from "../../main/security/database-key.ts";
import { chipByHand } from "../../main/station/chip-by-hand.ts";
import { openSqlite } from "../../main/store/open-sqlite.ts";
import {
  clearAway,
  closeDesk,
  eligible,
  filledFolder,
  givenOut,
  openDeskOn,
  tapOwn,
} from "./desk-in-hand.ts";

const passphrase = "sept chevaux sous la neige";
/** Two components for each master; what both give was never written down by anybody. */
const ceremonies = [
  {
    name: "guichet",
    components: ["1B2D3F40516273849596A7B8C9DAEBFC", "E4C2A1908F7E6D5C4B3A29180706F5E4"],
  },
  {
    name: "guichet-chip",
    components: ["7A6B5C4D3E2F10213243546576879809", "90817263544536271809FAEBDCCDBEAF"],
  },
] as const;

afterAll(clearAway);

const temporary = await mkdtemp(join(tmpdir(), "guichet-no-key-"));
vi.stubEnv("TMPDIR", temporary);
afterAll(() => rm(temporary, { recursive: true, force: true }));

/** Every way that bytes are written down. */
function writings(bytes: Uint8Array): readonly Buffer[] {
  const raw = Buffer.from(bytes);
  const hexadecimal = raw.toString("hex");
  const texts = [
    hexadecimal,
    hexadecimal.toUpperCase(),
    raw.toString("base64").replace(/=+$/, ""),
    raw.toString("base64url"),
    [...raw].join(","),
  ];
  return [raw, ...texts.map((text) => Buffer.from(text))];
}

async function filesIn(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const found = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  );
  const read = found.map(async ({ parentPath, name }) => {
    const file = join(parentPath, name);
    return [file.slice(folder.length + 1), await readFile(file)] as const;
  });
  return new Map(await Promise.all(read));
}

/** All that stands in the database once it is deciphered, table by table. */
async function databaseIn(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const key = await openDatabaseKey(folder);
  if (key === null) throw new Error("a new desk starts unattended");
  const { db } = openSqlite(join(folder, "guichet.db"), key);
  const tables = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db);
  const told = new Map<string, Buffer>();
  for (const { name } of tables.rows) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db);
    const values = rows.flatMap((row) => Object.values(row));
    const bytes = values.map((value) =>
      value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(`${String(value)}\n`),
    );
    told.set(`table ${name}`, Buffer.concat(bytes));
  }
  await db.destroy();
  return told;
}

async function keepMasters({ station }: Desk): Promise<readonly Buffer[]> {
  const { keys } = station.parts;
  expect(await keys.create("Camille Roux", passphrase)).toMatchObject({ ok: true });
  const secrets: Buffer[] = [];
  for (const { name, components } of ceremonies) {
    const [first, second] = components.map((component) => Buffer.from(component, "hex"));
    if (first === undefined || second === undefined) throw new Error("a master has two components");
    secrets.push(first, second, Buffer.from(first.map((byte, at) => byte ^ (second[at] ?? 0))));
    await keys.beginCeremony(name, "aes-128");
    await keys.component("Première gardienne", components[0]);
    await keys.component("Second gardien", components[1]);
    expect(await keys.endCeremony()).toMatchObject({ ok: true });
  }
  return secrets;
}

test("after cards were made, refused and written anew, no component, master or card's key stands in any file, table, audit entry, answer or word that was said", async () => {
  const said: Buffer[] = [];
  const listen = (chunk: string | Uint8Array) => said.push(Buffer.from(chunk as Uint8Array)) > 0;
  const out = vi.spyOn(process.stdout, "write").mockImplementation(listen);
  const err = vi.spyOn(process.stderr, "write").mockImplementation(listen);
  const folder = await filledFolder();
  const desk = await openDeskOn(folder);
  const { parts } = desk.station;
  const masters = await keepMasters(desk);
  const cardKeys: Buffer[] = [];
  const diversify = parts.keys.diversify.bind(parts.keys);
  vi.spyOn(parts.keys, "diversify").mockImplementation(async (...asked) => {
    const given = await diversify(...asked);
    if (given.ok) cardKeys.push(Buffer.from(given.value));
    return given;
  });
  const student = await eligible(desk, 0);
  await tapOwn(desk, await givenOut(desk, student));
  const update = { reader: parts.deskReader.name, student: student.number, update: true };
  const answers: unknown[] = [await chipByHand(update, parts.encoder, parts)];
  await parts.keys.lock("asked");
  answers.push(await chipByHand(update, parts.encoder, parts));
  answers.push(await parts.keys.unlock("Camille Roux", "not the passphrase"));
  answers.push(await parts.keys.unlock("Camille Roux", passphrase));
  answers.push(await chipByHand(update, parts.encoder, parts), await parts.keys.view());
  const everything = { act: null, from: null, until: null, by: null, subject: null, beforeSeq: null };
  const audit = await parts.audit.find(everything, 10_000);
  await closeDesk(desk);
  out.mockRestore();
  err.mockRestore();

  expect(cardKeys.length).toBeGreaterThan(4);
  expect(audit.length).toBeGreaterThan(10);
  const places = new Map([
    // The data folder lies in there too.
    ...(await filesIn(temporary)),
    ...(await databaseIn(folder)),
    ["audit", Buffer.from(JSON.stringify(audit))],
    ["answers", Buffer.from(JSON.stringify(answers))],
    ["said", Buffer.concat(said)],
  ]);
  const foundIn = (secrets: readonly Buffer[]) =>
    [...places].filter(([, bytes]) =>
      secrets.some((secret) => writings(secret).some((writing) => bytes.includes(writing))),
    );
  expect(foundIn(masters).map(([name]) => name)).toEqual([]);
  // The simulated chip has its own keys, as a real one has: there they are found, so this search does find.
  expect(foundIn(cardKeys).map(([name]) => name)).toEqual([expect.stringMatching(/simulated\/world\.json$/)]);
  const passphrases = [...places].filter(([, bytes]) => bytes.includes(passphrase));
  expect(passphrases.map(([name]) => name)).toEqual([]);
});
