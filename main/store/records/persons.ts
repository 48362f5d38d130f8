import type { Kysely, Transaction } from "kysely";
import type { CalendarDay, Instant } from "../../core/calendar.ts";
import type { PhotoId, StudentId, VisitId } from "../../core/ids.ts";
import { erasure } from "../../core/photo/retention.ts";
import type { CareAct, CareLine, KeptPhoto, PersonRecords } from "../../core/ports/person-records.ts";
import type { Database } from "../engine.ts";
import { kept, keptAs } from "../refusal.ts";
import { cardOf, careColumn, careOf, fileOf, studentColumns, visitOf } from "../rows.ts";
import type { Tables } from "../tables.ts";
import { erasePerson } from "./erase-person.ts";
import type { KeptPictures } from "./kept-pictures.ts";
import { decisionOf } from "./photos.ts";
import { sameNames, searchWords } from "./search-index.ts";
import { stickerOf } from "./stickers.ts";

/** The files of persons in the store. */
export function personRecords({ db, engine }: Database, pictures: KeptPictures): PersonRecords {
  const keepWords = searchWords(engine);
  const rowOf = async (from: Kysely<Tables>, student: StudentId) => {
    const row = from
      .selectFrom("student")
      .selectAll()
      .where("id", "=", student)
      .where("erased_at", "is", null);
    return (engine === "postgres" && from.isTransaction ? row.forUpdate() : row).executeTakeFirst();
  };
  return {
    async of(student) {
      const row = await rowOf(db, student);
      if (row === undefined) return null;
      const [lines, cards, visits, appointments, photos, stickers] = await Promise.all([
        linesOf(db, student),
        db
          .selectFrom("card")
          .selectAll()
          .where("student_id", "=", student)
          .orderBy("requested_at")
          .orderBy("id")
          .execute(),
        db
          .selectFrom("visit")
          .selectAll()
          .where("student_id", "=", student)
          .orderBy("day")
          .orderBy("id")
          .execute(),
        appointmentsOf(db, student),
        photosOf(db, student),
        db
          .selectFrom("sticker")
          .selectAll()
          .where("student_id", "=", student)
          .orderBy("sent_at")
          .orderBy("serial_number")
          .execute(),
      ]);
      return {
        care: careOf(row),
        lines,
        cards: cards.map(cardOf),
        visits: visits.map(visitOf),
        appointments,
        photos,
        stickers: stickers.map(stickerOf),
      };
    },
    change(student, change, line) {
      return keptAs(() =>
        db.transaction().execute(async (transaction) => {
          const row = await rowOf(transaction, student);
          const file = row === undefined ? null : fileOf(row);
          const changed = file === null || row === undefined ? null : change(file, careOf(row));
          if (row === undefined || file === null || changed === null) return false;
          const columns = studentColumns(changed.file);
          await transaction
            .updateTable("student")
            .set({ ...columns, care: careColumn(changed.care) })
            .where("id", "=", student)
            .execute();
          if (!sameNames(row, columns)) await keepWords(transaction, student, columns);
          await addLine(transaction, student, line);
          return true;
        }),
      );
    },
    note: (student, line) => kept(() => addLine(db, student, line)),
    async dropNote(student, note) {
      const dropped = await keptAs(() =>
        db
          .deleteFrom("care_line")
          .where("id", "=", note)
          .where("student_id", "=", student)
          .where("what", "=", "noted")
          .executeTakeFirst(),
      );
      return dropped.ok ? { ok: true, value: dropped.value.numDeletedRows > 0n } : dropped;
    },
    moveCard(student, { card, from, to, because }, line) {
      return keptAs(() =>
        db.transaction().execute(async (transaction) => {
          const { numUpdatedRows } = await transaction
            .updateTable("card")
            .set({ state: to, ended_because: because, ended_at: because === null ? null : line.at })
            .where("id", "=", card)
            .where("student_id", "=", student)
            .where("state", "=", from)
            .executeTakeFirst();
          if (numUpdatedRows === 0n) return false;
          await addLine(transaction, student, line);
          return true;
        }),
      );
    },
    erase: (student, at) =>
      kept(() =>
        db.transaction().execute((transaction) => erasePerson(transaction, engine, pictures, student, at)),
      ),
  };
}

async function addLine(
  db: Kysely<Tables> | Transaction<Tables>,
  student: StudentId,
  line: CareLine,
): Promise<void> {
  await db
    .insertInto("care_line")
    .values({ ...line, student_id: student })
    .execute();
}

async function linesOf(db: Kysely<Tables>, student: StudentId): Promise<readonly CareLine[]> {
  const rows = await db
    .selectFrom("care_line")
    .select(["id", "what", "of", "words", "by", "at"])
    .where("student_id", "=", student)
    .orderBy("at")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ ...row, what: row.what as CareAct, at: row.at as Instant }));
}

async function appointmentsOf(db: Kysely<Tables>, student: StudentId) {
  const rows = await db
    .selectFrom("visit")
    .innerJoin("appointment", "appointment.id", "visit.appointment_id")
    .select(["visit.id", "appointment.day", "appointment.starts_at", "appointment.reason"])
    .where("visit.student_id", "=", student)
    .orderBy("appointment.starts_at")
    .execute();
  return rows.map((row) => ({
    visitId: row.id as VisitId,
    day: row.day as CalendarDay,
    startsAt: row.starts_at as Instant,
    reason: row.reason,
  }));
}

async function photosOf(db: Kysely<Tables>, student: StudentId): Promise<readonly KeptPhoto[]> {
  const rows = await db
    .selectFrom("photo")
    .select(["id", "taken_at", "erased_at", "erased_because"])
    .where("student_id", "=", student)
    .orderBy("taken_at")
    .orderBy("id")
    .execute();
  const decided = await db
    .selectFrom("photo_decision")
    .innerJoin("photo", "photo.id", "photo_decision.photo_id")
    .selectAll("photo_decision")
    .where("photo.student_id", "=", student)
    .orderBy("photo_decision.at")
    .execute();
  const decisions = Map.groupBy(decided, (row) => row.photo_id);
  return rows.map((row) => ({
    id: row.id as PhotoId,
    takenAt: row.taken_at as Instant,
    erasedAt: row.erased_at as Instant | null,
    erasedBecause: erasure.nullable().parse(row.erased_because),
    decisions: (decisions.get(row.id) ?? []).map(decisionOf),
  }));
}
