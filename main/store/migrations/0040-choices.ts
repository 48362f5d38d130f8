import { type Migration, strict } from "./migration.ts";

/** The ledger of free choices. */
export const choices: Migration = {
  number: 40,
  name: "choices",
  async up(transaction, engine) {
    const table = transaction.schema
      .createTable("choice")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("student_id", "text", (column) => column.notNull().references("student.id"))
      .addColumn("subject", "text", (column) => column.notNull())
      .addColumn("answer", "text", (column) => column.notNull())
      .addColumn("text_version", "text", (column) => column.notNull())
      .addColumn("text_sha256", "text", (column) => column.notNull())
      .addColumn("language", "text", (column) => column.notNull())
      .addColumn("entered_by", "text", (column) => column.notNull())
      .addColumn("channel", "text", (column) => column.notNull())
      .addColumn("guardian_consent", "integer", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull());
    await strict(table, engine).execute();
    await transaction.schema.createIndex("choice_student").on("choice").column("student_id").execute();
  },
};
