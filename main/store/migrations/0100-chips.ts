import { type Migration, strict } from "./migration.ts";

/** Chips begun for a card, each with the profile it was made with: one chip is one student's, and never two. */
export const chips: Migration = {
  number: 100,
  name: "chips",
  async up(transaction, engine) {
    const chip = transaction.schema
      .createTable("chip")
      .addColumn("uid", "text", (column) => column.primaryKey())
      .addColumn("student_id", "text", (column) => column.notNull().references("student.id"))
      .addColumn("escn", "text", (column) => column.notNull())
      .addColumn("sequence", "integer", (column) => column.notNull().unique())
      .addColumn("profile", "text", (column) => column.notNull())
      .addColumn("profile_version", "integer", (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("spoiled_because", "text")
      .addColumn("begun_at", "text", (column) => column.notNull())
      .addColumn("ended_at", "text")
      .addColumn("updated_at", "text");
    await strict(chip, engine).execute();
    await transaction.schema.createIndex("chip_student").on("chip").column("student_id").execute();
  },
};
