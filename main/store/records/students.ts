import type { Kysely } from "kysely";
import type { StoreFault, StudentRecords } from "../../core/ports/record-store.ts";
import { type Result, succeeded } from "../../core/result.ts";
import type { Student } from "../../core/student.ts";
import type { Database } from "../engine.ts";
import { kept } from "../refusal.ts";
import { studentOf } from "../rows.ts";
import type { Tables } from "../tables.ts";
import { studentSearch } from "./search.ts";
import { studentUpsert } from "./student-upsert.ts";
import { studentsWithPhoto } from "./students-with-photo.ts";

/** The students of the store. */
export function studentRecords(database: Database): StudentRecords {
  const { db, engine } = database;
  const upsert = studentUpsert(database);
  const one = async (column: "id" | "number" | "email", value: string): Promise<Student | null> => {
    const row = await studentsWithPhoto(db).where(column, "=", value).limit(1).executeTakeFirst();
    return row === undefined ? null : studentOf(row);
  };
  return {
    byId: (id) => one("id", id),
    byNumber: (number) => one("number", number),
    byEmail: (email) => one("email", email),
    async count() {
      const row = await db
        .selectFrom("student")
        .select((row_) => row_.fn.countAll<number | string>().as("many"))
        .where("erased_at", "is", null)
        .executeTakeFirstOrThrow();
      return Number(row.many);
    },
    async first(limit) {
      const rows = await studentsWithPhoto(db)
        .orderBy("civil_last_name")
        .orderBy("civil_first_name")
        .limit(limit)
        .execute();
      return rows.map(studentOf);
    },
    search: studentSearch(db, engine),
    async upsert(files, keep) {
      let added = 0;
      let changed = 0;
      const done = await rehearsable(db, keep, async (transaction) => {
        for (const { file, freshId } of files) {
          const did = await upsert(transaction, file, freshId);
          if (did === "added") added += 1;
          if (did === "changed") changed += 1;
        }
      });
      return done.ok ? succeeded({ added, changed, unchanged: files.length - added - changed }) : done;
    },
    noteGuardian(id, seenOn) {
      return kept(() =>
        db.updateTable("student").set({ guardian_seen_on: seenOn }).where("id", "=", id).execute(),
      );
    },
  };
}

/** Runs a change whole or not at all; a rehearsal is undone at its end. */
export async function rehearsable(
  db: Kysely<Tables>,
  keep: boolean,
  change: (transaction: Kysely<Tables>) => Promise<void>,
): Promise<Result<void, StoreFault>> {
  const undone = Symbol("undone");
  try {
    return await kept(() =>
      db.transaction().execute(async (transaction) => {
        await change(transaction);
        if (!keep) throw undone;
      }),
    );
  } catch (cause) {
    if (cause !== undone) throw cause;
    return succeeded(undefined);
  }
}
