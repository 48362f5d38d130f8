import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { ImportFault, ImportReport } from "../../../main/contract/imports.ts";
import type { Result } from "../../../main/core/result.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { FileDrop } from "../../parts/file-drop.tsx";
import { useKeys } from "../../parts/keyboard.ts";
import { Notice } from "../../parts/notice.tsx";
import { goTo } from "../place.ts";
import { ColumnsView } from "./columns-view.tsx";
import { ImportFaultNotice } from "./import-fault-notice.tsx";
import { ImportProgress } from "./import-progress.tsx";
import { firstReading, type ImportWork, type Progress, type Reading } from "./import-work.ts";
import { ReportView } from "./report-view.tsx";
import { useImportWords } from "./words.ts";
import "./import-screen.css";

const importFiles = [".csv", ".txt", ".tsv", ".ics", ".xlsx", "text/csv", "text/calendar"];

/** Brings a file of students or appointments in: its columns told, checked, and kept when the operator agrees. */
export function ImportScreen() {
  const { t } = useImportWords();
  const [work, setWork] = useState<ImportWork>({ at: "choosing" });
  const asking = useAsking();
  const running = useRef<AbortController | null>(null);
  useKeys((event) => {
    if (event.key === "Escape") goTo({ at: "day" });
  });
  useEffect(() => () => running.current?.abort(), []);

  const callOff = () => running.current?.abort();
  const reading = async (
    file: File,
    how: Reading,
    dryRun: boolean,
    tell: (progress: Progress) => void,
  ): Promise<Result<ImportReport, ImportFault>> => {
    const stop = new AbortController();
    running.current = stop;
    try {
      const wish = { file, fileName: file.name, ...how, dryRun };
      for await (const event of await station.imports.read(wish, { signal: stop.signal })) {
        if (event.kind === "end") return event.answer;
        tell(event);
      }
    } catch (cause) {
      if (!stop.signal.aborted) throw cause;
    }
    return { ok: false, fault: { kind: "called-off" } };
  };

  const look = (file: File) =>
    asking.run(async () => {
      setWork({ at: "looking", fileName: file.name });
      const answer = await orChoosing(() => station.imports.look({ file, fileName: file.name }));
      if (!answer.ok) return setWork({ at: "refused", fault: answer.fault });
      const seen = answer.value;
      const how = firstReading(seen);
      if (seen.choosable && seen.remembered === null) {
        return setWork({ at: "columns", file, look: seen, reading: how });
      }
      await check({ file, look: seen, reading: how });
    });
  const check = async (of: Pick<Extract<ImportWork, { at: "columns" }>, "file" | "look" | "reading">) => {
    setWork({ at: "checking", file: of.file, progress: null });
    const answer = await orChoosing(() =>
      reading(of.file, of.reading, true, (progress) => setWork({ at: "checking", file: of.file, progress })),
    );
    setWork(
      answer.ok
        ? { ...of, at: "checked", report: answer.value, progress: null }
        : { at: "refused", fault: answer.fault },
    );
  };
  const bringIn = (of: Extract<ImportWork, { at: "checked" | "importing" }>) =>
    asking.run(async () => {
      setWork({ ...of, at: "importing" });
      const answer = await orChoosing(() =>
        reading(of.file, of.reading, false, (progress) => setWork({ ...of, at: "importing", progress })),
      );
      if (answer.ok) announce(t("interface:import.done"));
      setWork(answer.ok ? { at: "imported", report: answer.value } : { at: "refused", fault: answer.fault });
    });
  const orChoosing = async <T,>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (cause) {
      setWork({ at: "choosing" });
      throw cause;
    }
  };
  const another = () => setWork({ at: "choosing" });

  return (
    <main id="visit-main" className="desk-middle import" aria-labelledby="import-title">
      <header className="import-head">
        <div>
          <h2 id="import-title">{t("interface:import.title")}</h2>
          <p className="quiet">{t("interface:import.intro")}</p>
        </div>
        <Button
          kind="quiet"
          icon={X}
          label={t("interface:common.close")}
          onPress={() => goTo({ at: "day" })}
        />
      </header>
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
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
              words={t("interface:import.drop")}
              browse={t("interface:import.browse")}
              more={t("interface:import.agendaHint")}
              accept={importFiles}
              onFile={(file) => void look(file)}
            />
          </>
        );
      case "looking":
        return (
          <output className="import-busy">
            <span className="spinner" /> {t("interface:import.reading", { name: work.fileName })}
          </output>
        );
      case "columns":
        return (
          <ColumnsView
            file={work.file}
            look={work.look}
            reading={work.reading}
            onReading={(next) => setWork({ ...work, reading: next })}
            onCheck={() => void asking.run(() => check(work))}
            onAnother={another}
          />
        );
      case "checking":
        return <ImportProgress progress={work.progress} onCallOff={callOff} />;
      case "importing":
        return <ImportProgress progress={work.progress} onCallOff={callOff} />;
      case "checked":
        return (
          <ReportView
            report={work.report}
            dryRun
            busy={false}
            onImport={() => void bringIn(work)}
            onAnother={another}
            {...(work.look.choosable ? { onColumns: () => setWork({ ...work, at: "columns" }) } : {})}
          />
        );
      case "imported":
        return <ReportView report={work.report} dryRun={false} busy={false} onAnother={another} />;
    }
  }
}
