import type { Kysely } from "kysely";
import type { Instant } from "../../core/calendar.ts";
import type { WatchedRecords } from "../../core/ports/watched-room.ts";
import { kept } from "../refusal.ts";
import type { Tables } from "../tables.ts";

/** The files taken in from a watched folder. */
export function watchedRecords(db: Kysely<Tables>): WatchedRecords {
  const newest = () =>
    db
      .selectFrom("watched_file")
      .where("outcome", "is not", null)
      .orderBy("taken_at", "desc")
      .orderBy("sha256");
  return {
    async knows(sha256) {
      const row = await db
        .selectFrom("watched_file")
        .select("sha256")
        .where("sha256", "=", sha256)
        .executeTakeFirst();
      return row !== undefined;
    },
    async last(most) {
      const rows = await newest().selectAll().limit(most).execute();
      return rows.map(({ taken_at, outcome, ...row }) => ({
        ...row,
        takenAt: taken_at as Instant,
        outcome: outcome ?? "",
      }));
    },
    note({ sha256, name, takenAt, outcome }, reportsKept) {
      return kept(async () => {
        await db
          .insertInto("watched_file")
          .values({ sha256, name, taken_at: takenAt, outcome })
          .onConflict((conflict) => conflict.column("sha256").doNothing())
          .execute();
        const stays = await newest().select("sha256").limit(reportsKept).execute();
        await db
          .updateTable("watched_file")
          .set({ outcome: null, name: "" })
          .where(
            "sha256",
            "not in",
            stays.map((row) => row.sha256),
          )
          .execute();
      });
    },
  };
}
