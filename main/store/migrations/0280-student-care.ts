import { type Migration, strict } from "./migration.ts";

/** What the desk changes of a student's file by hand, so that no import takes it back; and the line of it, one an act. */
export const studentCare: Migration = {
  number: 280,
  name: "student-care",
  async up(transaction, engine) {
    await transaction.schema
      .alterTable("student")
      .addColumn("care", "text", (column) => column.notNull().defaultTo(""))
      .execute();
    await transaction.schema.alterTable("student").addColumn("erased_at", "text").execute();
    const line = transaction.schema
      .createTable("care_line")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("student_id", "text", (column) => column.notNull().references("student.id"))
      .addColumn("what", "text", (column) => column.notNull())
      .addColumn("of", "text")
      .addColumn("words", "text", (column) => column.notNull())
      .addColumn("by", "text", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull());
    await strict(line, engine).execute();
    await transaction.schema.createIndex("care_line_student").on("care_line").column("student_id").execute();
    await transaction.schema.createIndex("card_student").on("card").column("student_id").execute();
    await transaction.schema.createIndex("sticker_student").on("sticker").column("student_id").execute();
  },
};
