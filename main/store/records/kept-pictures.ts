import { type Kysely, sql, type Transaction } from "kysely";
import type { Instant } from "../../core/calendar.ts";
import type { PhotoId, StudentId } from "../../core/ids.ts";
import type { PhotoVault } from "../../core/ports/photo-vault.ts";
import type { StoredPhoto } from "../../core/ports/record-store.ts";
import type { Tables } from "../tables.ts";

/** The pictures of the store as they lie in it: sealed where there is a vault, plain in a database that is enciphered as a whole. */
export interface KeptPictures {
  /** Adds a photo within a transaction; one that is there already stays as it is. */
  add(transaction: Transaction<Tables>, photo: StoredPhoto): Promise<void>;
  /** Null for one that was erased. */
  byId(id: PhotoId): Promise<StoredPhoto | null>;
  lastOf(student: StudentId): Promise<StoredPhoto | null>;
  /** Takes the keys of erased photos away, within the transaction that erased them. */
  dropErasedKeys(transaction: Transaction<Tables>): Promise<void>;
}

interface PictureRow {
  readonly id: string;
  readonly student_id: string;
  readonly jpeg: Uint8Array;
  readonly taken_at: string;
  readonly sealed_key: Uint8Array | null;
}

/** Reads and adds the pictures of a database. */
export function keptPictures(db: Kysely<Tables>, vault: PhotoVault | null): KeptPictures {
  const read = (row: PictureRow | undefined): StoredPhoto | null => {
    if (row === undefined) return null;
    const { id, student_id, jpeg, taken_at, sealed_key } = row;
    const photo = id as PhotoId;
    const opened = sealed_key === null ? jpeg : vault?.open(photo, { box: jpeg, sealedKey: sealed_key });
    if (opened == null) throw new Error("a photo was enciphered under another key than these desks'");
    return { id: photo, studentId: student_id as StudentId, jpeg: opened, takenAt: taken_at as Instant };
  };
  return {
    async add(transaction, { id, studentId, jpeg, takenAt }) {
      const sealed = vault?.seal(id, jpeg) ?? null;
      const added = await transaction
        .insertInto("photo")
        .values({
          id,
          student_id: studentId,
          jpeg: sealed?.box ?? jpeg,
          taken_at: takenAt,
          erased_at: null,
          erased_because: null,
        })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .executeTakeFirst();
      if (sealed === null || added.numInsertedOrUpdatedRows !== 1n) return;
      await transaction
        .insertInto("photo_key")
        .values({ photo_id: id, sealed_key: sealed.sealedKey })
        .execute();
    },
    async byId(id) {
      return read(await standingPictures(db).where("photo.id", "=", id).executeTakeFirst());
    },
    async lastOf(student) {
      const newest = standingPictures(db)
        .where("photo.student_id", "=", student)
        .orderBy("photo.taken_at", "desc")
        .orderBy("photo.id", "desc");
      return read(await newest.limit(1).executeTakeFirst());
    },
    async dropErasedKeys(transaction) {
      if (vault === null) return;
      const erased = transaction.selectFrom("photo").select("id").where("erased_at", "is not", null);
      await transaction.deleteFrom("photo_key").where("photo_id", "in", erased).execute();
    },
  };
}

function standingPictures(db: Kysely<Tables>) {
  return db
    .selectFrom("photo")
    .leftJoin("photo_key", "photo_key.photo_id", "photo.id")
    .select(["photo.id", "photo.student_id", "photo.jpeg", "photo.taken_at", "photo_key.sealed_key"])
    .where("photo.erased_at", "is", null);
}

/** Whose vault a shared database's pictures are sealed in: the one proposed, where there was none. */
export async function agreedVault(db: Kysely<Tables>, proposed: string): Promise<string> {
  await db
    .insertInto("photo_vault")
    .values({ one: 1, mark: proposed })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await db.selectFrom("photo_vault").select("mark").executeTakeFirstOrThrow()).mark;
}

/** Seals the pictures a shared database still holds plain, from before there was a vault, and gives how many. */
export async function sealPlainPictures(db: Kysely<Tables>, vault: PhotoVault): Promise<number> {
  let sealed = 0;
  for (;;) {
    const plain = await standingPictures(db)
      .where("photo_key.photo_id", "is", null)
      .limit(1)
      .executeTakeFirst();
    if (plain === undefined) break;
    const { box, sealedKey } = vault.seal(plain.id as PhotoId, plain.jpeg);
    await db.transaction().execute(async (transaction) => {
      // Another desk may seal it at the same moment: the first one's key counts.
      const first = await transaction
        .insertInto("photo_key")
        .values({ photo_id: plain.id, sealed_key: sealedKey })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (first.numInsertedOrUpdatedRows !== 1n) return;
      await transaction.updateTable("photo").set({ jpeg: box }).where("id", "=", plain.id).execute();
    });
    sealed += 1;
  }
  // The plain ones' places, given back to the disk: not only marked as free.
  if (sealed > 0) await sql`vacuum full photo`.execute(db);
  return sealed;
}
