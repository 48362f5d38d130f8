import { describe, expect, test } from "vitest";
import type { StudentId } from "../../main/core/ids.ts";
import type { StagedStudent } from "../../main/core/ports/import-records.ts";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import type { StudentFile } from "../../main/core/student.ts";
import { at, file, id } from "../support/kept-records.ts";

const source = "students|n etudiant|nom";
const run = { id: "run-1", source };

function staged(n: number, more: Partial<StudentFile> = {}, changed = true): StagedStudent {
  return { file: file(String(30_000_000 + n), more), freshId: id(n + 1) as StudentId, changed };
}

const hundred = Array.from({ length: 100 }, (_, n) => staged(n));

/** Imports in small steps, whatever database is under them. */
export function importContract(name: string, fresh: () => Promise<RecordStore>): void {
  describe(`an import ${name}`, () => {
    test("that is put aside and not sealed leaves nothing, and is seen for what it is", async () => {
      const store = await fresh();
      await store.imports.begin(run, at);
      await store.imports.stage(run, hundred);
      expect(await store.imports.unfinished()).toEqual([{ ...run, state: "staging" }]);
      expect(await store.students.count()).toBe(0);
      await store.imports.drop(run);
      expect(await store.imports.unfinished()).toEqual([]);
      await store.close();
    });

    test("once sealed is applied piece by piece, taken up wherever it was cut, and is then gone", async () => {
      const store = await fresh();
      await store.imports.begin(run, at);
      await store.imports.stage(run, hundred);
      await store.imports.seal(run);
      expect(await store.imports.applyNext(run, 40)).toEqual({ ok: true, value: 40 });
      expect(await store.students.count()).toBe(40);
      expect(await store.imports.unfinished()).toEqual([{ ...run, state: "applying" }]);
      expect(await store.imports.applyNext(run, 80)).toEqual({ ok: true, value: 60 });
      expect(await store.imports.applyNext(run, 80)).toEqual({ ok: true, value: 0 });
      expect(await store.students.count()).toBe(100);
      expect(await store.imports.unfinished()).toEqual([]);
      await store.close();
    });

    test("is compared row by row with what is known", async () => {
      const store = await fresh();
      await store.students.upsert(hundred, true);
      const files = [file("30000000"), file("30000001", { level: "M2" }), file("39999999")];
      expect(await store.imports.compare(files)).toEqual(["unchanged", "changed", "added"]);
      await store.close();
    });

    test("names who was told of before and is not any more, by source, and deletes nobody", async () => {
      const store = await fresh();
      await store.imports.begin(run, at);
      await store.imports.stage(run, hundred.slice(0, 3));
      await store.imports.seal(run);
      for (let applied = 1; applied > 0; ) {
        const next = await store.imports.applyNext(run, 50);
        applied = next.ok ? next.value : 0;
      }
      const still = new Set(["30000000", "30000002"]);
      expect(await store.imports.notToldAgain(source, still, 10)).toEqual({
        count: 1,
        some: [{ number: "30000001", name: "Zoé Œuvrard" }],
      });
      expect(await store.imports.notToldAgain("another", still, 10)).toEqual({ count: 0, some: [] });
      expect(await store.students.count()).toBe(3);
      await store.close();
    });

    test("remembers how a source is read, as it was told last", async () => {
      const store = await fresh();
      expect(await store.imports.source(source)).toBeNull();
      await store.imports.rememberSource(source, { as: "students", columns: { number: 0 } });
      await store.imports.rememberSource(source, { as: "students", columns: { number: 3 } });
      expect(await store.imports.source(source)).toEqual({ as: "students", columns: { number: 3 } });
      await store.close();
    });
  });
}
