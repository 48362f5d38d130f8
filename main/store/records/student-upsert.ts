import type { Kysely } from "kysely";
import type { StudentId } from "../../core/ids.ts";
import type { StudentFile } from "../../core/student.ts";
import { compiledOnce } from "../compiled-once.ts";
import type { Database } from "../engine.ts";
import { studentColumns } from "../rows.ts";
import type { StudentTable, Tables } from "../tables.ts";
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
] as const satisfies readonly (keyof ReturnType<typeof studentColumns>)[];

/** Prepares to keep students: a first import keeps a hundred thousand, so its statements are compiled once. */
export function studentUpsert({ db, engine }: Database): UpsertStudent {
  const keepWords = searchWords(engine);
  const find = compiledOnce<Pick<StudentTable, "number">>(["number"], ({ number }) =>
    db.selectFrom("student").selectAll().where("number", "=", number),
  );
  const add = compiledOnce<Omit<StudentTable, "guardian_seen_on">>(["id", ...columnNames], (row) =>
    db.insertInto("student").values({ ...row, guardian_seen_on: null }),
  );
  const change = compiledOnce<Omit<StudentTable, "guardian_seen_on">>(
    ["id", ...columnNames],
    ({ id, ...row }) => db.updateTable("student").set(row).where("id", "=", id),
  );
  return async (transaction, file, freshId) => {
    const columns = studentColumns(file);
    const found = await transaction.executeQuery<StudentTable>(find({ number: file.number }));
    const before = found.rows[0];
    if (before === undefined) {
      await transaction.executeQuery(add({ id: freshId, ...columns }));
      await keepWords(transaction, freshId, columns);
      return "added";
    }
    if (columnNames.every((name) => before[name] === columns[name])) return "unchanged";
    await transaction.executeQuery(change({ id: before.id, ...columns }));
    if (!sameNames(before, columns)) await keepWords(transaction, before.id, columns);
    return "changed";
  };
}
