import type { RetentionView } from "../../../main/contract/retention.ts";
import { useFormats } from "../../parts/formats.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { useRetentionWords } from "./words.ts";

/** What each purge removed, newest first. */
export function PurgeReports({ reports }: Pick<RetentionView, "reports">) {
  const { t } = useRetentionWords();
  const formats = useFormats();
  return (
    <section className="settings-section" aria-labelledby="retention-reports">
      <h4 id="retention-reports">{t("reports.title")}</h4>
      {reports.length === 0 && <p>{t("reports.none")}</p>}
      <ul className="retention-reports">
        {reports.map(({ at, tookMs, removed, stoppedBy }) => {
          const some = removed.filter(({ count }) => count > 0);
          return (
            <li key={at}>
              <StateMark tone={stoppedBy === null ? "good" : "warn"} />
              <span>
                <strong>{`${formats.longDay(formats.dayOf(at))}, ${formats.time(at)}`}</strong>
                {" · "}
                {formats.duration(tookMs)}
                <br />
                {some.length === 0
                  ? t("reports.nothing")
                  : formats.list(
                      some.map(({ thing, count }) =>
                        t("reports.removed", { thing: t(`thing.${thing}`), number: formats.count(count) }),
                      ),
                    )}
                {stoppedBy !== null && ` ${t(`reports.stopped.${stoppedBy}`)}`}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
