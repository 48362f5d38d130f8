import type { Kysely } from "kysely";
import type { Instant } from "../../core/calendar.ts";
import type { StudentId } from "../../core/ids.ts";
import type { VisitRecords } from "../../core/ports/record-store.ts";
import { succeeded } from "../../core/result.ts";
import type { Visit } from "../../core/visit.ts";
import { kept } from "../refusal.ts";
import { studentOf, visitOf } from "../rows.ts";
import type { Tables, VisitTable } from "../tables.ts";
import { rehearsable } from "./students.ts";
import { studentsWithPhoto } from "./students-with-photo.ts";

/** The visits and appointments of the store. */
export function visitRecords(db: Kysely<Tables>): VisitRecords {
  return {
    async byId(id) {
      const row = await db.selectFrom("visit").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : visitOf(row);
    },
    async ofDay(day) {
      const visits = await db.selectFrom("visit").selectAll().where("day", "=", day).execute();
      const students = await studentsWithPhoto(db)
        .where("id", "in", db.selectFrom("visit").select("student_id").where("day", "=", day))
        .execute();
      const byId = new Map(students.map((row) => [row.id, studentOf(row)]));
      return visits.flatMap((row) => {
        const student = byId.get(row.student_id);
        return student === undefined ? [] : [{ visit: visitOf(row), student }];
      });
    },
    async ofStudent(student, day) {
      const rows = await db
        .selectFrom("visit")
        .selectAll()
        .where("student_id", "=", student)
        .where("day", "=", day)
        .orderBy("id", "desc")
        .execute();
      const row = rows.find((each) => each.state !== "done") ?? rows[0];
      return row === undefined ? null : visitOf(row);
    },
    add(visit) {
      return kept(() => db.insertInto("visit").values(visitColumns(visit)).execute());
    },
    noteIdentity(id, seen, at) {
      return kept(() =>
        db
          .updateTable("visit")
          .set({ identity_seen: seen, identity_seen_at: seen === null ? null : at })
          .where("id", "=", id)
          .execute(),
      );
    },
    noteRulesRead(id, at) {
      return kept(() => db.updateTable("visit").set({ rules_read_at: at }).where("id", "=", id).execute());
    },
    noteOverrides(id, overrides) {
      return kept(() =>
        db
          .updateTable("visit")
          .set({ overrides: JSON.stringify(overrides) })
          .where("id", "=", id)
          .execute(),
      );
    },
    async upsertAppointments(files, keep) {
      let added = 0;
      let changed = 0;
      const done = await rehearsable(db, keep, async (transaction) => {
        for (const { file, student, freshIds } of files) {
          const columns = {
            student_id: student,
            day: file.day,
            starts_at: file.startsAt,
            ends_at: file.endsAt,
            reason: file.reason,
          };
          const before = await transaction
            .selectFrom("appointment")
            .selectAll()
            .where("source_key", "=", file.key)
            .executeTakeFirst();
          if (before === undefined && (await isKnownFromElsewhere(transaction, student, file.startsAt)))
            continue;
          if (before === undefined) {
            added += 1;
            await transaction
              .insertInto("appointment")
              .values({ ...columns, id: freshIds.appointment, source_key: file.key })
              .execute();
            await transaction
              .insertInto("visit")
              .values({
                ...noVisitYet,
                id: freshIds.visit,
                student_id: student,
                day: file.day,
                appointment_id: freshIds.appointment,
                due_at: file.startsAt,
              })
              .execute();
            continue;
          }
          const same = Object.entries(columns).every(
            ([name, value]) => before[name as keyof typeof columns] === value,
          );
          if (same) continue;
          changed += 1;
          await transaction.updateTable("appointment").set(columns).where("id", "=", before.id).execute();
          await transaction
            .updateTable("visit")
            .set({ student_id: student, day: file.day, due_at: file.startsAt })
            .where("appointment_id", "=", before.id)
            .where("state", "=", "expected")
            .execute();
        }
      });
      return done.ok ? succeeded({ added, changed, unchanged: files.length - added - changed }) : done;
    },
  };
}

/** The columns of a visit. */
export function visitColumns(visit: Visit): VisitTable {
  return {
    id: visit.id,
    student_id: visit.studentId,
    day: visit.day,
    state: visit.state,
    appointment_id: visit.appointmentId,
    due_at: visit.dueAt,
    arrived_at: visit.arrivedAt,
    served_at: visit.servedAt,
    closed_at: visit.closedAt,
    identity_seen: visit.identitySeen,
    identity_seen_at: visit.identitySeenAt,
    rules_read_at: visit.rulesReadAt,
    overrides: JSON.stringify(visit.overrides),
  };
}

/** Two agendas that tell of one appointment give it keys of their own: a student at a moment is one appointment. */
async function isKnownFromElsewhere(
  transaction: Kysely<Tables>,
  student: StudentId,
  startsAt: Instant,
): Promise<boolean> {
  const row = await transaction
    .selectFrom("appointment")
    .select("id")
    .where("student_id", "=", student)
    .where("starts_at", "=", startsAt)
    .executeTakeFirst();
  return row !== undefined;
}

const noVisitYet = {
  state: "expected",
  arrived_at: null,
  served_at: null,
  closed_at: null,
  identity_seen: null,
  identity_seen_at: null,
  rules_read_at: null,
  overrides: "[]",
};
