import { type Migration, strict } from "./migration.ts";

/** Students as imported. */
export const students: Migration = {
  number: 10,
  name: "students",
  async up(transaction, engine) {
    const table = transaction.schema
      .createTable("student")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("number", "text", (column) => column.notNull().unique())
      .addColumn("ine", "text")
      .addColumn("civil_last_name", "text", (column) => column.notNull())
      .addColumn("civil_first_name", "text", (column) => column.notNull())
      .addColumn("usage_last_name", "text")
      .addColumn("usage_first_name", "text")
      .addColumn("birth_date", "text", (column) => column.notNull())
      .addColumn("email", "text")
      .addColumn("programme", "text", (column) => column.notNull())
      .addColumn("level", "text", (column) => column.notNull())
      .addColumn("enrolled_on", "text")
      .addColumn("cvec", "text")
      .addColumn("blocks", "text", (column) => column.notNull())
      .addColumn("population", "text", (column) => column.notNull())
      .addColumn("photo_file", "text")
      .addColumn("guardian_seen_on", "text")
      .addColumn("folded", "text", (column) => column.notNull());
    await strict(table, engine).execute();
    await transaction.schema.createIndex("student_email").on("student").column("email").execute();
  },
};
