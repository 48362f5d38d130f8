import type { Kysely, Selectable } from "kysely";
import type { Instant } from "../../core/calendar.ts";
import type { StudentId } from "../../core/ids.ts";
import type { AuditHead, AuditRecords, AuditRow } from "../../core/ports/audit-log.ts";
import { compiledOnce } from "../compiled-once.ts";
import { kept } from "../refusal.ts";
import type { Tables } from "../tables.ts";

const start = { seq: 0, hash: "0".repeat(64) };

/** The audit chains of the store. */
export function auditRecords(db: Kysely<Tables>): AuditRecords {
  // The first statement of an append writes: from then on the chain is this transaction's, on both engines.
  const hold = compiledOnce<{ readonly chain: string }>(["chain"], ({ chain }) =>
    db
      .updateTable("audit_chain")
      .set((row) => ({ seq: row.ref("seq") }))
      .where("chain", "=", chain)
      .returning(["seq", "hash"]),
  );
  const add = compiledOnce<Tables["audit_entry"]>(
    ["chain", "seq", "at", "act", "actor", "second_actor", "subject", "outcome", "content", "hash"],
    (row) => db.insertInto("audit_entry").values(row),
  );
  const moveEnd = compiledOnce<Tables["audit_chain"]>(["chain", "seq", "hash"], ({ chain, seq, hash }) =>
    db.updateTable("audit_chain").set({ seq, hash }).where("chain", "=", chain),
  );
  return {
    append(chain, make) {
      return kept(() =>
        db.transaction().execute(async (transaction) => {
          const heldEnd = async () =>
            (await transaction.executeQuery<Tables["audit_chain"]>(hold({ chain }))).rows[0];
          let last = await heldEnd();
          if (last === undefined) {
            await transaction
              .insertInto("audit_chain")
              .values({ chain, ...start })
              .onConflict((conflict) => conflict.doNothing())
              .execute();
            last = await heldEnd();
          }
          const rows = make(last ?? start);
          for (const { by, second, ...row } of rows) {
            await transaction.executeQuery(add({ ...row, actor: by, second_actor: second }));
          }
          const end = rows.at(-1);
          if (end !== undefined) {
            await transaction.executeQuery(moveEnd({ chain, seq: end.seq, hash: end.hash }));
          }
        }),
      );
    },
    ends: () => db.selectFrom("audit_chain").selectAll().orderBy("chain").execute(),
    async entries(chain, fromSeq, limit) {
      const rows = await db
        .selectFrom("audit_entry")
        .selectAll()
        .where("chain", "=", chain)
        .where("seq", ">=", fromSeq)
        .orderBy("seq")
        .limit(limit)
        .execute();
      return rows.map(rowOf);
    },
    async find(chain, { act, from, until, by, subject, beforeSeq }, limit) {
      let query = db.selectFrom("audit_entry").selectAll().where("chain", "=", chain);
      if (act !== null) query = query.where("act", "=", act);
      if (from !== null) query = query.where("at", ">=", from);
      if (until !== null) query = query.where("at", "<", until);
      if (by !== null) query = query.where("actor", "=", by);
      if (subject !== null) query = query.where("subject", "=", subject);
      if (beforeSeq !== null) query = query.where("seq", "<", beforeSeq);
      const rows = await query.orderBy("seq", "desc").limit(limit).execute();
      return rows.map(rowOf);
    },
    async acts(chain) {
      const rows = await db
        .selectFrom("audit_entry")
        .select("act")
        .distinct()
        .where("chain", "=", chain)
        .orderBy("act")
        .execute();
      return rows.map((row) => row.act);
    },
    async subject(chain, student) {
      const row = await db
        .selectFrom("audit_subject")
        .select(["pseudonym", "sealed_key"])
        .where("chain", "=", chain)
        .where("student_id", "=", student)
        .executeTakeFirst();
      return row === undefined ? null : { pseudonym: row.pseudonym, sealedKey: row.sealed_key };
    },
    nameSubject(chain, student, { pseudonym, sealedKey }) {
      return kept(() =>
        db
          .insertInto("audit_subject")
          .values({ chain, student_id: student, pseudonym, sealed_key: sealedKey })
          .onConflict((conflict) => conflict.columns(["chain", "student_id"]).doNothing())
          .execute(),
      );
    },
    async subjectBehind(pseudonym) {
      const row = await db
        .selectFrom("audit_subject")
        .selectAll()
        .where("pseudonym", "=", pseudonym)
        .executeTakeFirst();
      if (row === undefined) return null;
      return { pseudonym, sealedKey: row.sealed_key, student: row.student_id as StudentId };
    },
    forgetSubject: (student) =>
      kept(() => db.deleteFrom("audit_subject").where("student_id", "=", student).execute()),
    addHead: (head) => kept(() => db.insertInto("audit_head").values(head).execute()),
    async heads(chain) {
      const rows = await db
        .selectFrom("audit_head")
        .selectAll()
        .where("chain", "=", chain)
        .orderBy("number")
        .execute();
      return rows.map(headOf);
    },
    async lastHead(chain) {
      const row = await db
        .selectFrom("audit_head")
        .selectAll()
        .where("chain", "=", chain)
        .orderBy("number", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : headOf(row);
    },
  };
}

function rowOf(row: Selectable<Tables["audit_entry"]>): AuditRow {
  const { actor, second_actor, at, ...same } = row;
  return { ...same, at: at as Instant, by: actor, second: second_actor };
}

function headOf(row: Selectable<Tables["audit_head"]>): AuditHead {
  return { ...row, at: row.at as Instant, why: row.why as AuditHead["why"] };
}
