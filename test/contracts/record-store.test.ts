import { copyFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import { photoVault } from "../../main/security/photo-vault.ts";
import type { Database } from "../../main/store/engine.ts";
import { migrate, migrations } from "../../main/store/migrate.ts";
import { openPostgres } from "../../main/store/open-postgres.ts";
import { assertSafeVersion, OpenRefused, openSqlite } from "../../main/store/open-sqlite.ts";
import { recordStore } from "../../main/store/store.ts";
import { at, openIssue, studentWithCard } from "../support/kept-records.ts";
import { startPostgres, type TestPostgres } from "../support/postgres.ts";
import { chipRecordsContract } from "./chip-records.contract.ts";
import { importContract } from "./imports.contract.ts";
import { moneyContract } from "./money.contract.ts";
import { personsContract } from "./persons.contract.ts";
import { photosOnPostgres } from "./photos-on-postgres.ts";
import { purgesContract } from "./purges.contract.ts";
import { queueContract } from "./queue.contract.ts";
import { recordStoreContract } from "./record-store.contract.ts";
import { searchContract } from "./search.contract.ts";
import { stickersContract } from "./stickers.contract.ts";
import { textsContract } from "./texts.contract.ts";

const key = new Uint8Array(32).fill(7);
let folder = "";
let files = 0;
let postgres: TestPostgres | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-store-"));
  postgres = await startPostgres();
}, 60_000);

afterAll(async () => {
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

const lost: Error[] = [];
const noteLost = (cause: Error) => void lost.push(cause);

function freshFile(): string {
  files += 1;
  return join(folder, `${files}.db`);
}

async function migrated(database: Database): Promise<Database> {
  await migrate(database, () => new Date(0));
  return database;
}

const stores: Readonly<Record<string, () => Promise<RecordStore>>> = {
  "on SQLite": async () => recordStore(await migrated(openSqlite(freshFile(), key))),
  "on PostgreSQL": async () => {
    if (postgres === null) throw new Error("PostgreSQL is not installed: apt-get install postgresql");
    const database = await migrated(openPostgres(await postgres.freshDatabase(), noteLost));
    return recordStore(database, "alone", photoVault(key));
  },
};
// First: of what the others write, the less there is to look through the better.
describe("photos on PostgreSQL", () => {
  photosOnPostgres(async () => {
    if (postgres === null) throw new Error("PostgreSQL is not installed: apt-get install postgresql");
    const url = await postgres.freshDatabase();
    const database = await migrated(openPostgres(url, noteLost));
    return { url, database, cluster: postgres.cluster };
  });
});

for (const [name, fresh] of Object.entries(stores)) {
  recordStoreContract(name, fresh);
  searchContract(name, fresh);
  importContract(name, fresh);
  chipRecordsContract(name, fresh);
  queueContract(name, fresh);
  stickersContract(name, fresh);
  textsContract(name, fresh);
  purgesContract(name, fresh);
  moneyContract(name, fresh);
  personsContract(name, fresh);
}

test("of what a crash left open on a shared database, each station takes up its own; what is nobody's goes to one", async () => {
  if (postgres === null) throw new Error("PostgreSQL is not installed: apt-get install postgresql");
  const database = await migrated(openPostgres(await postgres.freshDatabase(), noteLost));
  const [one, other] = [recordStore(database, "desk-1"), recordStore(database, "desk-2")];
  const jobs = [
    await openIssue(one, 1, await studentWithCard(one, 1)),
    await openIssue(other, 2, await studentWithCard(other, 2)),
    await openIssue(one, 3, await studentWithCard(one, 3)),
  ];
  await database.db
    .updateTable("issue_job")
    .set({ station: null })
    .where("id", "=", jobs[2]?.job ?? "")
    .execute();
  await one.imports.begin({ id: "of-one", source: "students" }, at);
  await other.imports.begin({ id: "of-other", source: "students" }, at);
  const taken = await Promise.all([one.jobs.takeUp(), other.jobs.takeUp()]);
  const ids = taken.map((some) => some.map(({ id }) => id));
  expect(ids[0]).toContain(jobs[0]?.job);
  expect(ids[1]).toContain(jobs[1]?.job);
  expect(ids.flat().toSorted()).toEqual(jobs.map(({ job }) => job).toSorted());
  expect((await one.jobs.open()).length).toBe(3);
  expect(await one.imports.unfinished()).toMatchObject([{ id: "of-one" }]);
  expect(await other.imports.unfinished()).toMatchObject([{ id: "of-other" }]);
  await one.close();
});

describe("the embedded database", () => {
  test("is enciphered: neither its header nor a name stands in the file", async () => {
    const file = freshFile();
    const store = recordStore(await migrated(openSqlite(file, key)));
    await store.close();
    const bytes = await readFile(file);
    expect(bytes.includes("SQLite format 3")).toBe(false);
    expect(bytes.includes("student")).toBe(false);
  });

  test("is whole after a power cut in any migration: of the cut one nothing is there, and the next start goes on from the one before", async () => {
    const [file, left] = [freshFile(), freshFile()];
    const database = openSqlite(file, key);
    const cutIn = migrations[12]?.number ?? 0;
    let begun = 0;
    await migrate(database, () => {
      begun += 1;
      // Asked for within the migration, before its commit: what lies on the disk now is all that a cut would leave.
      if (begun === 13) for (const part of ["", "-wal"]) copyFileSync(`${file}${part}`, `${left}${part}`);
      return new Date(0);
    });
    await database.db.destroy();
    const again = openSqlite(left, key);
    const applied = async () =>
      (await again.db.selectFrom("migration").select("number").orderBy("number").execute()).map(
        (row) => row.number,
      );
    expect(await applied()).toEqual(migrations.slice(0, 12).map(({ number }) => number));
    expect(await applied()).not.toContain(cutIn);
    await migrated(again);
    expect(await applied()).toEqual(migrations.map(({ number }) => number));
    await again.db.destroy();
  });

  test("refuses another key, and is whole afterwards", async () => {
    const file = freshFile();
    const store = recordStore(await migrated(openSqlite(file, key)));
    await store.close();
    expect(() => openSqlite(file, new Uint8Array(32))).toThrow(OpenRefused);
    const again = recordStore(openSqlite(file, key));
    expect(await again.students.count()).toBe(0);
    await again.close();
  });

  test.each(["3.51.2", "3.52.0", "3.40.1"])("does not run on SQLite %s", (version) => {
    expect(() => assertSafeVersion(version)).toThrow("unsafe-sqlite");
  });

  test.each(["3.51.3", "3.53.4"])("runs on SQLite %s", (version) => {
    expect(() => assertSafeVersion(version)).not.toThrow();
  });
});

const receiptRow = (n: number) =>
  `('R', 2026, ${n}, 'receipt', 'p', null, null, 1500, 'cheque', null, null, '2026-09-07', 't', 'o')`;

describe.each(["sqlite", "postgres"] as const)("what was entered on %s", (engine) => {
  test("is neither changed nor removed, nor a line put where a gap would be, by whoever has the database's key", async () => {
    const database = await migrated(
      engine === "sqlite"
        ? openSqlite(freshFile(), key)
        : openPostgres((await postgres?.freshDatabase()) ?? "", noteLost),
    );
    const { db } = database;
    await sql`insert into student (id, number, civil_last_name, civil_first_name, birth_date, programme, level, blocks, population)
      values ('s', '1', 'a', 'b', '2000-01-01', 'p', 'l', '[]', 'x')`.execute(db);
    const insert = (table: string, values: string) =>
      sql`insert into ${sql.raw(`${table} values ${values}`)}`.execute(db);
    const paid =
      "('p', 'k', 's', 1500, 'cheque', null, null, '2026-09-07', 't', 'o', null, null, null, null)";
    await insert("payment", paid);
    await expect(insert("receipt", receiptRow(2))).rejects.toThrow("no place there");
    await insert("receipt", receiptRow(1));
    await insert("closure", "('R', '2026-09-07', 't', 'o', '{}')");
    const forbidden = [
      "update receipt set amount_cents = 1",
      "delete from receipt",
      "update closure set content = ''",
      "delete from closure",
      "update payment set amount_cents = 1",
      "delete from payment",
    ];
    for (const statement of forbidden) {
      await expect(sql.raw(statement).execute(db), statement).rejects.toThrow(
        /not changed|not removed|neither/,
      );
    }
    await expect(insert("closure", "('R', '2026-09-06', 't', 'o', '{}')")).rejects.toThrow("closed");
    await db.destroy();
  });
});

describe.each(["sqlite", "postgres"] as const)("migrations on %s", (engine) => {
  const open = async (): Promise<Database> => {
    if (engine === "sqlite") return openSqlite(freshFile(), key);
    if (postgres === null) throw new Error("PostgreSQL is not installed: apt-get install postgresql");
    return openPostgres(await postgres.freshDatabase(), noteLost);
  };

  test("run once, however often the desk starts, and are numbered in order", async () => {
    const database = await migrated(await open());
    await migrated(database);
    const rows = await database.db.selectFrom("migration").select("number").orderBy("number").execute();
    expect(rows.map((row) => row.number)).toEqual(migrations.map((migration) => migration.number));
    await database.db.destroy();
  });

  test("refuse a database made by a newer Guichet", async () => {
    const database = await migrated(await open());
    const newer = { number: 9990, name: "of tomorrow", applied_at: "" };
    await database.db.insertInto("migration").values(newer).execute();
    await expect(migrated(database)).rejects.toThrow("newer-database");
    await database.db.destroy();
  });

  test("leave nothing of a migration that failed half-way", async () => {
    const database = await open();
    await database.db.schema.createTable("photo").addColumn("id", "text").execute();
    await expect(migrated(database)).rejects.toThrow();
    const rows = await database.db.selectFrom("migration").select("number").orderBy("number").execute();
    expect(rows.map((row) => row.number)).toEqual([10, 20]);
    const tables = await database.db.introspection.getTables();
    expect(tables.map((table) => table.name)).not.toContain("card");
    await database.db.destroy();
  });
});
