import type { Kysely } from "kysely";
import type { Instant } from "../../core/calendar.ts";
import type { PhotoId, StudentId } from "../../core/ids.ts";
import type { CardRecords, StoredPhoto } from "../../core/ports/record-store.ts";
import { kept } from "../refusal.ts";
import { cardOf } from "../rows.ts";
import type { CardTable, Tables } from "../tables.ts";

/** The photos and cards of the store. */
export function cardRecords(db: Kysely<Tables>): CardRecords {
  const one = async (column: "id" | "uid", value: string) => {
    const row = await db.selectFrom("card").selectAll().where(column, "=", value).executeTakeFirst();
    return row === undefined ? null : cardOf(row);
  };
  return {
    byId: (id) => one("id", id),
    byUid: (uid) => one("uid", uid),
    async liveOf(student) {
      const row = await db
        .selectFrom("card")
        .selectAll()
        .where("student_id", "=", student)
        .where("state", "=", "ENABLED")
        .executeTakeFirst();
      return row === undefined ? null : cardOf(row);
    },
    async ofVisit(visit) {
      const rows = await db
        .selectFrom("card")
        .selectAll()
        .where("visit_id", "=", visit)
        .orderBy("requested_at")
        .orderBy("id")
        .execute();
      return rows.map(cardOf);
    },
    request(photo, card) {
      const row: CardTable = {
        id: card.id,
        student_id: card.studentId,
        visit_id: card.visitId,
        state: card.state,
        escn: card.escn,
        uid: card.uid,
        photo_id: card.photoId,
        template: card.template,
        layers_sha256: card.layersSha256,
        requested_at: card.requestedAt,
        encoded_at: card.encodedAt,
        printed_at: card.printedAt,
        enabled_at: card.enabledAt,
        ended_because: card.endedBecause,
        ended_at: card.endedAt,
      };
      return kept(() =>
        db.transaction().execute(async (transaction) => {
          await transaction
            .updateTable("card")
            .set({ state: "CANCELED", ended_because: "picture-changed", ended_at: card.requestedAt })
            .where("visit_id", "=", card.visitId)
            .where("state", "=", "NEW")
            .execute();
          await transaction
            .insertInto("photo")
            .values({
              id: photo.id,
              student_id: photo.studentId,
              jpeg: photo.jpeg,
              taken_at: photo.takenAt,
            })
            .onConflict((conflict) => conflict.column("id").doNothing())
            .execute();
          await transaction.insertInto("card").values(row).execute();
        }),
      );
    },
    async photo(id) {
      const row = await db.selectFrom("photo").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : photoOf(row);
    },
    async lastPhotoOf(student) {
      const row = await db
        .selectFrom("photo")
        .selectAll()
        .where("student_id", "=", student)
        .orderBy("taken_at", "desc")
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : photoOf(row);
    },
  };
}

function photoOf(row: {
  readonly id: string;
  readonly student_id: string;
  readonly jpeg: Uint8Array;
  readonly taken_at: string;
}): StoredPhoto {
  return {
    id: row.id as PhotoId,
    studentId: row.student_id as StudentId,
    jpeg: row.jpeg,
    takenAt: row.taken_at as Instant,
  };
}
