import type { CalendarDay } from "../core/calendar.ts";
import type { ImportFile, ImportFileFault } from "../core/ports/file-import.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { StudentFile } from "../core/student.ts";
import { columnsOf } from "./columns.ts";
import { recordsOf } from "./delimited-text.ts";
import { textOf } from "./file-text.ts";
import { openRow, slippedRow } from "./open-row.ts";
import { requiredStudentColumns, studentHeadings } from "./student-columns.ts";
import { studentOf } from "./student-row.ts";

/** Reads a CSV export of students. `missing-columns` names fields of `StudentFile`; `today` bounds birth dates. */
export function readStudents(
  file: Uint8Array,
  today: CalendarDay,
): Result<ImportFile<StudentFile>, ImportFileFault> {
  const text = textOf(file);
  if (!text.ok) return text;
  const records = recordsOf(text.value);
  if (!records.ok) return records;
  const [heading, ...body] = records.value;
  const columns = columnsOf(heading?.cells ?? [], studentHeadings);
  if (columns.positions.size === 0 && columns.headings.length === 1)
    return failed({ kind: "unknown-format" });
  const missing = requiredStudentColumns.filter((column) => !columns.positions.has(column));
  if (missing.length > 0) return failed({ kind: "missing-columns", columns: missing });

  const numbers = new Set<string>();
  const rows = body.map(
    (record) =>
      slippedRow(columns.headings.length, record) ?? studentOf(openRow(columns, record), today, numbers),
  );
  return succeeded({ rows, unusedColumns: columns.unused });
}
