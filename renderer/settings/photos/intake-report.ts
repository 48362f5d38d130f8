import type { IntakeOutcome } from "../../../main/core/photo/folder-intake.ts";
import { csvOf } from "../../desk/import/report-file.ts";
import type { TakenLine } from "./folder-taken.tsx";

/** The words of a report. */
interface ReportWords {
  readonly heading: readonly string[];
  readonly outcome: (outcome: IntakeOutcome) => string;
  readonly detail: (line: TakenLine) => string;
}

/** Every file of an intake with what became of it, as a table for whoever sent the folder. */
export function intakeReport(lines: readonly TakenLine[], words: ReportWords): string {
  return csvOf([
    words.heading,
    ...lines.map((line) => [line.path, words.outcome(line.outcome), words.detail(line)]),
  ]);
}
