import type { Kysely } from "kysely";
import type { Tables } from "../tables.ts";

/** Takes for a station what was begun before it was written down whose it is; of two stations that ask at once, one gets it. */
export async function claim(
  db: Kysely<Tables>,
  table: "issue_job" | "import_run",
  station: string,
): Promise<void> {
  await db.updateTable(table).set({ station }).where("station", "is", null).execute();
}
