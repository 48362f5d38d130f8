import * as fc from "fast-check";
import type { Kysely } from "kysely";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Instant } from "../../main/core/calendar.ts";
import type { StudentId } from "../../main/core/ids.ts";
import type { AuditedAct, AuditHead, AuditKeys, AuditLog } from "../../main/core/ports/audit-log.ts";
import { createActing } from "../../main/security/acting.ts";
import { hashOfEntry } from "../../main/security/audit-chain.ts";
import { createAuditLog } from "../../main/security/audit-log.ts";
import type { Database } from "../../main/store/engine.ts";
import { auditRecords } from "../../main/store/records/audit.ts";
import type { Tables } from "../../main/store/tables.ts";

const zoe = "018f0000-0000-7000-8000-000000000001" as StudentId;
const tao = "018f0000-0000-7000-8000-000000000002" as StudentId;
const everything = { act: null, from: null, until: null, by: null, subject: null, beforeSeq: null };

function done(act: string, subject: StudentId | null, after = {}): AuditedAct {
  return { act, subject, outcome: "done", facts: { before: {}, after } };
}

/** What every audit must keep to, whichever database it is on. `keys` are those of one desk. */
export function auditContract(
  where: string,
  open: () => Promise<Database>,
  keysOf: () => Promise<AuditKeys>,
): void {
  describe(`the audit ${where}`, () => {
    let database: Database;
    let keys: AuditKeys;
    let log: AuditLog;
    let chains = 0;
    let nowMs = Date.parse("2026-09-07T08:00:00Z");
    const acting = createActing("desk");
    const deskLog = (chain: string) =>
      createAuditLog({
        records: auditRecords(database.db),
        keys,
        chain,
        acting,
        clock: { now: () => nowMs },
      });

    beforeAll(async () => {
      database = await open();
      keys = await keysOf();
    }, 60_000);
    afterAll(() => database.db.destroy());
    beforeEach(() => {
      chains += 1;
      nowMs = Date.parse("2026-09-07T08:00:00Z");
      log = deskLog(`desk-${chains}`);
    });

    /** What is wrong with this chain; others of the same database are not looked at. */
    const wrong = async (elsewhere: readonly AuditHead[] = []) => {
      const { findings } = await log.verify(elsewhere);
      return findings
        .filter((finding) => finding.chain === log.chain)
        .map(({ what, fromSeq, toSeq }) => `${what} ${fromSeq}-${toSeq}`);
    };
    /** Does to the tables what no code of ours does and what the database refuses: its triggers are taken off and put back. */
    const tampered = async (change: (db: Kysely<Tables>) => Promise<unknown>) => {
      const { db, engine } = database;
      if (engine === "postgres") {
        await sql`alter table audit_entry disable trigger user`.execute(db);
        await sql`alter table audit_head disable trigger user`.execute(db);
        await change(db);
        await sql`alter table audit_entry enable trigger user`.execute(db);
        await sql`alter table audit_head enable trigger user`.execute(db);
        return;
      }
      const triggers = await sql<{ name: string; sql: string }>`select name, sql from sqlite_master
        where type = 'trigger' and name like 'audit%'`.execute(db);
      for (const { name } of triggers.rows) await sql`drop trigger ${sql.ref(name)}`.execute(db);
      await change(db);
      for (const trigger of triggers.rows) await sql.raw(trigger.sql).execute(db);
    };
    const filled = async (count: number) => {
      for (let n = 1; n <= count; n += 1)
        await log.append(done(`act-${n % 3}`, n % 2 === 0 ? zoe : null, { n }));
    };

    test("keeps acts in their order, and gives them back newest first to whoever holds the person's key", async () => {
      await acting.as("somebody", async () => log.append(done("visit.live", zoe)));
      nowMs += 60_000;
      await log.append({ ...done("board.move", zoe, { "visit.state": "arrived" }), second: "another" });
      await log.append(done("imports.read", null, { rows: 3 }));
      const found = await log.find(everything, 10);
      expect(
        found.map(({ seq, act, by, second, subject, facts }) => [seq, act, by, second, subject, facts]),
      ).toEqual([
        [3, "imports.read", "desk", null, null, { before: {}, after: { rows: 3 } }],
        [2, "board.move", "desk", "another", zoe, { before: {}, after: { "visit.state": "arrived" } }],
        [1, "visit.live", "somebody", null, zoe, { before: {}, after: {} }],
      ]);
      expect(await wrong()).toEqual([]);
    });

    test("is looked through by act, by moment, by operator and by person", async () => {
      await filled(6);
      const seqs = async (filter: Partial<Parameters<AuditLog["find"]>[0]>, limit = 10) =>
        (await log.find({ ...everything, ...filter }, limit)).map(({ seq }) => seq);
      expect(await seqs({ act: "act-0" })).toEqual([6, 3]);
      expect(await seqs({ subject: zoe })).toEqual([6, 4, 2]);
      expect(await seqs({ subject: tao })).toEqual([]);
      expect(await seqs({ by: "nobody" })).toEqual([]);
      expect(await seqs({ beforeSeq: 4 }, 2)).toEqual([3, 2]);
      expect(await seqs({ from: "2026-09-07T08:00:00.000Z" as Instant })).toHaveLength(6);
      expect(await seqs({ until: "2026-09-07T08:00:00.000Z" as Instant })).toEqual([]);
      expect(await log.acts()).toEqual(["act-0", "act-1", "act-2"]);
    });

    test("keeps acts that come at once one after the other, from two processes of one desk too", async () => {
      const beside = deskLog(log.chain);
      await Promise.all(
        Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? log : beside).append(done("act", zoe, { n }))),
      );
      expect((await log.end()).seq).toBe(60);
      expect(await wrong()).toEqual([]);
    });

    test("names nobody: neither the person nor what was different stands in a row", async () => {
      await log.append(done("visit.checkIn", zoe, { "visit.identitySeen": "passport" }));
      const [row] = await auditRecords(database.db).entries(log.chain, 1, 1);
      expect(row?.subject).not.toBeNull();
      expect(row?.subject).not.toBe(zoe);
      expect(Buffer.from(row?.content ?? []).includes("passport")).toBe(false);
    });

    test("a person who is erased can not be read any more, and the chain is whole", async () => {
      await filled(4);
      await log.append(done("act", tao, { n: 5 }));
      await log.forget(zoe);
      const found = await log.find(everything, 10);
      expect(found.map(({ facts }) => facts === "erased")).toEqual([false, true, false, true, false]);
      expect(found.filter(({ subject }) => subject === zoe)).toEqual([]);
      expect(await wrong()).toEqual([]);
      await log.append(done("act", zoe));
      expect((await log.find({ ...everything, subject: zoe }, 10)).map(({ seq }) => seq)).toEqual([6]);
      expect(await wrong()).toEqual([]);
    });

    test("the database refuses to change, remove or displace what was kept", async () => {
      await filled(3);
      await log.signHead("hour");
      const { db } = database;
      const mine = (table: "audit_entry" | "audit_head") =>
        db.deleteFrom(table).where("chain", "=", log.chain);
      await expect(mine("audit_entry").execute()).rejects.toThrow("audit");
      await expect(mine("audit_head").execute()).rejects.toThrow("audit");
      await expect(
        db.updateTable("audit_entry").set({ actor: "other" }).where("chain", "=", log.chain).execute(),
      ).rejects.toThrow("audit");
      await expect(db.updateTable("audit_head").set({ seq: 1 }).execute()).rejects.toThrow("audit");
      const [row] = await db.selectFrom("audit_entry").selectAll().where("chain", "=", log.chain).execute();
      if (row === undefined) throw new Error("no row");
      await expect(
        db
          .insertInto("audit_entry")
          .values({ ...row, seq: 9 })
          .execute(),
      ).rejects.toThrow("audit");
      const instead =
        database.engine === "sqlite" ? db.replaceInto("audit_entry").values(row) : mine("audit_entry");
      await expect(instead.execute()).rejects.toThrow("audit");
      expect(await wrong()).toEqual([]);
    });

    test("any change of any field of any entry is found where it was made", async () => {
      await filled(12);
      const field = fc.constantFrom(
        "act",
        "actor",
        "second_actor",
        "subject",
        "outcome",
        "at",
        "content",
        "hash",
      );
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 12 }), field, async (seq, name) => {
          const at = (db: Kysely<Tables>) =>
            db.updateTable("audit_entry").where("chain", "=", log.chain).where("seq", "=", seq);
          const before = await database.db
            .selectFrom("audit_entry")
            .selectAll()
            .where("chain", "=", log.chain)
            .where("seq", "=", seq)
            .executeTakeFirstOrThrow();
          const other = name === "content" ? Buffer.from("{}") : name === "hash" ? "f".repeat(64) : "other";
          await tampered((db) =>
            at(db)
              .set({ [name]: other })
              .execute(),
          );
          const found = await wrong();
          await tampered((db) =>
            at(db)
              .set({ [name]: before[name] })
              .execute(),
          );
          expect(found).toContain(`changed ${seq}-${seq}`);
          expect(await wrong()).toEqual([]);
        }),
        { numRuns: 25 },
      );
    });

    test("entries taken out of the middle are found, by their numbers", async () => {
      await filled(9);
      await tampered((db) =>
        db.deleteFrom("audit_entry").where("chain", "=", log.chain).where("seq", "in", [4, 5]).execute(),
      );
      expect(await wrong()).toEqual(["removed 4-5"]);
    });

    test("entries taken off the end are found by the chain's own end, by a head beside it, or by one kept elsewhere", async () => {
      await filled(5);
      const signed = await log.signHead("hour");
      if (!signed.ok || signed.value === null) throw new Error("no head");
      const cut = (db: Kysely<Tables>) =>
        db.deleteFrom("audit_entry").where("chain", "=", log.chain).where("seq", ">", 3).execute();
      await tampered(cut);
      expect(await wrong()).toEqual(["truncated 4-5"]);
      const third = (await auditRecords(database.db).entries(log.chain, 3, 1))[0];
      await database.db
        .updateTable("audit_chain")
        .set({ seq: 3, hash: third?.hash ?? "" })
        .where("chain", "=", log.chain)
        .execute();
      expect(await wrong()).toEqual(["truncated 4-5"]);
      await tampered((db) => db.deleteFrom("audit_head").where("chain", "=", log.chain).execute());
      expect(await wrong()).toEqual([]);
      expect(await wrong([signed.value])).toEqual(["truncated 4-5"]);
      expect(await wrong([{ ...signed.value, seq: 4 }])).toEqual(["head-forged 4-4"]);
    });

    test("a chain written anew from one entry on, hashes and all, is found by the head that knew the old one", async () => {
      await filled(4);
      await log.signHead("hour");
      await filled(4);
      await log.signHead("hour");
      const records = auditRecords(database.db);
      const rows = await records.entries(log.chain, 1, 100);
      await tampered(async (db) => {
        let before = rows[4]?.hash ?? "";
        for (const row of rows.slice(5)) {
          const forged = { ...row, by: "nobody" };
          before = hashOfEntry(before, forged);
          await db
            .updateTable("audit_entry")
            .set({ actor: forged.by, hash: before })
            .where("chain", "=", log.chain)
            .where("seq", "=", row.seq)
            .execute();
        }
        await db.updateTable("audit_chain").set({ hash: before }).where("chain", "=", log.chain).execute();
      });
      expect(await wrong()).toEqual(["rewritten 5-8"]);
    });

    test("a head is signed only when there is something new to sign, and one that is missing is noticed", async () => {
      expect(await log.signHead("hour")).toEqual({ ok: true, value: null });
      for (const why of ["hour", "day", "close"] as const) {
        await filled(1);
        expect(await log.signHead(why)).toMatchObject({ ok: true, value: { why } });
        expect(await log.signHead("asked")).toEqual({ ok: true, value: null });
      }
      expect(await log.lastHead()).toMatchObject({ number: 3, seq: 3, why: "close" });
      expect(await wrong()).toEqual([]);
      await tampered((db) =>
        db.deleteFrom("audit_head").where("chain", "=", log.chain).where("number", "=", 2).execute(),
      );
      expect(await wrong()).toEqual(["head-removed 3-3"]);
    });

    test("a clock set back is told and is no tampering: the order stays sure", async () => {
      await filled(2);
      nowMs -= 86_400_000;
      await filled(1);
      const { clockSetBack } = await log.verify([]);
      expect(clockSetBack.filter(({ chain }) => chain === log.chain).map(({ seq }) => seq)).toEqual([3]);
      expect(await wrong()).toEqual([]);
    });
  });
}
