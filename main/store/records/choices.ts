import type { Kysely } from "kysely";
import type { ChoiceRecords } from "../../core/ports/record-store.ts";
import { kept } from "../refusal.ts";
import { choiceOf } from "../rows.ts";
import type { Tables } from "../tables.ts";

/** The ledger of choices: lines are added and never touched again. */
export function choiceRecords(db: Kysely<Tables>): ChoiceRecords {
  return {
    async ledgerOf(student) {
      const rows = await db
        .selectFrom("choice")
        .selectAll()
        .where("student_id", "=", student)
        .orderBy("at")
        .orderBy("id")
        .execute();
      return rows.map(choiceOf);
    },
    enter(entry) {
      return kept(() =>
        db
          .insertInto("choice")
          .values({
            id: entry.id,
            student_id: entry.studentId,
            subject: entry.subject,
            answer: entry.answer,
            text_version: entry.textVersion,
            text_sha256: entry.textSha256,
            language: entry.language,
            entered_by: entry.by,
            channel: entry.channel,
            guardian_consent: entry.guardianConsent ? 1 : 0,
            at: entry.at,
          })
          .execute(),
      );
    },
  };
}
