import { type Migration, strict } from "./migration.ts";

/** What students are given to read, each version whole: the ledger of choices names versions of it. */
export const texts: Migration = {
  number: 360,
  name: "texts",
  async up(transaction, engine) {
    const table = transaction.schema
      .createTable("text_version")
      .addColumn("subject", "text", (column) => column.notNull())
      .addColumn("number", "integer", (column) => column.notNull())
      .addColumn("version", "text", (column) => column.notNull())
      .addColumn("shipped", "integer", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("by_whom", "text", (column) => column.notNull())
      .addColumn("wording", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("text_version_pk", ["subject", "number"])
      .addUniqueConstraint("text_version_once", ["subject", "version"]);
    await strict(table, engine).execute();
  },
};
