import type { WatchedView } from "../../../main/contract/watched.ts";
import { Gone } from "../../desk/import/gone.tsx";
import { ImportFaultNotice } from "../../desk/import/import-fault-notice.tsx";
import { saveReport } from "../../desk/import/save-report.ts";
import { useImportWords } from "../../desk/import/words.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { useWatchedWords } from "./words.ts";

/** What became of each file, newest first, with its report to save and whoever it names no more. */
export function TakenFiles({ taken }: Pick<WatchedView, "taken">) {
  const { t } = useWatchedWords();
  return (
    <section className="settings-section" aria-label={t("taken")}>
      <h4>{t("taken")}</h4>
      {taken.length === 0 && <p className="quiet">{t("none")}</p>}
      <ul className="watched-list">
        {taken.map((file) => (
          <TakenFile key={file.sha256} file={file} />
        ))}
      </ul>
    </section>
  );
}

function TakenFile({ file }: { readonly file: WatchedView["taken"][number] }) {
  const { t } = useWatchedWords();
  const { t: imports } = useImportWords();
  const formats = useFormats();
  const { outcome, name, takenAt } = file;
  const tone = !outcome.ok ? "stop" : outcome.value.refused + outcome.value.gone.count > 0 ? "warn" : "good";
  return (
    <li>
      <StateMark tone={tone} />
      <span className="watched-what">
        <strong>{name}</strong>
        <span className="quiet">
          {formats.shortDay(formats.dayOf(takenAt))} {formats.time(takenAt)}
          {!outcome.ok && ` · ${t("failed")}`}
        </span>
        {outcome.ok ? (
          <span>
            {t("report", {
              rows: formats.count(outcome.value.rows),
              added: formats.count(outcome.value.added),
              changed: formats.count(outcome.value.changed),
              unchanged: formats.count(outcome.value.unchanged),
              refused: formats.count(outcome.value.refused),
            })}
          </span>
        ) : (
          <ImportFaultNotice fault={outcome.fault} />
        )}
        {outcome.ok && <Gone gone={outcome.value.gone} />}
      </span>
      {outcome.ok && (
        <Button size="small" label={t("openOf", { name })} onPress={() => saveReport(outcome.value, imports)}>
          {t("open")}
        </Button>
      )}
    </li>
  );
}
