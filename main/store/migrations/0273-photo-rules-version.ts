import type { Migration } from "./migration.ts";

/** Which version of the rules a photo was decided about under: their limits may be changed at the desk. Those before were never changed there. */
export const photoRulesVersion: Migration = {
  number: 273,
  name: "photo-rules-version",
  async up(transaction) {
    await transaction.schema
      .alterTable("photo_decision")
      .addColumn("profile_version", "integer", (column) => column.notNull().defaultTo(1))
      .execute();
  },
};
