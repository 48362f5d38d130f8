import { X } from "lucide-react";
import { useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { FileDrop } from "../../parts/file-drop.tsx";
import { useKeys } from "../../parts/keyboard.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { goTo } from "../place.ts";
import { ImportFaultNotice } from "./import-fault-notice.tsx";
import type { ImportWork } from "./import-work.ts";
import { ReportView } from "./report-view.tsx";
import "./import-screen.css";

const importFiles = [".csv", ".txt", ".tsv", ".ics", "text/csv", "text/calendar"];

/** Brings a file of students or appointments in: checked first, kept when the operator agrees. */
export function ImportScreen() {
  const { t } = useWords();
  const [work, setWork] = useState<ImportWork>({ at: "choosing" });
  const asking = useAsking();
  useKeys((event) => {
    if (event.key === "Escape") goTo({ at: "day" });
  });

  const check = (file: File) =>
    asking.run(async () => {
      setWork({ at: "checking", fileName: file.name });
      try {
        const answer = await read(file, true);
        setWork(
          answer.ok ? { at: "checked", file, report: answer.value } : { at: "refused", fault: answer.fault },
        );
      } catch (cause) {
        setWork({ at: "choosing" });
        throw cause;
      }
    });
  const bringIn = ({ file, report }: Extract<ImportWork, { readonly at: "checked" }>) =>
    asking.run(async () => {
      setWork({ at: "importing", file, report });
      try {
        const answer = await read(file, false);
        if (answer.ok) announce(t("import.done"));
        setWork(
          answer.ok ? { at: "imported", report: answer.value } : { at: "refused", fault: answer.fault },
        );
      } catch (cause) {
        setWork({ at: "checked", file, report });
        throw cause;
      }
    });
  const another = () => setWork({ at: "choosing" });

  return (
    <main id="visit-main" className="desk-middle import" aria-labelledby="import-title">
      <header className="import-head">
        <div>
          <h2 id="import-title">{t("import.title")}</h2>
          <p className="quiet">{t("import.intro")}</p>
        </div>
        <Button kind="quiet" icon={X} label={t("common.close")} onPress={() => goTo({ at: "day" })} />
      </header>
      {asking.brokenOff && <Notice tone="warn" urgent what={t("common.interrupted")} />}
      {body()}
    </main>
  );

  function body() {
    switch (work.at) {
      case "choosing":
      case "refused":
        return (
          <>
            {work.at === "refused" && <ImportFaultNotice fault={work.fault} />}
            <FileDrop
              words={t("import.drop")}
              browse={t("import.browse")}
              more={t("import.agendaHint")}
              accept={importFiles}
              onFile={(file) => void check(file)}
            />
          </>
        );
      case "checking":
        return (
          <output className="import-busy">
            <span className="spinner" /> {t("import.reading", { name: work.fileName })}
          </output>
        );
      case "checked":
      case "importing":
        return (
          <ReportView
            report={work.report}
            dryRun
            busy={work.at === "importing"}
            onImport={() => {
              if (work.at === "checked") void bringIn(work);
            }}
            onAnother={another}
          />
        );
      case "imported":
        return <ReportView report={work.report} dryRun={false} busy={false} onAnother={another} />;
    }
  }
}

function read(file: File, dryRun: boolean) {
  return station.imports.read({ file, fileName: file.name, as: null, dryRun });
}
