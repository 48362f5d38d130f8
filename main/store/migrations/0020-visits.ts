import { sql } from "kysely";
import { type Migration, strict } from "./migration.ts";

/** Appointments of the agenda and the visits of each day. */
export const visits: Migration = {
  number: 20,
  name: "visits",
  async up(transaction, engine) {
    const appointment = transaction.schema
      .createTable("appointment")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("source_key", "text", (column) => column.notNull().unique())
      .addColumn("student_id", "text", (column) => column.notNull().references("student.id"))
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("starts_at", "text", (column) => column.notNull())
      .addColumn("ends_at", "text")
      .addColumn("reason", "text", (column) => column.notNull());
    await strict(appointment, engine).execute();
    const visit = transaction.schema
      .createTable("visit")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("student_id", "text", (column) => column.notNull().references("student.id"))
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("appointment_id", "text", (column) => column.unique().references("appointment.id"))
      .addColumn("due_at", "text")
      .addColumn("arrived_at", "text")
      .addColumn("served_at", "text")
      .addColumn("closed_at", "text")
      .addColumn("identity_seen", "text")
      .addColumn("identity_seen_at", "text")
      .addColumn("rules_read_at", "text");
    await strict(visit, engine).execute();
    await transaction.schema.createIndex("visit_day").on("visit").column("day").execute();
    await transaction.schema.createIndex("visit_student").on("visit").column("student_id").execute();
    await transaction.schema
      .createIndex("visit_served_once")
      .on("visit")
      .column("student_id")
      .unique()
      .where(sql<boolean>`state = 'being-served'`)
      .execute();
  },
};
