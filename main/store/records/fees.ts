import type { Kysely, Selectable } from "kysely";
import type { Instant } from "../../core/calendar.ts";
import { feeRules } from "../../core/fees/rule.ts";
import type { FeeRecords, FeeTable } from "../../core/ports/renewal-records.ts";
import { kept } from "../refusal.ts";
import type { Tables } from "../tables.ts";

/** The tables of fees. */
export function feeRecords(db: Kysely<Tables>): FeeRecords {
  const newestFirst = () => db.selectFrom("fee_table").selectAll().orderBy("version", "desc");
  return {
    async inForce() {
      const row = await newestFirst().limit(1).executeTakeFirst();
      return row === undefined ? null : tableOf(row);
    },
    async all() {
      return (await newestFirst().execute()).map(tableOf);
    },
    add({ version, at, by, rules }) {
      const row = { version, at, by_whom: by, rules: JSON.stringify(rules) };
      return kept(() => db.insertInto("fee_table").values(row).execute());
    },
  };
}

function tableOf(row: Selectable<Tables["fee_table"]>): FeeTable {
  return {
    version: row.version,
    at: row.at as Instant,
    by: row.by_whom,
    rules: feeRules.parse(JSON.parse(row.rules)),
  };
}
