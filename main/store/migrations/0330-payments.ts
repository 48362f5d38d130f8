import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";
import type { Tables } from "../tables.ts";
import { type Migration, strict } from "./migration.ts";

/**
 * Payments. The database holds what must never happen: one told twice that becomes two, one ticket or cheque that pays twice,
 * one payment used by two renewals or a renewal paid twice, an amount changed afterwards.
 */
export const payments: Migration = {
  number: 330,
  name: "payments",
  async up(transaction, engine) {
    const payment = transaction.schema
      .createTable("payment")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("key", "text", (column) => column.notNull().unique())
      .addColumn("student_id", "text", (column) => column.notNull().references("student.id"))
      .addColumn("amount_cents", "integer", (column) => column.notNull())
      .addColumn("means", "text", (column) => column.notNull())
      .addColumn("reference", "text")
      .addColumn("drawn_by", "text")
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("taken_at", "text", (column) => column.notNull())
      .addColumn("taken_by", "text", (column) => column.notNull())
      .addColumn("used_by", "text", (column) => column.references("renewal.id"))
      .addColumn("cancelled_at", "text")
      .addColumn("cancelled_by", "text")
      .addColumn("cancelled_because", "text");
    await strict(payment, engine).execute();
    await transaction.schema.createIndex("payment_student").on("payment").column("student_id").execute();
    await transaction.schema.createIndex("payment_day").on("payment").column("day").execute();
    await transaction.schema
      .createIndex("payment_of_renewal")
      .on("payment")
      .column("used_by")
      .unique()
      .where(sql<boolean>`cancelled_at is null`)
      .execute();
    await transaction.schema
      .createIndex("payment_reference")
      .on("payment")
      .columns(["means", "reference", "day"])
      .unique()
      .where(sql<boolean>`reference is not null and cancelled_at is null`)
      .execute();
    await keepForGood(transaction, engine);
  },
};

const fixed = ["key", "student_id", "amount_cents", "means", "reference", "drawn_by", "day", "taken_at"];

/** A payment is used, let go of and taken back; nothing else of it changes, and being taken back is for good. */
async function keepForGood(transaction: Kysely<Tables>, engine: Engine): Promise<void> {
  const differs = engine === "sqlite" ? "is not" : "is distinct from";
  const changed = sql.raw(
    [...fixed.map((column) => `old.${column} ${differs} new.${column}`), "old.cancelled_at is not null"].join(
      " or ",
    ),
  );
  if (engine === "sqlite") {
    await sql`create trigger payment_is_not_changed before update on payment when ${changed}
      begin select raise(abort, 'a payment is not changed'); end`.execute(transaction);
    await sql`create trigger payment_is_not_removed before delete on payment
      begin select raise(abort, 'a payment is not removed'); end`.execute(transaction);
    return;
  }
  await sql`create function payment_is_kept() returns trigger language plpgsql as $$
    begin raise exception 'a payment is neither changed nor removed'; end $$`.execute(transaction);
  await sql`create trigger payment_is_not_changed before update on payment
    for each row when (${changed}) execute function payment_is_kept()`.execute(transaction);
  await sql`create trigger payment_is_not_removed before delete on payment
    for each row execute function payment_is_kept()`.execute(transaction);
}
