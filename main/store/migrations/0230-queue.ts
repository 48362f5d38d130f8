import { sql } from "kysely";
import { type Migration, strict, strictByKey } from "./migration.ts";

/** The plan of services and desks, each visit's place in the queue, its passages at desks, and the numbers of tickets. */
export const queue: Migration = {
  number: 230,
  name: "queue",
  async up(transaction, engine) {
    const plan = transaction.schema
      .createTable("queue_plan")
      .addColumn("one", "integer", (column) => column.primaryKey().check(sql`one = 1`))
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("plan", "text", (column) => column.notNull());
    await strict(plan, engine).execute();
    const turn = transaction.schema
      .createTable("turn")
      .addColumn("visit_id", "text", (column) => column.primaryKey().references("visit.id"))
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("service", "text", (column) => column.notNull())
      .addColumn("for_desk", "text")
      .addColumn("parked_at", "text")
      .addColumn("ticket_letter", "text")
      .addColumn("ticket_number", "integer");
    await strict(turn, engine).execute();
    await transaction.schema
      .createIndex("turn_ticket")
      .on("turn")
      .columns(["day", "ticket_letter", "ticket_number"])
      .unique()
      .execute();
    const passage = transaction.schema
      .createTable("passage")
      .addColumn("visit_id", "text", (column) => column.notNull().references("visit.id"))
      .addColumn("number", "integer", (column) => column.notNull())
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("service", "text", (column) => column.notNull())
      .addColumn("desk", "text", (column) => column.notNull())
      .addColumn("called_by", "text", (column) => column.notNull())
      .addColumn("called_at", "text", (column) => column.notNull())
      .addColumn("calls", "integer", (column) => column.notNull())
      .addColumn("last_called_at", "text", (column) => column.notNull())
      .addColumn("ended_at", "text")
      .addColumn("ended_as", "text")
      .addPrimaryKeyConstraint("passage_pk", ["visit_id", "number"]);
    await strictByKey(passage, engine).execute();
    await transaction.schema
      .createIndex("passage_one_desk")
      .on("passage")
      .column("visit_id")
      .unique()
      .where(sql<boolean>`ended_at is null`)
      .execute();
    await transaction.schema.createIndex("passage_day").on("passage").column("day").execute();
    const ticket = transaction.schema
      .createTable("ticket_number")
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("letter", "text", (column) => column.notNull())
      .addColumn("last", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("ticket_number_pk", ["day", "letter"]);
    await strictByKey(ticket, engine).execute();
  },
};
