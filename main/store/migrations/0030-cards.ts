import { sql } from "kysely";
import { bytes, type Migration, strict } from "./migration.ts";

/** Photos and cards. Two unique indexes hold what must never happen: two live cards for one student, one chip on two cards. */
export const cards: Migration = {
  number: 30,
  name: "cards",
  async up(transaction, engine) {
    const photo = transaction.schema
      .createTable("photo")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("student_id", "text", (column) => column.notNull().references("student.id"))
      .addColumn("jpeg", bytes(engine), (column) => column.notNull())
      .addColumn("taken_at", "text", (column) => column.notNull());
    await strict(photo, engine).execute();
    await transaction.schema.createIndex("photo_student").on("photo").column("student_id").execute();
    const card = transaction.schema
      .createTable("card")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("student_id", "text", (column) => column.notNull().references("student.id"))
      .addColumn("visit_id", "text", (column) => column.references("visit.id"))
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("escn", "text", (column) => column.notNull().unique())
      .addColumn("uid", "text", (column) => column.unique())
      .addColumn("photo_id", "text", (column) => column.notNull().references("photo.id"))
      .addColumn("template", "text", (column) => column.notNull())
      .addColumn("layers_sha256", "text", (column) => column.notNull())
      .addColumn("requested_at", "text", (column) => column.notNull())
      .addColumn("encoded_at", "text")
      .addColumn("printed_at", "text")
      .addColumn("enabled_at", "text")
      .addColumn("ended_because", "text")
      .addColumn("ended_at", "text");
    await strict(card, engine).execute();
    await transaction.schema.createIndex("card_visit").on("card").column("visit_id").execute();
    await transaction.schema
      .createIndex("card_one_live")
      .on("card")
      .column("student_id")
      .unique()
      .where(sql<boolean>`state = 'ENABLED'`)
      .execute();
  },
};
