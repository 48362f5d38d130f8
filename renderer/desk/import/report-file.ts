import { saveFile } from "../../parts/save-file.ts";

/**
 * A table as CSV that a French spreadsheet opens by itself: `;`, CRLF, UTF-8 with BOM. A cell that a spreadsheet would take for a
 * formula is made text by an apostrophe (OWASP, "CSV injection").
 */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;
}

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r\n]/u.test(value) ? `'${value}` : value;
  return /[";\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Lets the person keep a table as a file. */
export function saveText(fileName: string, text: string): void {
  saveFile(fileName, new Blob([text], { type: "text/csv" }));
}
