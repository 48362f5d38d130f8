import type {
  ImportFault,
  ImportKind,
  ImportReport,
  ImportRemark as ShownRemark,
} from "../contract/imports.ts";
import {
  appointmentId as appointmentIdSchema,
  studentId as studentIdSchema,
  visitId as visitIdSchema,
} from "../core/ids.ts";
import type { AppointmentFile, ImportFile, ImportRemark, ImportRow } from "../core/ports/file-import.ts";
import type { UpsertCounts } from "../core/ports/record-store.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { Changes } from "./changes.ts";
import { noRoom } from "./no-room.ts";
import type { StationParts } from "./parts.ts";
import { today } from "./today.ts";

/** Reads a file and keeps what it accepts, or only says what it would keep. Whole or not at all: a crash keeps nothing of it. */
export async function importFile(
  file: Uint8Array,
  fileName: string,
  as: ImportKind | null,
  dryRun: boolean,
  parts: StationParts,
  changes: Changes,
): Promise<Result<ImportReport, ImportFault>> {
  const kind = as ?? kindOf(file, fileName, parts);
  const report = await importAs[kind](file, fileName, !dryRun, parts);
  if (report.ok && !dryRun) {
    changes.tell("board", "students");
    const { as: read, rows, accepted, refused } = report.value;
    parts.log({ what: "imported", as: read, rows, accepted, refused });
  }
  return report;
}

/** A calendar file by its first words; otherwise students, unless their columns are missing and those of something else are there. */
function kindOf(file: Uint8Array, fileName: string, parts: StationParts): ImportKind {
  const start = new TextDecoder().decode(file.subarray(0, 200));
  if (start.includes("BEGIN:VCALENDAR")) return "agenda";
  const students = parts.files.readStudents(file, today(parts));
  if (students.ok || students.fault.kind !== "missing-columns") return "students";
  if (parts.files.readCrousZones(file).ok) return "crous";
  return parts.files.readAgenda(file, fileName).ok ? "agenda" : "students";
}

async function importStudents(
  file: Uint8Array,
  fileName: string,
  keep: boolean,
  { files, store, randomness, ...rest }: StationParts,
): Promise<Result<ImportReport, ImportFault>> {
  const read = files.readStudents(file, today(rest));
  if (!read.ok) return failed(read.fault);
  const accepted = read.value.rows.flatMap((row) =>
    row.value === null ? [] : [{ file: row.value, freshId: studentIdSchema.parse(randomness.uuid()) }],
  );
  const counts = await store.students.upsert(accepted, keep);
  return counts.ok
    ? succeeded(reportOf("students", fileName, read.value, counts.value))
    : noRoom(counts.fault);
}

async function importAgenda(
  file: Uint8Array,
  fileName: string,
  keep: boolean,
  { files, store, randomness }: StationParts,
): Promise<Result<ImportReport, ImportFault>> {
  const read = files.readAgenda(file, fileName);
  if (!read.ok) return failed(read.fault);
  const accepted: Parameters<typeof store.visits.upsertAppointments>[0][number][] = [];
  const rows: ImportRow<AppointmentFile>[] = [];
  for (const row of read.value.rows) {
    if (row.value === null) {
      rows.push(row);
      continue;
    }
    const { by, text } = row.value.student;
    const student =
      by === "number" ? await store.students.byNumber(text) : await store.students.byEmail(text);
    if (student === null) {
      rows.push({ ...row, value: null, remarks: [...row.remarks, unknownStudent(row.line, text)] });
      continue;
    }
    rows.push(row);
    const freshIds = {
      appointment: appointmentIdSchema.parse(randomness.uuid()),
      visit: visitIdSchema.parse(randomness.uuid()),
    };
    accepted.push({ file: row.value, student: student.id, freshIds });
  }
  const counts = await store.visits.upsertAppointments(accepted, keep);
  return counts.ok
    ? succeeded(reportOf("agenda", fileName, { ...read.value, rows }, counts.value))
    : noRoom(counts.fault);
}

async function importCrousZones(
  file: Uint8Array,
  fileName: string,
  keep: boolean,
  { files, store }: StationParts,
): Promise<Result<ImportReport, ImportFault>> {
  const read = files.readCrousZones(file);
  if (!read.ok) return failed(read.fault);
  const accepted = read.value.rows.flatMap(({ value }) => value ?? []);
  const counts = await store.chips.addCrousZones(accepted, keep);
  if (!counts.ok) return noRoom(counts.fault);
  const { clashes, ...counted } = counts.value;
  const rows = read.value.rows.map((row) =>
    row.value !== null && clashes.includes(row.value.uid)
      ? { ...row, value: null, remarks: [...row.remarks, otherZoneKnown(row.line, row.value.uid)] }
      : row,
  );
  return succeeded(reportOf("crous", fileName, { ...read.value, rows }, counted));
}

const importAs = { students: importStudents, agenda: importAgenda, crous: importCrousZones } as const;

function otherZoneKnown(line: number, seen: string): ImportRemark {
  return { line, column: "", field: "uid", reason: "other-zone-known", seen };
}

function unknownStudent(line: number, seen: string): ImportRemark {
  return { line, column: "", field: "student", reason: "unknown-student", seen: seen.slice(0, 40) };
}

function reportOf<T>(
  as: ImportKind,
  fileName: string,
  file: ImportFile<T>,
  counts: UpsertCounts,
): ImportReport {
  const taken = file.rows.filter((row) => row.value !== null);
  return {
    as,
    fileName,
    rows: file.rows.length,
    accepted: taken.filter((row) => row.remarks.length === 0).length,
    warned: taken.filter((row) => row.remarks.length > 0).length,
    refused: file.rows.length - taken.length,
    ...counts,
    unusedColumns: file.unusedColumns,
    remarks: file.rows.flatMap((row) =>
      row.remarks.map((remark): ShownRemark => ({ ...remark, refused: row.value === null })),
    ),
  };
}
