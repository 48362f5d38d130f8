import type { Kysely, Selectable } from "kysely";
import type { StudentId } from "../../core/ids.ts";
import type { StudentFile } from "../../core/student.ts";
import { underCare } from "../../core/student-care.ts";
import { compiledOnce } from "../compiled-once.ts";
import type { Database } from "../engine.ts";
import { careColumn, careOf, studentColumns } from "../rows.ts";
import type { StudentFileColumns, StudentTable, Tables } from "../tables.ts";
import { sameNames, searchWords } from "./search-index.ts";

/** Adds or changes one student by number inside a transaction, and says which. */
export type UpsertStudent = (
  transaction: Kysely<Tables>,
  file: StudentFile,
  freshId: StudentId,
) => Promise<"added" | "changed" | "unchanged">;

const columnNames = [
  "number",
  "ine",
  "civil_last_name",
  "civil_first_name",
  "usage_last_name",
  "usage_first_name",
  "birth_date",
  "email",
  "programme",
  "level",
  "enrolled_on",
  "cvec",
  "blocks",
  "population",
  "photo_file",
] as const satisfies readonly (keyof StudentFileColumns)[];

type Written = StudentFileColumns & { readonly id: string };

/** Prepares to keep students: a first import keeps a hundred thousand, so its statements are compiled once. */
export function studentUpsert({ db, engine }: Database): UpsertStudent {
  const keepWords = searchWords(engine);
  const find = compiledOnce<Pick<StudentTable, "number">>(["number"], ({ number }) =>
    db.selectFrom("student").selectAll().where("number", "=", number),
  );
  const add = compiledOnce<Written>(["id", ...columnNames], (row) => db.insertInto("student").values(row));
  const change = compiledOnce<Written & { readonly care: string }>(
    ["id", ...columnNames, "care"],
    ({ id, ...row }) => db.updateTable("student").set(row).where("id", "=", id),
  );
  return async (transaction, file, freshId) => {
    const found = await transaction.executeQuery<Selectable<StudentTable>>(find({ number: file.number }));
    const before = found.rows[0];
    if (before === undefined) {
      const columns = studentColumns(file);
      await transaction.executeQuery(add({ id: freshId, ...columns }));
      await keepWords(transaction, freshId, columns);
      return "added";
    }
    const { columns, care, isSame } = toldAgain(before, file);
    if (isSame) return "unchanged";
    await transaction.executeQuery(change({ id: before.id, ...columns, care }));
    if (!sameNames(before, columns)) await keepWords(transaction, before.id, columns);
    return "changed";
  };
}

/** What becomes of a row when a file tells of its student again: what the desk corrected stays as it is. */
export function toldAgain(
  before: Selectable<StudentTable>,
  told: StudentFile,
): { readonly columns: StudentFileColumns; readonly care: string; readonly isSame: boolean } {
  const kept = underCare(told, careOf(before));
  const columns = studentColumns(kept.file);
  const care = careColumn(kept.care);
  const isSame = care === before.care && columnNames.every((name) => before[name] === columns[name]);
  return { columns, care, isSame };
}
