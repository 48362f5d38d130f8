import type { Kysely, Transaction } from "kysely";
import type { Instant } from "../../core/calendar.ts";
import type { Card } from "../../core/card.ts";
import type { PhotoId, StudentId } from "../../core/ids.ts";
import type { CardRecords, StoredPhoto } from "../../core/ports/record-store.ts";
import { kept } from "../refusal.ts";
import { cardOf } from "../rows.ts";
import type { CardTable, Tables } from "../tables.ts";

/** What stands in the place of an erased picture. */
const nothing = Buffer.alloc(0);

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
    request(photo, card, decision = null) {
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
              erased_at: null,
              erased_because: null,
            })
            .onConflict((conflict) => conflict.column("id").doNothing())
            .execute();
          await transaction.insertInto("card").values(row).execute();
          if (decision !== null) {
            await transaction
              .insertInto("photo_decision")
              .values({
                photo_id: photo.id,
                at: decision.at,
                profile: decision.profile,
                checks: JSON.stringify(decision.checks),
                reason: decision.reason,
                decided_by: decision.decidedBy,
              })
              .execute();
          }
          await eraseRejected(transaction, card);
        }),
      );
    },
    async photo(id) {
      const row = await db.selectFrom("photo").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined || row.erased_at !== null ? null : photoOf(row);
    },
    async lastPhotoOf(student) {
      const row = await db
        .selectFrom("photo")
        .selectAll()
        .where("student_id", "=", student)
        .where("erased_at", "is", null)
        .orderBy("taken_at", "desc")
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : photoOf(row);
    },
  };
}

/** Photos that were confirmed earlier in this visit and given up since are rejected shots: they go with the same commit. */
async function eraseRejected(transaction: Transaction<Tables>, card: Card): Promise<void> {
  const ofVisit = transaction
    .selectFrom("card")
    .select("photo_id")
    .where("visit_id", "=", card.visitId)
    .where("ended_because", "=", "picture-changed");
  const stillUsed = transaction.selectFrom("card").select("photo_id").where("state", "!=", "CANCELED");
  await transaction
    .updateTable("photo")
    .set({ jpeg: nothing, erased_at: card.requestedAt, erased_because: "replaced" })
    .where("student_id", "=", card.studentId)
    .where("erased_at", "is", null)
    .where("id", "in", ofVisit)
    .where("id", "not in", stillUsed)
    .execute();
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
