import reasons from "../../../assets/locales/fr/reasons.json";
import type { ImportReport } from "../../../main/contract/imports.ts";
import { csvOf, saveText } from "./report-file.ts";
import type { useImportWords } from "./words.ts";

type Words = ReturnType<typeof useImportWords>["t"];

/** Saves the remarks of an import as a table, for whoever mends the source. */
export function saveReport(report: ImportReport, t: Words): void {
  const heading = ["line", "column", "seen", "reason", "state"] as const;
  const rows = report.remarks.map((remark) => [
    remark.line,
    remark.column,
    remark.seen,
    reasonWords(remark.reason, t),
    remark.refused ? t("report.refused") : t("report.accepted"),
  ]);
  const gone = report.gone.some.map(({ number, name }) => ["", number, name, t("report.gone"), ""]);
  const table = csvOf([heading.map((name) => t(`interface:import.${name}`)), ...rows, ...gone]);
  saveText(t("report.fileName", { name: report.fileName.replace(/\.[^.]*$/u, "") }), table);
}

function reasonWords(reason: string, t: Words): string {
  return reason !== "unknown" && Object.hasOwn(reasons.importReason, reason)
    ? t(`reasons:importReason.${reason as Exclude<keyof typeof reasons.importReason, "unknown">}`)
    : t("reasons:importReason.unknown", { reason });
}
