import type { Kysely, Transaction } from "kysely";
import type { Card } from "../../core/card.ts";
import type { CardRecords } from "../../core/ports/record-store.ts";
import { kept } from "../refusal.ts";
import { cardOf } from "../rows.ts";
import type { CardTable, Tables } from "../tables.ts";
import type { KeptPictures } from "./kept-pictures.ts";

/** What stands in the place of an erased picture. */
const nothing = Buffer.alloc(0);

/** The photos and cards of the store. */
export function cardRecords(db: Kysely<Tables>, pictures: KeptPictures): CardRecords {
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
    async lastLiveOf(student) {
      const row = await db
        .selectFrom("card")
        .selectAll()
        .where("student_id", "=", student)
        .where("enabled_at", "is not", null)
        .orderBy("enabled_at", "desc")
        .orderBy("id", "desc")
        .limit(1)
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
            .where("state", "in", ["NEW", "RENEWED"])
            .execute();
          await pictures.add(transaction, photo);
          await transaction.insertInto("card").values(row).execute();
          if (decision !== null) {
            await transaction
              .insertInto("photo_decision")
              .values({
                photo_id: photo.id,
                at: decision.at,
                profile: decision.profile,
                profile_version: decision.version,
                checks: JSON.stringify(decision.checks),
                reason: decision.reason,
                decided_by: decision.decidedBy,
              })
              .execute();
          }
          await eraseRejected(transaction, card);
          await pictures.dropErasedKeys(transaction);
        }),
      );
    },
    photo: (id) => pictures.byId(id),
    lastPhotoOf: (student) => pictures.lastOf(student),
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
