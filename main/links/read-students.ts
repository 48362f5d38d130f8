import type { CalendarDay } from "../core/calendar.ts";
import type { ChosenColumns, ImportFile, ImportFileFault } from "../core/ports/file-import.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { StudentFile } from "../core/student.ts";
import { columnsOf } from "./columns.ts";
import { openRow, slippedRow } from "./open-row.ts";
import { requiredStudentColumns, studentHeadings } from "./student-columns.ts";
import { studentOf } from "./student-row.ts";
import { tableOf } from "./table.ts";

/** Reads an export of students. `missing-columns` names fields of `StudentFile`; `today` bounds birth dates. */
export function readStudents(
  file: Uint8Array,
  today: CalendarDay,
  chosen: ChosenColumns | null = null,
): Result<ImportFile<StudentFile>, ImportFileFault> {
  const table = tableOf(file);
  if (!table.ok) return table;
  const { headings, records } = table.value;
  const columns = columnsOf(headings, studentHeadings, chosen);
  if (columns.positions.size === 0 && headings.length === 1) return failed({ kind: "unknown-format" });
  const missing = requiredStudentColumns.filter((column) => !columns.positions.has(column));
  if (missing.length > 0) return failed({ kind: "missing-columns", columns: missing });

  const numbers = new Set<string>();
  const rows = records.map(
    (record) => slippedRow(headings.length, record) ?? studentOf(openRow(columns, record), today, numbers),
  );
  return succeeded({ rows, unusedColumns: columns.unused });
}
