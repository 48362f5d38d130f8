import { ArrowLeft, Columns3, Download, FileCheck2 } from "lucide-react";
import type { ImportReport } from "../../../main/contract/imports.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { StateMark, type Tone } from "../../parts/state-mark.tsx";
import { goTo } from "../place.ts";
import { Gone } from "./gone.tsx";
import { changesNothing } from "./import-work.ts";
import { Remarks } from "./remarks.tsx";
import { saveReport } from "./save-report.ts";
import { useImportWords } from "./words.ts";

interface ReportViewProps {
  readonly report: ImportReport;
  /** Only checked, nothing kept yet. */
  readonly dryRun: boolean;
  readonly busy: boolean;
  readonly onImport?: () => void;
  readonly onAnother: () => void;
  /** Back to what each column holds. */
  readonly onColumns?: () => void;
}

/** What an import did, or would do. */
export function ReportView({ report, dryRun, busy, onImport, onAnother, onColumns }: ReportViewProps) {
  const { t } = useWords();
  const { t: more } = useImportWords();
  const formats = useFormats();
  const counts: readonly (readonly [Tone, string, number])[] = [
    ["good", t("import.accepted"), report.accepted],
    ["warn", t("import.warned"), report.warned],
    ["stop", t("import.refused"), report.refused],
  ];
  const taken = report.accepted + report.warned;
  const nothing = taken === 0 || changesNothing(report);
  return (
    <div className="report">
      <div className="report-head">
        <FileCheck2 aria-hidden="true" />
        <div>
          <p className="report-file">{report.fileName}</p>
          <p className="quiet">
            {t(`import.as.${report.as}`)} · {t("import.rows", { count: report.rows })}
          </p>
        </div>
        <ul className="report-counts">
          {counts.map(([tone, words, count]) => (
            <li key={tone} data-tone={tone} data-none={count === 0 || undefined}>
              <StateMark tone={tone} />
              <strong>{formats.count(count)}</strong>
              <span>{words}</span>
            </li>
          ))}
        </ul>
      </div>
      <Verdict report={report} dryRun={dryRun} />
      {report.unusedColumns.length > 0 && (
        <p className="quiet">{t("import.unused", { columns: report.unusedColumns.join(", ") })}</p>
      )}
      <Gone gone={report.gone} />
      <Remarks report={report} />
      <footer className="step-foot">
        <Button kind="quiet" icon={ArrowLeft} onPress={onAnother}>
          {t("import.another")}
        </Button>
        {dryRun && onColumns !== undefined && (
          <Button kind="quiet" icon={Columns3} onPress={onColumns}>
            {more("columns.modify")}
          </Button>
        )}
        {(report.remarks.length > 0 || report.gone.count > 0) && (
          <Button kind="quiet" icon={Download} onPress={() => saveReport(report, more)}>
            {more("export")}
          </Button>
        )}
        {dryRun ? (
          <Button
            kind="primary"
            size="large"
            obvious
            takesFocus
            busy={busy}
            disabled={nothing}
            {...(onImport === undefined ? {} : { onPress: onImport })}
          >
            {nothing ? t("import.nothing") : t("import.import", { count: taken })}
          </Button>
        ) : (
          <Button kind="primary" size="large" obvious takesFocus onPress={() => goTo({ at: "day" })}>
            {t("import.toBoard")}
          </Button>
        )}
      </footer>
    </div>
  );
}

function Verdict({ report, dryRun }: Pick<ReportViewProps, "report" | "dryRun">) {
  const { t } = useWords();
  const counts = { added: report.added, changed: report.changed, unchanged: report.unchanged };
  const same = changesNothing(report);
  if (dryRun) {
    const words = same ? t("import.willNotChange") : t("import.doneChanged", counts);
    return <Notice tone="quiet" what={t("import.dryRun")} means={words} />;
  }
  const words = same ? t("import.nothingChanged") : t("import.doneChanged", counts);
  return <Notice tone="good" urgent what={t("import.done")} means={words} />;
}
