import { sql } from "kysely";
import { type Migration, strict } from "./migration.ts";

/** Renewals, one open at most for each student whoever serves them. */
export const renewals: Migration = {
  number: 320,
  name: "renewals",
  async up(transaction, engine) {
    const renewal = transaction.schema
      .createTable("renewal")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("student_id", "text", (column) => column.notNull().references("student.id"))
      .addColumn("visit_id", "text", (column) => column.notNull().references("visit.id"))
      .addColumn("open", "integer", (column) => column.notNull())
      .addColumn("paid", "integer", (column) => column.notNull())
      .addColumn("revision", "integer", (column) => column.notNull())
      .addColumn("started_at", "text", (column) => column.notNull())
      .addColumn("ended_at", "text")
      .addColumn("state", "text", (column) => column.notNull());
    await strict(renewal, engine).execute();
    await transaction.schema
      .createIndex("renewal_one_open")
      .on("renewal")
      .column("student_id")
      .unique()
      .where(sql<boolean>`open = 1`)
      .execute();
    await transaction.schema.createIndex("renewal_student").on("renewal").column("student_id").execute();
    await transaction.schema.createIndex("renewal_visit").on("renewal").column("visit_id").execute();
  },
};
