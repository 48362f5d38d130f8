import { type Migration, strict } from "./migration.ts";

/** The tables of fees, each version whole: what was in force on a day can always be shown. */
export const feeTables: Migration = {
  number: 310,
  name: "fee-tables",
  async up(transaction, engine) {
    const table = transaction.schema
      .createTable("fee_table")
      .addColumn("version", "integer", (column) => column.primaryKey())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("by_whom", "text", (column) => column.notNull())
      .addColumn("rules", "text", (column) => column.notNull());
    await strict(table, engine).execute();
  },
};
