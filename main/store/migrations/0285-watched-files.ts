import { type Migration, strictByKey } from "./migration.ts";

/** The files taken in from a watched folder, known again by their content, with what became of them; reports go with time, the content's mark stays. */
export const watchedFiles: Migration = {
  number: 285,
  name: "watched-files",
  async up(transaction, engine) {
    const file = transaction.schema
      .createTable("watched_file")
      .addColumn("sha256", "text", (column) => column.primaryKey())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("taken_at", "text", (column) => column.notNull())
      .addColumn("outcome", "text");
    await strictByKey(file, engine).execute();
  },
};
