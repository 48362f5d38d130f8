import { sql } from "kysely";
import { searchWords } from "../records/search-index.ts";
import { type Migration, strict } from "./migration.ts";

/** Columns that are looked for by their beginning; PostgreSQL's own indexes follow a language's order and can not. */
const begun = [
  ["student", "number"],
  ["student", "email"],
  ["card", "uid"],
  ["card", "escn"],
] as const;

/**
 * The index of names. SQLite: FTS5 without a copy of its text, with the beginnings of words kept ready; its rows are numbered
 * by `search_entry`, because the hidden row numbers of `student` may change when a file is packed. PostgreSQL: GIN over the words.
 */
export const search: Migration = {
  number: 270,
  name: "search",
  async up(transaction, engine) {
    if (engine === "sqlite") {
      const entry = transaction.schema
        .createTable("search_entry")
        .addColumn("row", "integer", (column) => column.primaryKey())
        .addColumn("student_id", "text", (column) => column.notNull().unique().references("student.id"));
      await strict(entry, engine).execute();
      await sql`create virtual table search_words using fts5(
        words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6 7 8 9 10', tokenize='unicode61'
      )`.execute(transaction);
      await sql`insert into search_words (search_words, rank) values ('secure-delete', 1)`.execute(
        transaction,
      );
    } else {
      await sql`create table search_entry (
        student_id text primary key references student (id),
        words tsvector not null
      )`.execute(transaction);
      await sql`create index search_entry_words on search_entry using gin (words)`.execute(transaction);
      for (const [table, column] of begun) {
        await sql`create index ${sql.ref(`${table}_${column}_begins`)} on ${sql.table(table)} (${sql.ref(column)} text_pattern_ops)`.execute(
          transaction,
        );
      }
    }
    await transaction.schema.alterTable("student").dropColumn("folded").execute();
    const keep = searchWords(engine);
    for (const row of await transaction.selectFrom("student").selectAll().execute()) {
      await keep(transaction, row.id, row);
    }
  },
};
