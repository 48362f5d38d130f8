import { sql, type Transaction } from "kysely";
import type { Instant } from "../../core/calendar.ts";
import type { StudentId } from "../../core/ids.ts";
import type { Engine } from "../engine.ts";
import type { Tables } from "../tables.ts";
import type { KeptPictures } from "./kept-pictures.ts";

/**
 * Takes a person away. Their cards, chips, stickers and the places of their photos stay, because plastic outlives files: a card that is found must be
 * known as ended, a chip or a number must never be used for another; so does money that was taken. They hang on a row that says nothing of anybody.
 */
export async function erasePerson(
  transaction: Transaction<Tables>,
  engine: Engine,
  pictures: KeptPictures,
  student: StudentId,
  at: Instant,
): Promise<void> {
  const person = await transaction
    .selectFrom("student")
    .select("number")
    .where("id", "=", student)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  if (person === undefined) return;
  const jobs = transaction.selectFrom("issue_job").select("id").where("student_id", "=", student);
  const making = await jobs.where("open", "=", 1).executeTakeFirst();
  if (making !== undefined) throw new IssueUnderWay();
  const visits = transaction.selectFrom("visit").select("id").where("student_id", "=", student);
  const photos = transaction.selectFrom("photo").select("id").where("student_id", "=", student);

  await transaction.deleteFrom("journal").where("job_id", "in", jobs).execute();
  await transaction.deleteFrom("issue_job").where("student_id", "=", student).execute();
  await transaction.updateTable("card").set({ visit_id: null }).where("student_id", "=", student).execute();
  await transaction.deleteFrom("passage").where("visit_id", "in", visits).execute();
  await transaction.deleteFrom("turn").where("visit_id", "in", visits).execute();
  await bareRenewals(transaction, student);
  await transaction
    .deleteFrom("visit")
    .where("student_id", "=", student)
    .where("id", "not in", transaction.selectFrom("renewal").select("visit_id"))
    .execute();
  await transaction
    .updateTable("visit")
    .set({
      state: "done",
      appointment_id: null,
      identity_seen: null,
      identity_seen_at: null,
      rules_read_at: null,
      overrides: "[]",
    })
    .where("student_id", "=", student)
    .execute();
  await transaction.deleteFrom("appointment").where("student_id", "=", student).execute();
  await transaction.deleteFrom("choice").where("student_id", "=", student).execute();
  await transaction.deleteFrom("photo_decision").where("photo_id", "in", photos).execute();
  await transaction
    .updateTable("photo")
    .set({ jpeg: Buffer.alloc(0), erased_at: at, erased_because: "person-erased" })
    .where("student_id", "=", student)
    .where("erased_at", "is", null)
    .execute();
  await pictures.dropErasedKeys(transaction);
  await transaction
    .updateTable("sticker")
    .set({ void_note: null })
    .where("student_id", "=", student)
    .execute();
  await transaction.deleteFrom("care_line").where("student_id", "=", student).execute();
  await transaction.deleteFrom("import_row").where("number", "=", person.number).execute();
  await transaction.deleteFrom("import_told").where("number", "=", person.number).execute();
  if (engine === "sqlite") {
    await sql`delete from search_words where rowid in (select row from search_entry where student_id = ${student})`.execute(
      transaction,
    );
  }
  await sql`delete from search_entry where student_id = ${student}`.execute(transaction);
  await transaction.deleteFrom("audit_subject").where("student_id", "=", student).execute();
  await transaction
    .updateTable("student")
    .set({
      // The number stays nobody's: a person who comes back is another row.
      number: `erased ${student}`,
      ine: null,
      civil_last_name: "",
      civil_first_name: "",
      usage_last_name: null,
      usage_first_name: null,
      birth_date: "",
      email: null,
      programme: "",
      level: "",
      enrolled_on: null,
      cvec: null,
      blocks: "[]",
      population: "",
      photo_file: null,
      guardian_seen_on: null,
      care: "",
      erased_at: at,
    })
    .where("id", "=", student)
    .execute();
}

/** Leaves of a person's renewals those that money was taken for, which accounts are held of for ten years, without what was shown and said. */
async function bareRenewals(transaction: Transaction<Tables>, student: StudentId): Promise<void> {
  const paidFor = transaction
    .selectFrom("payment")
    .select("used_by")
    .where("student_id", "=", student)
    .where("used_by", "is not", null);
  await transaction
    .deleteFrom("renewal")
    .where("student_id", "=", student)
    .where("id", "not in", paidFor)
    .execute();
  const left = await transaction
    .selectFrom("renewal")
    .select(["id", "state"])
    .where("student_id", "=", student)
    .execute();
  for (const { id, state } of left) {
    const { evidence: _seen, forced: _said, ...bare } = JSON.parse(state);
    await transaction
      .updateTable("renewal")
      .set({ state: JSON.stringify({ ...bare, evidence: [], forced: null }) })
      .where("id", "=", id)
      .execute();
  }
}

/** A card is being made: nobody is taken away from under it. */
class IssueUnderWay extends Error {
  readonly code = "ISSUE_UNDER_WAY";
}
