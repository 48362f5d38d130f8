import type { TimelineEntry } from "../../../main/contract/visit.ts";
import { useFormats } from "../../parts/formats.ts";
import { useWords } from "../../parts/language.ts";
import { Scroller } from "../../parts/scroller.tsx";
import { useTimelineDetail } from "./timeline-detail.ts";
import "./timeline.css";

/** What happened to the student, newest first. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const { t } = useWords();
  const formats = useFormats();
  const detailOf = useTimelineDetail();
  return (
    <div className="timeline">
      <h2>{t("timeline.title")}</h2>
      {entries.length === 0 ? (
        <p className="quiet">{t("timeline.empty")}</p>
      ) : (
        <Scroller className="timeline-scroll" label={t("timeline.title")}>
          <ol>
            {entries.map((entry) => (
              <li key={`${entry.at} ${entry.what} ${entry.detail}`} data-what={entry.what}>
                <time dateTime={entry.at}>{formats.time(entry.at)}</time>
                <span>{t(`timeline.what.${entry.what}`, { detail: detailOf(entry) })}</span>
              </li>
            ))}
          </ol>
        </Scroller>
      )}
    </div>
  );
}
