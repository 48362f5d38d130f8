import { type Kysely, type Selectable, sql } from "kysely";
import { foldName } from "../../core/identifier-text.ts";
import { readSearch } from "../../core/search-text.ts";
import type { Engine } from "../engine.ts";
import type { StudentTable, Tables } from "../tables.ts";

type Names = Pick<
  Selectable<StudentTable>,
  "civil_last_name" | "civil_first_name" | "usage_last_name" | "usage_first_name"
>;

/** Keeps the words of one student's names, instead of those kept before. */
export type KeepSearchWords = (transaction: Kysely<Tables>, student: string, names: Names) => Promise<void>;

/** How the words of names are kept on an engine. */
export function searchWords(engine: Engine): KeepSearchWords {
  return engine === "sqlite" ? keepInFts5 : keepInVector;
}

/** The names of a student as the search reads them: folded, civil and usage names together. */
export function foldedNames(names: Names): string {
  const { civil_first_name, civil_last_name, usage_first_name, usage_last_name } = names;
  const all = [usage_last_name, usage_first_name, civil_last_name, civil_first_name];
  return foldName(all.filter((name) => name !== null).join(" "));
}

/** Whether two rows of a student are found by the same words. */
export function sameNames(a: Names, b: Names): boolean {
  return (
    a.civil_first_name === b.civil_first_name &&
    a.civil_last_name === b.civil_last_name &&
    a.usage_first_name === b.usage_first_name &&
    a.usage_last_name === b.usage_last_name
  );
}

/** Students whose names hold a word beginning with each of `words`, at most `most` of them, in no order that means anything. */
export async function studentsByWords(
  db: Kysely<Tables>,
  engine: Engine,
  words: readonly string[],
  most: number,
): Promise<readonly string[]> {
  const found =
    engine === "sqlite"
      ? sql<{ student_id: string }>`
          select student_id from search_words join search_entry on search_entry.row = search_words.rowid
          where search_words match ${words.map((word) => `"${word}"*`).join(" AND ")}
          order by search_words.rowid limit ${most}`
      : sql<{ student_id: string }>`
          select student_id from search_entry
          where words @@ to_tsquery('simple', ${words.map((word) => `'${word}':*`).join(" & ")}) limit ${most}`;
  return (await found.execute(db)).rows.map((row) => row.student_id);
}

async function keepInFts5(transaction: Kysely<Tables>, student: string, names: Names): Promise<void> {
  await sql`insert into search_entry (student_id) values (${student}) on conflict do nothing`.execute(
    transaction,
  );
  await sql`insert or replace into search_words (rowid, words)
    select row, ${wordsOf(names).join(" ")} from search_entry where student_id = ${student}`.execute(
    transaction,
  );
}

async function keepInVector(transaction: Kysely<Tables>, student: string, names: Names): Promise<void> {
  await sql`insert into search_entry (student_id, words) values (${student}, array_to_tsvector(${wordsOf(names)}::text[]))
    on conflict (student_id) do update set words = excluded.words`.execute(transaction);
}

/** Both engines are given the very words that a search is cut into, each once. */
function wordsOf(names: Names): readonly string[] {
  return [...new Set(readSearch(foldedNames(names)).names)];
}
