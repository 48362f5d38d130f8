import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";
import type { Tables } from "../tables.ts";
import { bytes, type Migration, strict, strictByKey } from "./migration.ts";

/**
 * The audit chains, one a desk, and their signed heads: the database itself refuses to change or remove either, and an entry out of turn.
 * Beside them each person's pseudonym and key, which can be taken away.
 */
export const audit: Migration = {
  number: 60,
  name: "audit",
  async up(transaction, engine) {
    const chain = transaction.schema
      .createTable("audit_chain")
      .addColumn("chain", "text", (column) => column.primaryKey())
      .addColumn("seq", "integer", (column) => column.notNull())
      .addColumn("hash", "text", (column) => column.notNull());
    await strict(chain, engine).execute();
    const entry = transaction.schema
      .createTable("audit_entry")
      .addColumn("chain", "text", (column) => column.notNull())
      .addColumn("seq", "integer", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("act", "text", (column) => column.notNull())
      .addColumn("actor", "text", (column) => column.notNull())
      .addColumn("second_actor", "text")
      .addColumn("subject", "text")
      .addColumn("outcome", "text", (column) => column.notNull())
      .addColumn("content", bytes(engine), (column) => column.notNull())
      .addColumn("hash", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("audit_entry_pk", ["chain", "seq"]);
    await strictByKey(entry, engine).execute();
    await transaction.schema
      .createIndex("audit_entry_subject")
      .on("audit_entry")
      .columns(["subject", "seq"])
      .where("subject", "is not", null)
      .execute();
    await transaction.schema
      .createIndex("audit_entry_act")
      .on("audit_entry")
      .columns(["chain", "act"])
      .execute();
    await transaction.schema
      .createIndex("audit_entry_at")
      .on("audit_entry")
      .columns(["chain", "at"])
      .execute();
    const head = transaction.schema
      .createTable("audit_head")
      .addColumn("chain", "text", (column) => column.notNull())
      .addColumn("number", "integer", (column) => column.notNull())
      .addColumn("seq", "integer", (column) => column.notNull())
      .addColumn("hash", "text", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("why", "text", (column) => column.notNull())
      .addColumn("signer", "text", (column) => column.notNull())
      .addColumn("signature", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("audit_head_pk", ["chain", "number"]);
    await strictByKey(head, engine).execute();
    const subject = transaction.schema
      .createTable("audit_subject")
      .addColumn("chain", "text", (column) => column.notNull())
      .addColumn("student_id", "text", (column) => column.notNull())
      .addColumn("pseudonym", "text", (column) => column.notNull().unique())
      .addColumn("sealed_key", bytes(engine), (column) => column.notNull())
      .addPrimaryKeyConstraint("audit_subject_pk", ["chain", "student_id"]);
    await strictByKey(subject, engine).execute();
    await keepForGood(transaction, engine);
  },
};

async function keepForGood(transaction: Kysely<Tables>, engine: Engine): Promise<void> {
  if (engine === "sqlite") {
    for (const table of ["audit_entry", "audit_head"] as const) {
      const number = table === "audit_entry" ? "seq" : "number";
      await sql`create trigger ${sql.ref(`${table}_is_not_changed`)} before update on ${sql.ref(table)}
        begin select raise(abort, 'the audit is not changed'); end`.execute(transaction);
      await sql`create trigger ${sql.ref(`${table}_is_not_removed`)} before delete on ${sql.ref(table)}
        begin select raise(abort, 'the audit is not removed'); end`.execute(transaction);
      // "insert or replace" would remove the old row without asking the trigger above.
      await sql`create trigger ${sql.ref(`${table}_in_turn`)} before insert on ${sql.ref(table)}
        when new.${sql.ref(number)} <> 1 + coalesce(
          (select max(${sql.ref(number)}) from ${sql.ref(table)} where chain = new.chain), 0)
        begin select raise(abort, 'the audit has no place there'); end`.execute(transaction);
    }
    return;
  }
  await sql`create function audit_is_kept() returns trigger language plpgsql as $$
    begin raise exception 'the audit is neither changed nor removed'; end $$`.execute(transaction);
  await sql`create function audit_entry_in_turn() returns trigger language plpgsql as $$
    begin
      if new.seq <> 1 + coalesce((select max(seq) from audit_entry where chain = new.chain), 0) then
        raise exception 'the audit has no place there';
      end if;
      return new;
    end $$`.execute(transaction);
  await sql`create trigger audit_entry_in_turn before insert on audit_entry
    for each row execute function audit_entry_in_turn()`.execute(transaction);
  for (const table of ["audit_entry", "audit_head"] as const) {
    await sql`create trigger ${sql.ref(`${table}_is_kept`)} before update or delete on ${sql.ref(table)}
      for each row execute function audit_is_kept()`.execute(transaction);
    await sql`create trigger ${sql.ref(`${table}_is_not_emptied`)} before truncate on ${sql.ref(table)}
      for each statement execute function audit_is_kept()`.execute(transaction);
  }
}
