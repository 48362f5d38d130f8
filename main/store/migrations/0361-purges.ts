import { type Migration, strict } from "./migration.ts";

/** What each night's purge removed. */
export const purges: Migration = {
  number: 361,
  name: "purges",
  async up(transaction, engine) {
    const table = transaction.schema
      .createTable("purge_report")
      .addColumn("station", "text", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("content", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("purge_report_pk", ["station", "at"]);
    await strict(table, engine).execute();
    await transaction.schema.createIndex("issue_job_started").on("issue_job").column("started_at").execute();
    await transaction.schema.createIndex("student_enrolled").on("student").column("enrolled_on").execute();
  },
};
