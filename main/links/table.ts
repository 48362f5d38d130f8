import type { ImportFileFault } from "../core/ports/file-import.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { recordsOf } from "./delimited-text.ts";
import { textOf } from "./file-text.ts";
import type { TableRecord } from "./table-record.ts";
import { isArchive, workbookRecords } from "./workbook.ts";

/** A table as any program writes it: its heading record, and those below. */
export interface Table {
  readonly headings: readonly string[];
  readonly records: readonly TableRecord[];
}

/** The table in a file: a workbook (XLSX) by its first bytes, or else a delimited text. */
export function tableOf(file: Uint8Array): Result<Table, ImportFileFault> {
  const records = isArchive(file) ? workbookRecords(file) : delimited(file);
  if (!records.ok) return records;
  const [heading, ...below] = records.value;
  return succeeded({ headings: heading?.cells ?? [], records: below });
}

function delimited(file: Uint8Array): Result<readonly TableRecord[], ImportFileFault> {
  const text = textOf(file);
  return text.ok ? recordsOf(text.value) : failed(text.fault);
}
