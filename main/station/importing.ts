import { createHash } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import type {
  ImportEvent,
  ImportFault,
  ImportLook,
  ImportReport,
  ImportStage,
  ImportUnderstood,
} from "../contract/imports.ts";
import type { CrousZone } from "../core/crous-zone.ts";
import {
  appointmentId as appointmentIdSchema,
  studentId as studentIdSchema,
  visitId as visitIdSchema,
} from "../core/ids.ts";
import type {
  AppointmentFile,
  ChosenColumns,
  ImportFile,
  ImportKind,
  ImportRow,
  ReadFile,
} from "../core/ports/file-import.ts";
import type { StagedStudent } from "../core/ports/import-records.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { StudentFile } from "../core/student.ts";
import type { Changes } from "./changes.ts";
import {
  type Counts,
  nobodyGone,
  otherZoneKnown,
  reportOf,
  understoodOf,
  unknownStudent,
} from "./import-report.ts";
import { noRoom } from "./no-room.ts";
import type { StationParts } from "./parts.ts";
import { now, today } from "./today.ts";

/** Rows dealt with between two breaths: the desk goes on serving meanwhile. */
const rowsAtOnce = 300;
const goneShown = 100;

/** A file, and how it is to be taken. */
export interface ImportWish {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** Null: the content decides. */
  readonly as: ImportKind | null;
  /** Null: as this source was read before, or else as guessed. */
  readonly columns: ChosenColumns | null;
  readonly dryRun: boolean;
}

/** Whoever waits for an import. */
export interface ImportWatch {
  readonly progress?: (event: Extract<ImportEvent, { kind: "progress" }>) => void;
  readonly signal?: AbortSignal | undefined;
}

/** The imports of a station. */
export interface Importing {
  look(bytes: Uint8Array): Promise<Result<ImportLook, ImportFault>>;
  understand(wish: Omit<ImportWish, "dryRun">): Promise<Result<ImportUnderstood, ImportFault>>;
  /** Keeps what a file holds, or only says what would be kept. Whole or not at all: what a crash cuts is finished at the next start. */
  read(wish: ImportWish, watch?: ImportWatch): Promise<Result<ImportReport, ImportFault>>;
  /** Finishes the import of this station that a crash cut while it was kept, and takes back one that had not got so far. */
  recover(): Promise<void>;
}

/** The imports of a station: one is kept at a time. */
export function createImporting(parts: StationParts, changes: Changes): Importing {
  const { store, files, randomness } = parts;
  let keeping = false;
  let recovering: Promise<void> = Promise.resolve();
  /** What was read last: looked at, rehearsed and kept, a file is read once. */
  let last: { readonly key: string; readonly read: ReadFile } | null = null;

  const sourced = async (wish: Omit<ImportWish, "dryRun">, calledOff?: Promise<void>) => {
    const look = await files.look(wish.bytes, calledOff);
    if (!look.ok) return look;
    const { source, as: guessed } = look.value;
    const remembered = await store.imports.source(source);
    const as = wish.as ?? remembered?.as ?? guessed;
    const columns = wish.columns ?? (remembered?.as === as ? remembered.columns : null);
    return succeeded({ as, columns, source: `${as}|${source}`, headings: source });
  };
  const read = async (
    wish: Omit<ImportWish, "dryRun">,
    { as, columns }: { readonly as: ImportKind; readonly columns: ChosenColumns | null },
    calledOff?: Promise<void>,
  ): Promise<Result<ReadFile, ImportFault>> => {
    const { bytes, fileName } = wish;
    const key = [
      createHash("sha256").update(bytes).digest("hex"),
      fileName,
      as,
      JSON.stringify(columns),
    ].join();
    if (last?.key === key) return succeeded(last.read);
    const answer = await files.read({ bytes, fileName, as, columns, today: today(parts) }, calledOff);
    if (answer.ok) last = { key, read: answer.value };
    return answer;
  };
  const importing = async (
    wish: ImportWish,
    watch: ImportWatch,
  ): Promise<Result<ImportReport, ImportFault>> => {
    const off = callingOff(watch);
    const tell = telling(watch);
    tell("reading", 0, 0);
    const from = await sourced(wish, off.promise);
    if (!from.ok) return from;
    const { as, source } = from.value;
    const file = await read(wish, from.value, off.promise);
    if (!file.ok) return file;
    const report = await taken(file.value, source, wish, off, tell);
    if (!report.ok || wish.dryRun) return report;
    last = null;
    if (wish.columns !== null) {
      await store.imports.rememberSource(from.value.headings, { as, columns: wish.columns });
    }
    changes.tell("board", "students");
    const { rows, accepted, refused } = report.value;
    parts.log({ what: "imported", as, rows, accepted, refused });
    return report;
  };

  const taken = (
    held: ReadFile,
    source: string,
    wish: ImportWish,
    off: CallingOff,
    tell: Telling,
  ): Promise<Result<ImportReport, ImportFault>> => {
    switch (held.as) {
      case "students":
        return students(held.file, source, wish, off, tell);
      case "agenda":
        return agenda(held.file, wish, off, tell);
      case "crous":
        return crousZones(held.file, wish);
    }
  };

  const students = async (
    file: ImportFile<StudentFile>,
    source: string,
    wish: ImportWish,
    off: CallingOff,
    tell: Telling,
  ): Promise<Result<ImportReport, ImportFault>> => {
    const accepted = file.rows.flatMap((row) => row.value ?? []);
    const staged: StagedStudent[] = [];
    const did: Record<keyof Counts, number> = { added: 0, changed: 0, unchanged: 0 };
    for (const some of slices(accepted)) {
      tell("comparing", staged.length, accepted.length);
      const outcomes = await store.imports.compare(some);
      some.forEach((one, i) => {
        const outcome = outcomes[i] ?? "unchanged";
        did[outcome] += 1;
        const freshId = studentIdSchema.parse(randomness.uuid());
        staged.push({ file: one, freshId, changed: outcome !== "unchanged" });
      });
      await breathe();
      if (off.asked()) return failed({ kind: "called-off" });
    }
    const numbers = new Set(accepted.map((one) => one.number));
    const gone =
      accepted.length === 0 ? nobodyGone : await store.imports.notToldAgain(source, numbers, goneShown);
    const report = reportOf("students", wish.fileName, file, did, gone);
    if (wish.dryRun) return succeeded(report);
    const kept = await keep(staged, source, off, tell);
    return kept.ok ? succeeded(report) : kept;
  };
  const keep = async (
    staged: readonly StagedStudent[],
    source: string,
    off: CallingOff,
    tell: Telling,
  ): Promise<Result<null, ImportFault>> => {
    const run = { id: randomness.uuid(), source };
    const begun = await store.imports.begin(run, now(parts));
    if (!begun.ok) return noRoom(begun.fault);
    let aside = 0;
    for (const some of slices(staged)) {
      tell("putting-aside", aside, staged.length);
      const put = await store.imports.stage(run, some);
      if (!put.ok || off.asked()) {
        await store.imports.drop(run);
        return put.ok ? failed({ kind: "called-off" }) : noRoom(put.fault);
      }
      aside += some.length;
      await breathe();
    }
    const sealed = await store.imports.seal(run);
    if (!sealed.ok) {
      await store.imports.drop(run);
      return noRoom(sealed.fault);
    }
    return apply(run, (done) => tell("keeping", done, staged.length, false));
  };
  const apply = async (
    run: { readonly id: string; readonly source: string },
    tell: (done: number) => void,
  ): Promise<Result<null, ImportFault>> => {
    for (let done = 0; ; ) {
      tell(done);
      const applied = await store.imports.applyNext(run, rowsAtOnce);
      if (!applied.ok)
        return applied.fault.kind === "disk-full" ? failed({ kind: "unfinished" }) : noRoom(applied.fault);
      if (applied.value === 0) return succeeded(null);
      done += applied.value;
      await breathe();
    }
  };

  const agenda = async (
    file: ImportFile<AppointmentFile>,
    wish: ImportWish,
    off: CallingOff,
    tell: Telling,
  ): Promise<Result<ImportReport, ImportFault>> => {
    const accepted: Parameters<typeof store.visits.upsertAppointments>[0][number][] = [];
    const rows: ImportRow<AppointmentFile>[] = [];
    for (const some of slices(file.rows)) {
      tell("comparing", rows.length, file.rows.length);
      for (const row of some) rows.push(await withStudent(row, accepted));
      await breathe();
      if (off.asked()) return failed({ kind: "called-off" });
    }
    if (!wish.dryRun) tell("keeping", 0, accepted.length, false);
    const counts = await store.visits.upsertAppointments(accepted, !wish.dryRun);
    if (!counts.ok) return noRoom(counts.fault);
    return succeeded(reportOf("agenda", wish.fileName, { ...file, rows }, counts.value, nobodyGone));
  };
  const withStudent = async (
    row: ImportRow<AppointmentFile>,
    accepted: Parameters<typeof store.visits.upsertAppointments>[0][number][],
  ): Promise<ImportRow<AppointmentFile>> => {
    if (row.value === null) return row;
    const { by, text } = row.value.student;
    const student =
      by === "number" ? await store.students.byNumber(text) : await store.students.byEmail(text);
    if (student === null)
      return { ...row, value: null, remarks: [...row.remarks, unknownStudent(row.line, text)] };
    const freshIds = {
      appointment: appointmentIdSchema.parse(randomness.uuid()),
      visit: visitIdSchema.parse(randomness.uuid()),
    };
    accepted.push({ file: row.value, student: student.id, freshIds });
    return row;
  };

  const recover = async () => {
    for (const run of await store.imports.unfinished()) {
      parts.log({ what: "import-taken-up", state: run.state });
      if (run.state === "staging") await store.imports.drop(run);
      else await apply(run, () => undefined);
    }
  };
  const crousZones = async (
    file: ImportFile<CrousZone>,
    wish: ImportWish,
  ): Promise<Result<ImportReport, ImportFault>> => {
    const accepted = file.rows.flatMap(({ value }) => value ?? []);
    const counts = await store.chips.addCrousZones(accepted, !wish.dryRun);
    if (!counts.ok) return noRoom(counts.fault);
    const { clashes, ...counted } = counts.value;
    const rows = file.rows.map((row) =>
      row.value !== null && clashes.includes(row.value.uid)
        ? { ...row, value: null, remarks: [...row.remarks, otherZoneKnown(row.line, row.value.uid)] }
        : row,
    );
    return succeeded(reportOf("crous", wish.fileName, { ...file, rows }, counted, nobodyGone));
  };

  return {
    async look(bytes) {
      const look = await files.look(bytes);
      if (!look.ok) return look;
      const { source, ...shown } = look.value;
      return succeeded({ ...shown, remembered: await store.imports.source(source) });
    },
    async understand(wish) {
      const from = await sourced(wish);
      if (!from.ok) return from;
      const file = await read(wish, from.value);
      return file.ok ? succeeded(understoodOf(file.value.file)) : file;
    },
    async read(wish, watch = {}) {
      if (!wish.dryRun && keeping) return failed({ kind: "import-under-way" });
      keeping ||= !wish.dryRun;
      try {
        if (!wish.dryRun) {
          // What a crash or a full disk left comes first.
          await recovering;
          await recover();
        }
        return await importing(wish, watch);
      } finally {
        if (!wish.dryRun) keeping = false;
      }
    },
    async recover() {
      recovering = recover();
      await recovering;
      changes.tell("board", "students");
    },
  };
}

interface CallingOff {
  readonly promise: Promise<void>;
  readonly asked: () => boolean;
}

function callingOff({ signal }: ImportWatch): CallingOff {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal?.aborted === true) resolve();
  signal?.addEventListener("abort", () => resolve(), { once: true });
  return { promise, asked: () => signal?.aborted === true };
}

type Telling = (stage: ImportStage, done: number, of: number, canBeCalledOff?: boolean) => void;

function telling({ progress }: ImportWatch): Telling {
  return (stage, done, of, canBeCalledOff = true) => {
    progress?.({ kind: "progress", stage, done, of, canBeCalledOff });
  };
}

function* slices<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += rowsAtOnce) yield all.slice(from, from + rowsAtOnce);
}
