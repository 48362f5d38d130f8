import { type Kysely, sql, type Transaction } from "kysely";
import type { CalendarDay } from "../../core/calendar.ts";
import type { StudentId } from "../../core/ids.ts";
import type { DatedThing, PurgeRecords } from "../../core/ports/purge-records.ts";
import { purgeReport } from "../../core/retention.ts";
import { kept, keptAs } from "../refusal.ts";
import type { Tables } from "../tables.ts";

/** What is over in the store, and the reports of its removal by one station. */
export function purgeRecords(db: Kysely<Tables>, station: string): PurgeRecords {
  return {
    async count(thing, before) {
      const counted = sql<{
        readonly count: string | number;
      }>`select count(*) as count from (${over(thing, before)}) as it`;
      const { rows } = await counted.execute(db);
      return Number(rows[0]?.count ?? 0);
    },
    drop: (thing, before, most) =>
      keptAs(() =>
        db.transaction().execute(async (transaction) => {
          const { rows } = await sql<WithId>`${over(thing, before)} limit ${most}`.execute(transaction);
          const ids = rows.map(({ id }) => id);
          if (ids.length > 0) await drop[thing](transaction, ids);
          return ids.length;
        }),
      ),
    async gone(before, after, most) {
      let students = db
        .selectFrom("student")
        .select("id")
        .where("erased_at", "is", null)
        .where("enrolled_on", "<", before)
        .orderBy("id")
        .limit(most);
      if (after !== null) students = students.where("id", ">", after);
      return (await students.execute()).map(({ id }) => id as StudentId);
    },
    async reports(most) {
      const rows = await db
        .selectFrom("purge_report")
        .select("content")
        .where("station", "=", station)
        .orderBy("at", "desc")
        .limit(most)
        .execute();
      return rows.map(({ content }) => purgeReport.parse(JSON.parse(content)));
    },
    addReport: (report) =>
      kept(() =>
        db
          .insertInto("purge_report")
          .values({ station, at: report.at, content: JSON.stringify(report) })
          .execute(),
      ),
  };
}

/** What is over, each with the id it is removed by. A ticket hangs on its visit, and goes with its calls. */
function over(thing: DatedThing, before: CalendarDay) {
  switch (thing) {
    case "tickets":
      return sql<WithId>`select visit_id as id from turn where day < ${before}`;
    case "journals":
      return sql<WithId>`select id from issue_job where open = 0 and started_at < ${before}`;
    case "visits":
      return sql<WithId>`select id from visit where day < ${before} and state <> 'being-served'
        and id not in (select visit_id from renewal)
        and id not in (select visit_id from issue_job where open = 1)`;
  }
}

interface WithId {
  readonly id: string;
}

const drop: Readonly<
  Record<DatedThing, (db: Transaction<Tables>, ids: readonly string[]) => Promise<unknown>>
> = {
  async tickets(db, ids) {
    await db
      .deleteFrom("passage")
      .where("visit_id", "in", [...ids])
      .execute();
    await db
      .deleteFrom("turn")
      .where("visit_id", "in", [...ids])
      .execute();
  },
  async journals(db, ids) {
    await db
      .deleteFrom("journal")
      .where("job_id", "in", [...ids])
      .execute();
    await db
      .deleteFrom("issue_job")
      .where("id", "in", [...ids])
      .execute();
  },
  async visits(db, ids) {
    await drop.tickets(db, ids);
    const jobs = await db
      .selectFrom("issue_job")
      .select("id")
      .where("visit_id", "in", [...ids])
      .execute();
    if (jobs.length > 0)
      await drop.journals(
        db,
        jobs.map(({ id }) => id),
      );
    await db
      .updateTable("card")
      .set({ visit_id: null })
      .where("visit_id", "in", [...ids])
      .execute();
    const appointments = await db
      .selectFrom("visit")
      .select("appointment_id")
      .where("id", "in", [...ids])
      .execute();
    await db
      .deleteFrom("visit")
      .where("id", "in", [...ids])
      .execute();
    const held = appointments.flatMap(({ appointment_id: id }) => id ?? []);
    if (held.length > 0) await db.deleteFrom("appointment").where("id", "in", held).execute();
  },
};
