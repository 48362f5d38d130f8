import { normaliseIdentifier } from "../core/identifier-text.ts";
import { isRefusal } from "../core/import-reason.ts";
import type { ImportField, ImportReason, ImportRemark, ImportRow } from "../core/ports/file-import.ts";
import type { Columns } from "./columns.ts";
import type { TableRecord } from "./table-record.ts";

/** One row being read: its cells by column, and the remarks made on the way. */
export interface OpenRow<C extends string> {
  /** What stands in a column, cleaned; empty when the file has no such column. */
  cell(column: C): string;
  /** Notes a remark on a column, or on the whole row. */
  remark(column: C | null, field: ImportField, reason: ImportReason, seen: string): void;
  /** The row as read: without value as soon as one remark refuses it. */
  closed<T>(value: T | null): ImportRow<T>;
}

/** Opens a record for reading. */
export function openRow<C extends string>(columns: Columns<C>, record: TableRecord): OpenRow<C> {
  const { line, cells } = record;
  const remarks: ImportRemark[] = [];
  return {
    cell(column) {
      const at = columns.positions.get(column);
      return at === undefined ? "" : cleaned(cells[at] ?? "");
    },
    remark(column, field, reason, seen) {
      const at = column === null ? undefined : columns.positions.get(column);
      const heading = at === undefined ? "" : (columns.headings[at] ?? "");
      remarks.push({ line, column: heading, field, reason, seen: shown(seen) });
    },
    closed(value) {
      return closedRow(line, value, remarks);
    },
  };
}

/** A row with its remarks: without value as soon as one of them refuses it. */
export function closedRow<T>(line: number, value: T | null, remarks: readonly ImportRemark[]): ImportRow<T> {
  const refused = remarks.some(({ reason }) => isRefusal(reason));
  if (value === null && !refused) throw new Error(`row at line ${line} has neither value nor refusal`);
  return { line, value: refused ? null : value, remarks };
}

/** A text as people wrote it, in NFC, trimmed, with each run of blanks and line breaks made one space. */
export function cleaned(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}

/** A cell as a remark may show it: 40 characters at most, and nothing at all if a social-security number could be in it. */
export function shown(text: string): string {
  if (/[12378]\d{4}(?:\d{2}|2A|2B)\d{6}/u.test(normaliseIdentifier(text.slice(0, 400)))) return "";
  return Array.from(cleaned(text.slice(0, 400)))
    .slice(0, 40)
    .join("");
}

/**
 * Whether a text was damaged on its way: C1 controls (bytes Windows-1252 leaves undefined), the replacement character,
 * UTF-8 read as Windows-1252 (`Ã©`), controls, or marks that turn the writing direction.
 */
export function isIllegible(text: string): boolean {
  return /[\p{Cc}\uFFFD\u200B\u202A-\u202E\u2066-\u2069]|Ã[\u0080-\u00BF]/u.test(text);
}

/**
 * The refusal of a record with more or fewer cells than headings, as its cells may have slipped; null when they fit.
 * Empty cells past the last heading do: spreadsheets leave them.
 */
export function slippedRow(headings: number, record: TableRecord): ImportRow<never> | null {
  const { line, cells } = record;
  if (cells.length >= headings && cells.slice(headings).every((cell) => cell.trim() === "")) return null;
  const remark: ImportRemark = {
    line,
    column: "",
    field: "row",
    reason: "wrong-number-of-cells",
    seen: String(cells.length),
  };
  return { line, value: null, remarks: [remark] };
}
