import { csvOf } from "../../desk/import/report-file.ts";
import type { IntakeLine, IntakeOutcome } from "./folder-intake.ts";

/** The words of a report. */
interface ReportWords {
  readonly heading: readonly string[];
  readonly outcome: (outcome: IntakeOutcome) => string;
  readonly detail: (line: IntakeLine) => string;
}

/** Every file of an intake with what became of it, as a table for whoever sent the folder. */
export function intakeReport(lines: readonly IntakeLine[], words: ReportWords): string {
  return csvOf([
    words.heading,
    ...lines.map((line) => [line.file, words.outcome(line.outcome), words.detail(line)]),
  ]);
}
