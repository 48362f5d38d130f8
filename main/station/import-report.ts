import type { ImportReport, ImportUnderstood, ImportRemark as ShownRemark } from "../contract/imports.ts";
import type { ImportFile, ImportKind, ImportRemark, ImportRow } from "../core/ports/file-import.ts";
import type { UpsertCounts } from "../core/ports/record-store.ts";

/** What an import adds, changes and leaves. */
export type Counts = UpsertCounts;

const rowsShown = 10;

/** Nobody this source told of is missing. */
export const nobodyGone: ImportReport["gone"] = { count: 0, some: [] };

/** The remark on an appointment of somebody no file of students told of. */
export function unknownStudent(line: number, seen: string): ImportRemark {
  return { line, column: "", field: "student", reason: "unknown-student", seen: seen.slice(0, 40) };
}

/** The remark on a chip that another file gave another CROUS zone. */
export function otherZoneKnown(line: number, seen: string): ImportRemark {
  return { line, column: "", field: "uid", reason: "other-zone-known", seen };
}

/** What is told of an import, kept or rehearsed. */
export function reportOf<T>(
  as: ImportKind,
  fileName: string,
  file: ImportFile<T>,
  counts: Counts,
  gone: ImportReport["gone"],
): ImportReport {
  return {
    as,
    fileName,
    rows: file.rows.length,
    ...countsOf(file.rows),
    ...counts,
    unusedColumns: file.unusedColumns,
    remarks: file.rows.flatMap(remarksOf),
    gone,
  };
}

/** Rows accepted, accepted with a warning, and refused. */
export function countsOf(
  rows: readonly ImportRow<unknown>[],
): Pick<ImportReport, "accepted" | "warned" | "refused"> {
  const taken = rows.filter((row) => row.value !== null);
  const accepted = taken.filter((row) => row.remarks.length === 0).length;
  return { accepted, warned: taken.length - accepted, refused: rows.length - taken.length };
}

/** The first rows as they were understood, field by field. */
export function understoodOf(file: ImportFile<object>): ImportUnderstood {
  const rows = file.rows.slice(0, rowsShown).map((row) => ({
    line: row.line,
    values: row.value === null ? null : written(row.value),
    remarks: remarksOf(row),
  }));
  return { rows, ...countsOf(file.rows) };
}

/** Each field as plain text; fields that hold nothing are left out. */
function written(value: object): Record<string, string> {
  const fields = Object.entries(value).flatMap(([field, held]: [string, unknown]): [string, string][] => {
    if (held === null || held === "") return [];
    if (Array.isArray(held)) return held.length === 0 ? [] : [[field, held.join(", ")]];
    if (typeof held === "string" || typeof held === "number") return [[field, String(held)]];
    return typeof held === "object" && "text" in held && typeof held.text === "string"
      ? [[field, held.text]]
      : [];
  });
  return Object.fromEntries(fields);
}

function remarksOf(row: ImportRow<unknown>): ShownRemark[] {
  return row.remarks.map((remark) => ({ ...remark, refused: row.value === null }));
}
