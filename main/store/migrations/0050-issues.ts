import { sql } from "kysely";
import { type Migration, strict, strictByKey } from "./migration.ts";

/** Issues under way or over, and the journal of their acts. A visit has one open issue at most. */
export const issues: Migration = {
  number: 50,
  name: "issues",
  async up(transaction, engine) {
    const job = transaction.schema
      .createTable("issue_job")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("visit_id", "text", (column) => column.notNull().references("visit.id"))
      .addColumn("student_id", "text", (column) => column.notNull().references("student.id"))
      .addColumn("open", "integer", (column) => column.notNull())
      .addColumn("started_at", "text", (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull());
    await strict(job, engine).execute();
    await transaction.schema
      .createIndex("issue_job_one_open")
      .on("issue_job")
      .column("student_id")
      .unique()
      .where(sql<boolean>`open = 1`)
      .execute();
    await transaction.schema.createIndex("issue_job_visit").on("issue_job").column("visit_id").execute();
    const journal = transaction.schema
      .createTable("journal")
      .addColumn("job_id", "text", (column) => column.notNull().references("issue_job.id"))
      .addColumn("number", "integer", (column) => column.notNull())
      .addColumn("attempt", "integer", (column) => column.notNull())
      .addColumn("act", "text", (column) => column.notNull())
      .addColumn("started_at", "text", (column) => column.notNull())
      .addColumn("took_ms", "integer")
      .addColumn("ended", "text")
      .addColumn("fault", "text")
      .addPrimaryKeyConstraint("journal_pk", ["job_id", "number"]);
    await strictByKey(journal, engine).execute();
  },
};
