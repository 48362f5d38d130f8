import type { Migration } from "./migration.ts";

/** What two operators let pass for a visit, as JSON (`core/override.ts`). */
export const overrides: Migration = {
  number: 75,
  name: "overrides",
  async up(transaction) {
    await transaction.schema
      .alterTable("visit")
      .addColumn("overrides", "text", (column) => column.notNull().defaultTo("[]"))
      .execute();
  },
};
