import type { StudentId } from "../../core/ids.ts";
import type { ImportKind } from "../../core/ports/file-import.ts";
import type { ImportRecords, StagedStudent } from "../../core/ports/import-records.ts";
import type { StudentFile } from "../../core/student.ts";
import type { Database } from "../engine.ts";
import { kept } from "../refusal.ts";
import type { Tables } from "../tables.ts";
import { claim } from "./stations.ts";
import { studentUpsert, toldAgain } from "./student-upsert.ts";

/** Imports under way and the sources they come from. */
export function importRecords(database: Database, station: string): ImportRecords {
  const { db, engine } = database;
  const upsert = studentUpsert(database);
  return {
    async source(source) {
      const row = await db
        .selectFrom("import_source")
        .selectAll()
        .where("source", "=", source)
        .executeTakeFirst();
      if (row === undefined) return null;
      return { as: row.read_as as ImportKind, columns: JSON.parse(row.columns) };
    },
    rememberSource(source, { as, columns }) {
      const row = { source, read_as: as, columns: JSON.stringify(columns) };
      return kept(() =>
        db
          .insertInto("import_source")
          .values(row)
          .onConflict((conflict) => conflict.column("source").doUpdateSet(row))
          .execute(),
      );
    },
    async compare(files) {
      const rows = await db
        .selectFrom("student")
        .selectAll()
        .where(
          "number",
          "in",
          files.map((file) => file.number),
        )
        .execute();
      const before = new Map(rows.map((row) => [row.number, row]));
      return files.map((file) => {
        const row = before.get(file.number);
        if (row === undefined) return "added";
        return toldAgain(row, file).isSame ? "unchanged" : "changed";
      });
    },
    begin(run, at) {
      return kept(() =>
        db
          .insertInto("import_run")
          .values({ id: run.id, source: run.source, state: "staging", started_at: at, station })
          .execute(),
      );
    },
    stage(run, rows) {
      return kept(() =>
        db
          .insertInto("import_row")
          .values(rows.map(rowOf(run.id)))
          .execute(),
      );
    },
    seal(run) {
      return kept(() =>
        db.updateTable("import_run").set({ state: "applying" }).where("id", "=", run.id).execute(),
      );
    },
    async applyNext(run, most) {
      const rows = await db
        .selectFrom("import_row")
        .selectAll()
        .where("run_id", "=", run.id)
        .orderBy("number")
        .limit(most)
        .execute();
      const numbers = rows.map((row) => row.number);
      const done = await kept(() =>
        db.transaction().execute(async (transaction) => {
          for (const row of rows) {
            if (row.file === null) continue;
            await upsert(transaction, JSON.parse(row.file) as StudentFile, row.fresh_id as StudentId);
          }
          if (rows.length === 0) {
            await transaction.deleteFrom("import_run").where("id", "=", run.id).execute();
            return;
          }
          await transaction
            .insertInto("import_told")
            .values(numbers.map((number) => ({ source: run.source, number, run_id: run.id })))
            .onConflict((conflict) => conflict.columns(["source", "number"]).doUpdateSet({ run_id: run.id }))
            .execute();
          await transaction
            .deleteFrom("import_row")
            .where("run_id", "=", run.id)
            .where("number", "in", numbers)
            .execute();
        }),
      );
      return done.ok ? { ok: true, value: rows.length } : done;
    },
    drop(run) {
      return kept(() =>
        db.transaction().execute(async (transaction) => {
          await transaction.deleteFrom("import_row").where("run_id", "=", run.id).execute();
          await transaction.deleteFrom("import_run").where("id", "=", run.id).execute();
        }),
      );
    },
    async unfinished() {
      let mine = db.selectFrom("import_run").selectAll().orderBy("id");
      if (engine === "postgres") {
        await claim(db, "import_run", station);
        mine = mine.where("station", "=", station);
      }
      const rows = await mine.execute();
      return rows.map((row) => ({
        id: row.id,
        source: row.source,
        state: row.state === "staging" ? "staging" : "applying",
      }));
    },
    async notToldAgain(source, numbers, most) {
      const rows = await db
        .selectFrom("import_told")
        .innerJoin("student", "student.number", "import_told.number")
        .select(["student.number", "student.civil_last_name", "student.civil_first_name"])
        .where("import_told.source", "=", source)
        .orderBy("student.civil_last_name")
        .orderBy("student.number")
        .execute();
      const gone = rows.filter((row) => !numbers.has(row.number));
      return {
        count: gone.length,
        some: gone.slice(0, most).map((row) => ({
          number: row.number,
          name: `${row.civil_first_name} ${row.civil_last_name}`,
        })),
      };
    },
  };
}

function rowOf(run: string): (row: StagedStudent) => Tables["import_row"] {
  return ({ file, freshId, changed }) => ({
    run_id: run,
    number: file.number,
    fresh_id: freshId,
    file: changed ? JSON.stringify(file) : null,
  });
}
