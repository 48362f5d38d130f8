import { CsvError, parse } from "csv-parse/sync";
import type { ImportFileFault } from "../core/ports/file-import.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { mostColumns, mostRecords, type TableRecord } from "./table-record.ts";

/** Past these bounds a quote was left open, or the file is no table of people: it is given up at once, wherever it ends. */
const longestLine = 64 * 1024;
const longestRecordBytes = 256 * 1024;

/** Characters that may separate cells; the first wins when the heading line holds as many of several. */
const separators = [";", "\t", ","] as const;

/**
 * The records of a delimited text with `\n` line ends, blank ones left out, the heading record first.
 * The separator is the one found most often, outside quotes, in the heading line.
 */
export function recordsOf(text: string): Result<readonly TableRecord[], ImportFileFault> {
  const announced = /^sep=([;,\t])\n/iu.exec(text);
  const body = announced === null ? text : text.slice(announced[0].length);
  const linesBefore = announced === null ? 0 : 1;
  const endless = endlessLine(body);
  if (endless !== null) return failed({ kind: "malformed", line: linesBefore + endless });
  const headingLine = firstLine(body);
  const delimiter = announced?.[1] ?? separatorOf(headingLine);
  if (headingLine.split(delimiter).length > mostColumns) {
    return failed({ kind: "malformed", line: linesBefore + 1 });
  }
  return parsed(body, delimiter, linesBefore);
}

/** Runs the parser; a file it gives up on is malformed from the record after the last good one. */
function parsed(
  body: string,
  delimiter: string,
  linesBefore: number,
): Result<readonly TableRecord[], ImportFileFault> {
  const records: TableRecord[] = [];
  let lastLine = linesBefore;
  let tooMany = false;
  try {
    parse(body, {
      delimiter,
      record_delimiter: "\n",
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: longestRecordBytes,
      on_record: (cells: string[], context) => {
        lastLine = linesBefore + context.lines;
        tooMany = records.length === mostRecords;
        if (tooMany) throw new RangeError("too many records");
        if (cells.some((cell) => cell.trim() !== "")) {
          records.push({ line: lastLine - lineBreaksIn(cells), cells });
        }
        return null;
      },
    });
  } catch (cause) {
    if (tooMany) return failed({ kind: "malformed", line: lastLine });
    if (cause instanceof CsvError) return failed({ kind: "malformed", line: lastLine + 1 });
    throw cause;
  }
  return records.length === 0 ? failed({ kind: "empty-file" }) : succeeded(records);
}

/** The first line that is not blank. */
function firstLine(text: string): string {
  const start = text.search(/[^\n]/u);
  const end = text.indexOf("\n", start);
  return text.slice(start, end === -1 ? text.length : end);
}

/** The number of the first line too long to be one, or null. */
function endlessLine(text: string): number | null {
  let line = 1;
  for (let from = 0; from < text.length; line += 1) {
    const found = text.indexOf("\n", from);
    const end = found === -1 ? text.length : found;
    if (end - from > longestLine) return line;
    from = end + 1;
  }
  return null;
}

function separatorOf(headingLine: string): string {
  const bare = headingLine.replace(/"[^"]*"/gu, "");
  let best: string = separators[0];
  for (const candidate of separators) {
    if (bare.split(candidate).length > bare.split(best).length) best = candidate;
  }
  return best;
}

function lineBreaksIn(cells: readonly string[]): number {
  let found = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf("\n"); at !== -1; at = cell.indexOf("\n", at + 1)) found += 1;
  }
  return found;
}
