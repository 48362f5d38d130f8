import { type Migration, strict, strictByKey } from "./migration.ts";

/** Imports under way, so that none is ever half done; what each source told of last; and how its columns were read. */
export const imports: Migration = {
  number: 200,
  name: "imports",
  async up(transaction, engine) {
    const run = transaction.schema
      .createTable("import_run")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("source", "text", (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("started_at", "text", (column) => column.notNull());
    await strict(run, engine).execute();
    const row = transaction.schema
      .createTable("import_row")
      .addColumn("run_id", "text", (column) => column.notNull().references("import_run.id"))
      .addColumn("number", "text", (column) => column.notNull())
      .addColumn("fresh_id", "text", (column) => column.notNull())
      .addColumn("file", "text")
      .addPrimaryKeyConstraint("import_row_pk", ["run_id", "number"]);
    await strictByKey(row, engine).execute();
    const told = transaction.schema
      .createTable("import_told")
      .addColumn("source", "text", (column) => column.notNull())
      .addColumn("number", "text", (column) => column.notNull())
      .addColumn("run_id", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("import_told_pk", ["source", "number"]);
    await strictByKey(told, engine).execute();
    const source = transaction.schema
      .createTable("import_source")
      .addColumn("source", "text", (column) => column.primaryKey())
      .addColumn("read_as", "text", (column) => column.notNull())
      .addColumn("columns", "text", (column) => column.notNull());
    await strict(source, engine).execute();
  },
};
