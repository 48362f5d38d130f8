import type { Migration } from "./migration.ts";

/** Which station makes a card, or keeps an import: what a crash leaves open is that one's to finish. Null: begun before it was written down. */
export const stations: Migration = {
  number: 240,
  name: "stations",
  async up(transaction) {
    await transaction.schema.alterTable("issue_job").addColumn("station", "text").execute();
    await transaction.schema.alterTable("import_run").addColumn("station", "text").execute();
  },
};
