import { type Kysely, sql } from "kysely";
import type { Instant } from "../../core/calendar.ts";
import type { CardId, StudentId } from "../../core/ids.ts";
import type { StickerOrder, StickerRecords } from "../../core/ports/sticker-records.ts";
import { failed, succeeded } from "../../core/result.ts";
import { type Sticker, serialNumberOf, sticker, stickerState } from "../../core/sticker.ts";
import { keptAs } from "../refusal.ts";
import type { StickerTable, Tables } from "../tables.ts";

/** Two windows may take the same number at once: the index refuses the second, which then takes the next. */
const numberTries = 5;

/** The stickers of the store. */
export function stickerRecords(db: Kysely<Tables>): StickerRecords {
  return {
    async ofStudent(student, year) {
      const rows = await db
        .selectFrom("sticker")
        .selectAll()
        .where("student_id", "=", student)
        .where("academic_year", "=", year)
        .orderBy("sent_at")
        .orderBy("serial_number")
        .execute();
      return rows.map(stickerOf);
    },
    async open(desk, year) {
      const rows = await db
        .selectFrom("sticker")
        .selectAll()
        .where("desk", "=", desk)
        .where("academic_year", "=", year)
        .where("state", "in", ["sent", "out"])
        .orderBy("sent_at")
        .orderBy("count")
        .execute();
      return rows.map(stickerOf);
    },
    async begin(order, at) {
      for (let tried = 1; ; tried += 1) {
        const begun = await keptAs(() =>
          db.transaction().execute((transaction) => beginIn(transaction, order, at)),
        );
        if (begun.ok) return begun.value === null ? failed(hasOne) : succeeded(begun.value);
        if (begun.fault.kind === "disk-full" || tried === numberTries) return begun;
      }
    },
    async move({ serialNumber, from, to, because }, at) {
      const done = await keptAs(() =>
        db
          .updateTable("sticker")
          .set({ state: to, moved_at: at, void_because: because })
          .where("serial_number", "=", serialNumber)
          .where("state", "=", from)
          .executeTakeFirst(),
      );
      return done.ok ? succeeded(done.value.numUpdatedRows > 0n) : done;
    },
  };
}

const hasOne = { kind: "refused", rule: "sticker_one_a_year" } as const;

/** Null when the student has a sticker of this year, and nothing was said why there should be another. */
async function beginIn(
  db: Kysely<Tables>,
  { card, year, desk, again }: StickerOrder,
  at: Instant,
): Promise<Sticker | null> {
  const known = await db
    .selectFrom("sticker")
    .selectAll()
    .where("student_id", "=", card.studentId)
    .where("academic_year", "=", year)
    .where("state", "!=", "void")
    .executeTakeFirst();
  if (known?.state === "unsent") {
    return takenUp(db, { ...known, card_id: card.id, state: "sent", sent_at: at, moved_at: at });
  }
  if (known !== undefined) {
    if (again === null || known.state === "sent") return null;
    const givenUp = {
      state: "void",
      moved_at: at,
      void_because: again.because,
      void_note: again.note || null,
    };
    const { serial_number, state } = known;
    const { numUpdatedRows } = await db
      .updateTable("sticker")
      .set(givenUp)
      .where("serial_number", "=", serial_number)
      .where("state", "=", state)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return null;
  }
  const { highest } = await db
    .selectFrom("sticker")
    .select(sql<number>`coalesce(max(count), 0)`.as("highest"))
    .where("academic_year", "=", year)
    .where("desk", "=", desk)
    .executeTakeFirstOrThrow();
  const count = highest + 1;
  const row: StickerTable = {
    serial_number: serialNumberOf(year, desk, count),
    academic_year: year,
    desk,
    count,
    card_id: card.id,
    student_id: card.studentId,
    state: "sent",
    sent_at: at,
    moved_at: at,
    void_because: null,
    void_note: null,
    replaces: known?.serial_number ?? null,
  };
  await db.insertInto("sticker").values(row).execute();
  return stickerOf(row);
}

/** A number nothing was sent for, now for the card the student holds; null when another window was first. */
async function takenUp(db: Kysely<Tables>, row: StickerTable): Promise<Sticker | null> {
  const { numUpdatedRows } = await db
    .updateTable("sticker")
    .set({ card_id: row.card_id, state: row.state, sent_at: row.sent_at, moved_at: row.moved_at })
    .where("serial_number", "=", row.serial_number)
    .where("state", "=", "unsent")
    .executeTakeFirst();
  return numUpdatedRows === 0n ? null : stickerOf(row);
}

/** A sticker of a row. */
export function stickerOf(row: StickerTable): Sticker {
  return {
    serialNumber: row.serial_number,
    academicYear: row.academic_year,
    cardId: row.card_id as CardId,
    studentId: row.student_id as StudentId,
    state: stickerState.parse(row.state),
    sentAt: row.sent_at as Instant,
    movedAt: row.moved_at as Instant,
    voidBecause: sticker.shape.voidBecause.parse(row.void_because),
    voidNote: row.void_note,
    replaces: row.replaces,
  };
}
