import { type Migration, strict } from "./migration.ts";

/** Operators with what is kept of their PIN; no two share a name, accents and case aside. */
export const operators: Migration = {
  number: 70,
  name: "operators",
  async up(transaction, engine) {
    const table = transaction.schema
      .createTable("operator")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("folded", "text", (column) => column.notNull().unique())
      .addColumn("roles", "text", (column) => column.notNull())
      .addColumn("active", "integer", (column) => column.notNull())
      .addColumn("example", "integer", (column) => column.notNull())
      .addColumn("pin_hash", "text", (column) => column.notNull())
      .addColumn("tries", "integer", (column) => column.notNull())
      .addColumn("last_try_at", "text");
    await strict(table, engine).execute();
  },
};
