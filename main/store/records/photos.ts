import { type Selectable, sql } from "kysely";
import type { CalendarDay, Instant } from "../../core/calendar.ts";
import type { CardState } from "../../core/card.ts";
import type { PhotoId, StudentId } from "../../core/ids.ts";
import { type PhotoDecision, photoReason } from "../../core/photo/decision.ts";
import { photoCheck } from "../../core/photo/photo-profile.ts";
import type { StandingPhoto } from "../../core/photo/retention.ts";
import type { PhotoRecords } from "../../core/ports/record-store.ts";
import type { Database } from "../engine.ts";
import { kept } from "../refusal.ts";
import type { PhotoDecisionTable } from "../tables.ts";
import type { KeptPictures } from "./kept-pictures.ts";

/** The care of photos in the store: kept without a card, decided about, erased. */
export function photoRecords({ db, engine }: Database, pictures: KeptPictures): PhotoRecords {
  return {
    keep: (photo) => kept(() => db.transaction().execute((transaction) => pictures.add(transaction, photo))),
    async studentOfFile(fileName) {
      const row = await db
        .selectFrom("student")
        .select("id")
        .where(sql<string>`lower(photo_file)`, "=", fileName.toLowerCase())
        .executeTakeFirst();
      return row === undefined ? null : (row.id as StudentId);
    },
    async decisionsOf(photo) {
      const rows = await db
        .selectFrom("photo_decision")
        .selectAll()
        .where("photo_id", "=", photo)
        .orderBy("at")
        .execute();
      return rows.map(decisionOf);
    },
    async standing() {
      const photos = await db
        .selectFrom("photo")
        .innerJoin("student", "student.id", "photo.student_id")
        .select(["photo.id", "photo.student_id", "photo.taken_at", "student.enrolled_on"])
        .where("photo.erased_at", "is", null)
        .orderBy("photo.taken_at")
        .orderBy("photo.id")
        .execute();
      const cards = await db
        .selectFrom("card")
        .innerJoin("photo", "photo.id", "card.photo_id")
        .select(["card.photo_id", "card.student_id", "card.state", "card.enabled_at", "photo.taken_at"])
        .execute();
      const ofPhoto = byPhoto(cards);
      const live = liveSince(cards);
      // Told from the oldest to the newest: the last of a student stays.
      const newest = new Map(photos.map((photo) => [photo.student_id, photo]));
      return photos.map(
        (photo): StandingPhoto => ({
          id: photo.id as PhotoId,
          takenAt: photo.taken_at as Instant,
          enrolledOn: photo.enrolled_on as CalendarDay | null,
          cards: (ofPhoto.get(photo.id) ?? []).map((card) => ({
            state: card.state as CardState,
            enabledAt: card.enabled_at as Instant | null,
          })),
          replaced: (live.get(photo.student_id) ?? "") > photo.taken_at,
          outdatedAt: outdatedAt(photo, newest.get(photo.student_id)),
        }),
      );
    },
    erase: (photos, because, at) =>
      kept(async () => {
        if (photos.length === 0) return;
        await db.transaction().execute(async (transaction) => {
          await transaction
            .updateTable("photo")
            .set({ jpeg: Buffer.alloc(0), erased_at: at, erased_because: because })
            .where("id", "in", [...photos])
            .execute();
          await pictures.dropErasedKeys(transaction);
        });
      }),
    async scrub() {
      if (engine === "sqlite") {
        // SQLite fills what is freed with zeros (`secure_delete`), in the write-ahead file first.
        await sql`pragma wal_checkpoint(truncate)`.execute(db);
        return;
      }
      // PostgreSQL keeps old rows until they are swept, and their bytes longer. The few of the keys are written anew without them, at once;
      // what is left of a sealed picture, there and in what its server wrote ahead, is noise to whoever has not the desks' own key.
      await sql`vacuum full photo_key`.execute(db);
      await sql`vacuum photo`.execute(db);
    },
  };
}

/** A decision about a photo of a row. */
export function decisionOf(row: Selectable<PhotoDecisionTable>): PhotoDecision {
  return {
    at: row.at as Instant,
    profile: row.profile,
    version: row.profile_version,
    checks: photoCheck.array().parse(JSON.parse(row.checks)),
    reason: photoReason.parse(row.reason),
    decidedBy: row.decided_by,
  };
}

function outdatedAt(
  photo: { readonly id: string },
  newest: { readonly id: string; readonly taken_at: string } | undefined,
): Instant | null {
  return newest === undefined || newest.id === photo.id ? null : (newest.taken_at as Instant);
}

interface CardOfPhoto {
  readonly photo_id: string;
  readonly student_id: string;
  readonly state: string;
  readonly enabled_at: string | null;
  readonly taken_at: string;
}

function byPhoto(cards: readonly CardOfPhoto[]): ReadonlyMap<string, readonly CardOfPhoto[]> {
  return Map.groupBy(cards, (card) => card.photo_id);
}

/** When the photo on each student's live card was taken. */
function liveSince(cards: readonly CardOfPhoto[]): ReadonlyMap<string, string> {
  return new Map(
    cards.filter((card) => card.state === "ENABLED").map((card) => [card.student_id, card.taken_at]),
  );
}
