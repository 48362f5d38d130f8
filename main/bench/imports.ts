import type { Desk } from "../command-line/desk.ts";
import { inventedFile } from "./many-students.ts";

const rows = 100_000;

/** Rows a second of a first import of a hundred thousand students, from the bytes of the file to the last one kept; the desk has them afterwards. */
export async function measureImport({ station }: Desk): Promise<{ readonly importRowsPerSecond: number }> {
  const bytes = inventedFile(rows);
  const from = performance.now();
  const report = await station.importing.read({
    bytes,
    fileName: "students.csv",
    as: null,
    columns: null,
    dryRun: false,
  });
  const tookMs = performance.now() - from;
  if (!report.ok) throw new Error(`the bench's file is not imported: ${report.fault.kind}`);
  if (report.value.added !== rows) throw new Error(`only ${report.value.added} of ${rows} rows were added`);
  return { importRowsPerSecond: (rows * 1000) / tookMs };
}
