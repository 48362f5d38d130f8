import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";
import type { Tables } from "../tables.ts";
import { type Migration, strict, strictByKey } from "./migration.ts";

/**
 * The counterfoil journal of each register, and the closures of its days. The database itself refuses a gap in a year's numbers, a line out of
 * the order of time, a line on a closed day, and any change of what was entered.
 */
export const receipts: Migration = {
  number: 340,
  name: "receipts",
  async up(transaction, engine) {
    const receipt = transaction.schema
      .createTable("receipt")
      .addColumn("register", "text", (column) => column.notNull())
      .addColumn("year", "integer", (column) => column.notNull())
      .addColumn("number", "integer", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("payment_id", "text", (column) => column.notNull().references("payment.id"))
      .addColumn("cancels_year", "integer")
      .addColumn("cancels_number", "integer")
      .addColumn("amount_cents", "integer", (column) => column.notNull())
      .addColumn("means", "text", (column) => column.notNull())
      .addColumn("reference", "text")
      .addColumn("drawn_by", "text")
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("by_whom", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("receipt_pk", ["register", "year", "number"])
      .addUniqueConstraint("receipt_once", ["payment_id", "kind"]);
    await strictByKey(receipt, engine).execute();
    await transaction.schema.createIndex("receipt_day").on("receipt").columns(["register", "day"]).execute();
    const copy = transaction.schema
      .createTable("receipt_copy")
      .addColumn("register", "text", (column) => column.notNull())
      .addColumn("year", "integer", (column) => column.notNull())
      .addColumn("number", "integer", (column) => column.notNull())
      .addColumn("copy", "integer", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("by_whom", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("receipt_copy_pk", ["register", "year", "number", "copy"]);
    await strict(copy, engine).execute();
    const closure = transaction.schema
      .createTable("closure")
      .addColumn("register", "text", (column) => column.notNull())
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("by_whom", "text", (column) => column.notNull())
      .addColumn("content", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("closure_pk", ["register", "day"]);
    await strictByKey(closure, engine).execute();
    await keepForGood(transaction, engine);
  },
};

const outOfTurn = `new.number <> 1 + coalesce(
    (select max(number) from receipt where register = new.register and year = new.year), 0)
  or cast(new.year as text) <> substr(new.day, 1, 4)
  or exists (select 1 from receipt where register = new.register and (at > new.at or day > new.day))
  or exists (select 1 from closure where register = new.register and day >= new.day)`;

const closedLater = "exists (select 1 from closure where register = new.register and day >= new.day)";

async function keepForGood(transaction: Kysely<Tables>, engine: Engine): Promise<void> {
  if (engine === "sqlite") {
    await sql`create trigger receipt_in_turn before insert on receipt when ${sql.raw(outOfTurn)}
      begin select raise(abort, 'a receipt has no place there'); end`.execute(transaction);
    await sql`create trigger closure_in_turn before insert on closure when ${sql.raw(closedLater)}
      begin select raise(abort, 'the day is closed'); end`.execute(transaction);
    for (const table of ["receipt", "closure"] as const) {
      await sql`create trigger ${sql.ref(`${table}_is_not_changed`)} before update on ${sql.ref(table)}
        begin select raise(abort, 'what was entered is not changed'); end`.execute(transaction);
      await sql`create trigger ${sql.ref(`${table}_is_not_removed`)} before delete on ${sql.ref(table)}
        begin select raise(abort, 'what was entered is not removed'); end`.execute(transaction);
    }
    return;
  }
  await sql`create function entered_is_kept() returns trigger language plpgsql as $$
    begin raise exception 'what was entered is neither changed nor removed'; end $$`.execute(transaction);
  await sql`create function receipt_in_turn() returns trigger language plpgsql as $$
    begin
      if ${sql.raw(outOfTurn)} then raise exception 'a receipt has no place there'; end if;
      return new;
    end $$`.execute(transaction);
  await sql`create function closure_in_turn() returns trigger language plpgsql as $$
    begin
      if ${sql.raw(closedLater)} then raise exception 'the day is closed'; end if;
      return new;
    end $$`.execute(transaction);
  await sql`create trigger receipt_in_turn before insert on receipt
    for each row execute function receipt_in_turn()`.execute(transaction);
  await sql`create trigger closure_in_turn before insert on closure
    for each row execute function closure_in_turn()`.execute(transaction);
  for (const table of ["receipt", "closure"] as const) {
    await sql`create trigger ${sql.ref(`${table}_is_kept`)} before update or delete on ${sql.ref(table)}
      for each row execute function entered_is_kept()`.execute(transaction);
    await sql`create trigger ${sql.ref(`${table}_is_not_emptied`)} before truncate on ${sql.ref(table)}
      for each statement execute function entered_is_kept()`.execute(transaction);
  }
}
