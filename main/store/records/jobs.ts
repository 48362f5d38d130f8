import type { Selectable } from "kysely";
import type { Instant } from "../../core/calendar.ts";
import type { JobId, StudentId, VisitId } from "../../core/ids.ts";
import type { IssueJob, JobRecords, JournalLine } from "../../core/ports/record-store.ts";
import type { Database } from "../engine.ts";
import { kept } from "../refusal.ts";
import type { Tables } from "../tables.ts";
import { claim } from "./stations.ts";
import { stepKeeper } from "./step-statements.ts";

/** Issues and the journal of their acts. */
export function jobRecords({ db, engine }: Database, station: string): JobRecords {
  const keepStep = stepKeeper(db);
  return {
    async byId(id) {
      const row = await db.selectFrom("issue_job").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : jobOf(row);
    },
    async lastOfVisit(visit) {
      const row = await db
        .selectFrom("issue_job")
        .selectAll()
        .where("visit_id", "=", visit)
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : jobOf(row);
    },
    async open() {
      const rows = await db.selectFrom("issue_job").selectAll().where("open", "=", 1).orderBy("id").execute();
      return rows.map(jobOf);
    },
    async takeUp() {
      let mine = db.selectFrom("issue_job").selectAll().where("open", "=", 1).orderBy("id");
      if (engine === "postgres") {
        await claim(db, "issue_job", station);
        mine = mine.where("station", "=", station);
      }
      return (await mine.execute()).map(jobOf);
    },
    add(job, first) {
      return kept(() =>
        db.transaction().execute(async (transaction) => {
          await transaction
            .insertInto("issue_job")
            .values({
              id: job.id,
              visit_id: job.visitId,
              student_id: job.studentId,
              open: 1,
              started_at: job.startedAt,
              state: JSON.stringify(job.state),
              station,
            })
            .execute();
          await keepStep(transaction, job.id, first);
        }),
      );
    },
    commit(job, step) {
      return kept(() => db.transaction().execute((transaction) => keepStep(transaction, job, step)));
    },
    async journalOf(job) {
      const rows = await db
        .selectFrom("journal")
        .selectAll()
        .where("job_id", "=", job)
        .orderBy("number")
        .execute();
      return rows.map(
        (row): JournalLine => ({
          act: row.act as JournalLine["act"],
          number: row.number,
          attempt: row.attempt,
          startedAt: row.started_at as Instant,
          tookMs: row.took_ms,
          ended: row.ended as JournalLine["ended"],
          fault: row.fault,
        }),
      );
    },
  };
}

function jobOf(row: Selectable<Tables["issue_job"]>): IssueJob {
  return {
    id: row.id as JobId,
    visitId: row.visit_id as VisitId,
    studentId: row.student_id as StudentId,
    open: row.open === 1,
    startedAt: row.started_at as Instant,
    // Issues of before printers differed know nothing of ways.
    state: { way: "chip-first", inked: false, ...JSON.parse(row.state) },
  };
}
