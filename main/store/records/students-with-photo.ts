import { type Kysely, sql } from "kysely";
import type { Tables } from "../tables.ts";

/** Students, without those who were erased, joined with whether a photo of them is kept. */
export function studentsWithPhoto(db: Kysely<Tables>) {
  return db
    .selectFrom("student")
    .selectAll("student")
    .where("student.erased_at", "is", null)
    .select((row) =>
      row
        .selectFrom("photo")
        .select(sql<number>`1`.as("one"))
        .whereRef("photo.student_id", "=", "student.id")
        .where("photo.erased_at", "is", null)
        .limit(1)
        .as("has_photo"),
    );
}
