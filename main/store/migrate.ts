import { sql } from "kysely";
import type { Database } from "./engine.ts";
import { students } from "./migrations/0010-students.ts";
import { visits } from "./migrations/0020-visits.ts";
import { cards } from "./migrations/0030-cards.ts";
import { choices } from "./migrations/0040-choices.ts";
import { issues } from "./migrations/0050-issues.ts";
import { audit } from "./migrations/0060-audit.ts";
import { operators } from "./migrations/0070-operators.ts";
import { overrides } from "./migrations/0075-overrides.ts";
import { chips } from "./migrations/0100-chips.ts";
import { crousZones } from "./migrations/0110-crous-zones.ts";
import { chipKeys } from "./migrations/0126-chip-keys.ts";
import { stickers } from "./migrations/0140-stickers.ts";
import { photoCare } from "./migrations/0170-photo-care.ts";
import { imports } from "./migrations/0200-imports.ts";
import { queue } from "./migrations/0230-queue.ts";
import { stations } from "./migrations/0240-stations.ts";
import { search } from "./migrations/0270-search.ts";
import { photoKeys } from "./migrations/0272-photo-keys.ts";
import { photoRulesVersion } from "./migrations/0273-photo-rules-version.ts";
import { studentCare } from "./migrations/0280-student-care.ts";
import { watchedFiles } from "./migrations/0285-watched-files.ts";
import { feeTables } from "./migrations/0310-fee-tables.ts";
import { renewals } from "./migrations/0320-renewals.ts";
import { payments } from "./migrations/0330-payments.ts";
import { receipts } from "./migrations/0340-receipts.ts";
import { texts } from "./migrations/0360-texts.ts";
import { purges } from "./migrations/0361-purges.ts";
import type { Migration } from "./migrations/migration.ts";
import { OpenRefused } from "./open-sqlite.ts";

/** Every change of the tables, in order; never edited once released. */
export const migrations: readonly Migration[] = [
  students,
  visits,
  cards,
  choices,
  issues,
  audit,
  operators,
  overrides,
  chips,
  crousZones,
  chipKeys,
  stickers,
  photoCare,
  imports,
  queue,
  stations,
  search,
  photoKeys,
  photoRulesVersion,
  studentCare,
  watchedFiles,
  feeTables,
  renewals,
  payments,
  receipts,
  texts,
  purges,
];

/**
 * Brings a database to the present tables, one transaction a migration with its bookkeeping row.
 * @throws OpenRefused when the database was made by a newer Guichet.
 */
export async function migrate({ db, engine }: Database, now: () => Date): Promise<void> {
  await db.schema
    .createTable("migration")
    .ifNotExists()
    .addColumn("number", "integer", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("applied_at", "text", (column) => column.notNull())
    .execute();
  const applied = await db.selectFrom("migration").select("number").execute();
  const done = new Set(applied.map((row) => row.number));
  const newest = migrations.at(-1)?.number ?? 0;
  const found = Math.max(0, ...done);
  if (found > newest) throw new OpenRefused({ kind: "newer-database", known: newest, found });
  for (const migration of migrations) {
    if (done.has(migration.number)) continue;
    await db.transaction().execute(async (transaction) => {
      if (engine === "postgres") await sql`lock table migration in exclusive mode`.execute(transaction);
      const already = await transaction
        .selectFrom("migration")
        .select("number")
        .where("number", "=", migration.number)
        .executeTakeFirst();
      if (already !== undefined) return;
      await migration.up(transaction, engine);
      await transaction
        .insertInto("migration")
        .values({ number: migration.number, name: migration.name, applied_at: now().toISOString() })
        .execute();
    });
  }
}
