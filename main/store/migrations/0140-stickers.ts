import { sql } from "kysely";
import { type Migration, strict } from "./migration.ts";

/** Yearly stickers. Rows are never taken away: a number that was given up stays known as such. */
export const stickers: Migration = {
  number: 140,
  name: "stickers",
  async up(transaction, engine) {
    const table = transaction.schema
      .createTable("sticker")
      .addColumn("serial_number", "text", (column) => column.primaryKey())
      .addColumn("academic_year", "text", (column) => column.notNull())
      .addColumn("desk", "integer", (column) => column.notNull())
      .addColumn("count", "integer", (column) => column.notNull())
      .addColumn("card_id", "text", (column) => column.notNull().references("card.id"))
      .addColumn("student_id", "text", (column) => column.notNull().references("student.id"))
      .addColumn("state", "text", (column) =>
        column.notNull().check(sql`state in ('unsent', 'sent', 'out', 'taken', 'void')`),
      )
      .addColumn("sent_at", "text", (column) => column.notNull())
      .addColumn("moved_at", "text", (column) => column.notNull())
      .addColumn("void_because", "text")
      .addColumn("void_note", "text")
      .addColumn("replaces", "text", (column) => column.references("sticker.serial_number"))
      .addUniqueConstraint("sticker_count", ["academic_year", "desk", "count"])
      .addCheckConstraint("sticker_void_has_reason", sql`(state = 'void') = (void_because is not null)`);
    await strict(table, engine).execute();
    await transaction.schema
      .createIndex("sticker_one_a_year")
      .unique()
      .on("sticker")
      .columns(["student_id", "academic_year"])
      .where(sql.ref("state"), "!=", "void")
      .execute();
  },
};
