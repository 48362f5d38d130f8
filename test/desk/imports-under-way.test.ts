import { afterAll, expect, test } from "vitest";
import type { ImportEvent } from "../../main/contract/imports.ts";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import { failed } from "../../main/core/result.ts";
import { clearAway, closeDesk, emptyFolder, openDeskOn } from "./desk-in-hand.ts";

afterAll(clearAway);

const students = (count: number, from = 0) =>
  new TextEncoder().encode(
    `numero;nom;prenom;date de naissance\n${Array.from({ length: count }, (_, n) => `${40_000_000 + from + n};Nom${n};Ana;01/01/2004`).join("\n")}`,
  );
const wish = (bytes: Uint8Array, dryRun = false) => ({
  bytes,
  fileName: "nuit.csv",
  as: null,
  columns: null,
  dryRun,
});

test("an import cut by the end of the desk while it was kept is finished at the next start", async () => {
  const folder = await emptyFolder();
  let pieces = 0;
  const dies = (store: RecordStore): RecordStore => ({
    ...store,
    imports: {
      ...store.imports,
      applyNext: (run, most) => {
        pieces += 1;
        if (pieces > 1) throw new Error("the desk died here");
        return store.imports.applyNext(run, most);
      },
    },
  });
  const desk = await openDeskOn(folder, { wrapStore: dies });
  const before = await desk.station.parts.store.students.count();
  await expect(desk.station.importing.read(wish(students(1000)))).rejects.toThrow("died");
  expect(await desk.station.parts.store.students.count()).toBe(before + 300);
  await closeDesk(desk);
  const again = await openDeskOn(folder);
  await expect
    .poll(() => again.station.parts.store.students.count(), { timeout: 20_000 })
    .toBe(before + 1000);
  await expect.poll(() => again.station.parts.store.imports.unfinished(), { timeout: 20_000 }).toEqual([]);
});

test("an import called off before it is kept leaves nothing; one at a time is kept; the board answers meanwhile", async () => {
  const desk = await openDeskOn(await emptyFolder());
  const { importing, board, parts } = desk.station;
  const before = await parts.store.students.count();
  const stop = new AbortController();
  const stages = new Set<string>();
  const progress = (event: ImportEvent & { kind: "progress" }) => {
    stages.add(event.stage);
    if (event.stage === "putting-aside" && event.done > 0) stop.abort();
  };
  expect(await importing.read(wish(students(2000)), { progress, signal: stop.signal })).toEqual({
    ok: false,
    fault: { kind: "called-off" },
  });
  expect([...stages]).toEqual(["reading", "comparing", "putting-aside"]);
  expect(await parts.store.students.count()).toBe(before);
  expect(await parts.store.imports.unfinished()).toEqual([]);
  const kept = importing.read(wish(students(2000)));
  expect(await importing.read(wish(students(2)))).toEqual({ ok: false, fault: { kind: "import-under-way" } });
  expect((await board.view()).lines.length).toBeGreaterThan(0);
  expect(await kept).toMatchObject({ ok: true, value: { added: 2000 } });
});

test("whoever is no longer in the file of a source is named and not deleted", async () => {
  const desk = await openDeskOn(await emptyFolder());
  const { importing, parts } = desk.station;
  await importing.read(wish(students(20)));
  const before = await parts.store.students.count();
  const fewer = await importing.read(wish(students(18)));
  expect(fewer).toMatchObject({ ok: true, value: { unchanged: 18, gone: { count: 2 } } });
  expect(await parts.store.students.count()).toBe(before);
});

test("a disk that fills while rows are kept is told, and the rest is kept when there is room", async () => {
  let room = false;
  let pieces = 0;
  const full = (store: RecordStore): RecordStore => ({
    ...store,
    imports: {
      ...store.imports,
      applyNext: (run, most) => {
        pieces += 1;
        return room || pieces === 1
          ? store.imports.applyNext(run, most)
          : Promise.resolve(failed({ kind: "disk-full" as const }));
      },
    },
  });
  const desk = await openDeskOn(await emptyFolder(), { wrapStore: full });
  const { importing, parts } = desk.station;
  const before = await parts.store.students.count();
  expect(await importing.read(wish(students(900)))).toEqual({ ok: false, fault: { kind: "unfinished" } });
  room = true;
  expect(await importing.read(wish(students(1, 5000)))).toMatchObject({ ok: true, value: { added: 1 } });
  expect(await parts.store.students.count()).toBe(before + 901);
});
