import type { Kysely } from "kysely";
import type { TextRecords } from "../../core/ports/text-records.ts";
import { textVersion } from "../../core/text-version.ts";
import { kept } from "../refusal.ts";
import type { Tables } from "../tables.ts";

/** The versions of what students are given to read. */
export function textRecords(db: Kysely<Tables>): TextRecords {
  return {
    async all() {
      const rows = await db
        .selectFrom("text_version")
        .selectAll()
        .orderBy("subject")
        .orderBy("number")
        .execute();
      return rows.map(({ subject, number, version, shipped, at, by_whom, wording }) =>
        textVersion.parse({
          subject,
          number,
          version,
          shipped: shipped === 1,
          at,
          by: by_whom,
          wording: JSON.parse(wording),
        }),
      );
    },
    add({ subject, number, version, shipped, at, by, wording }) {
      const row = {
        subject,
        number,
        version,
        shipped: shipped ? 1 : 0,
        at,
        by_whom: by,
        wording: JSON.stringify(wording),
      };
      return kept(() => db.insertInto("text_version").values(row).execute());
    },
  };
}
