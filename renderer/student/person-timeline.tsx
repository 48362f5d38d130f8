import type { PersonEntry, StudentView } from "../../main/contract/student.ts";
import { timelineEntry } from "../../main/contract/visit.ts";
import { erasure } from "../../main/core/photo/retention.ts";
import { block } from "../../main/core/student.ts";
import { correctable } from "../../main/core/student-care.ts";
import { useTimelineDetail } from "../desk/visit/timeline-detail.ts";
import { useFormats } from "../parts/formats.ts";
import { Scroller } from "../parts/scroller.tsx";
import { becauseKey, useStudentWords } from "./words.ts";
import "../desk/visit/timeline.css";

/** Everything that happened to the person, day by day, newest first. */
export function PersonTimeline({ view }: { readonly view: StudentView }) {
  const { t } = useStudentWords();
  const formats = useFormats();
  const wordsOf = useEntryWords();
  const days = Map.groupBy(view.timeline, (entry) => formats.dayOf(entry.at));
  return (
    <div className="timeline person-timeline">
      <h2>{t("timeline.title")}</h2>
      {view.timeline.length === 0 ? (
        <p className="quiet">{t("timeline.empty")}</p>
      ) : (
        <Scroller className="timeline-scroll" label={t("timeline.title")}>
          {[...days].map(([day, entries]) => (
            <section key={day} aria-label={formats.longDay(day)}>
              <h3>{formats.shortDay(day)}</h3>
              <ol>
                {entries.map((entry) => {
                  const { what, words } = wordsOf(entry);
                  return (
                    <li key={`${entry.at} ${entry.what} ${entry.detail}`} data-what={entry.what}>
                      <time dateTime={entry.at}>{formats.time(entry.at)}</time>
                      <span>
                        {what}
                        {words !== "" && <span className="person-said">{words}</span>}
                      </span>
                    </li>
                  );
                })}
              </ol>
            </section>
          ))}
        </Scroller>
      )}
    </div>
  );
}

/** An entry in words, and below it what an operator wrote and who that was. */
function useEntryWords(): (entry: PersonEntry) => { readonly what: string; readonly words: string } {
  const { t } = useStudentWords();
  const detailOf = useTimelineDetail();
  return ({ at, what, detail, words, by }) => {
    const ofVisit = timelineEntry.shape.what.safeParse(what);
    const said = [what === "card-cancelled" ? null : words, by].filter(
      (each) => each !== null && each !== "",
    );
    if (ofVisit.success) {
      const told = detailOf({ at, what: ofVisit.data, detail });
      return {
        what: t(`interface:timeline.what.${ofVisit.data}`, { detail: told }),
        words: said.join(" · "),
      };
    }
    return {
      what: t(`timeline.what.${handName(what)}`, { detail: handDetail(detail, words) }),
      words: said.join(" · "),
    };
  };

  function handDetail(detail: string | null, words: string | null): string {
    const field = correctable.safeParse(detail);
    if (field.success) return t(`identity.fields.${field.data}`);
    const blocked = block.safeParse(detail);
    if (blocked.success) return t(`blocks.names.${blocked.data}`);
    const erased = erasure.safeParse(detail);
    if (erased.success) return t(`photos.because.${erased.data}`);
    const [because = "", note = ""] = (words ?? "").split("|");
    const key = becauseKey(because);
    if (key !== null) return note === "" ? t(key) : `${t(key)} (${note})`;
    return detail ?? "";
  }
}

type VisitWhat = (typeof timelineEntry.shape.what.options)[number];

/** What is not of a visit was done by hand, or to a photo, or is to come. */
function handName(what: PersonEntry["what"]): Exclude<PersonEntry["what"], VisitWhat> {
  return what as Exclude<PersonEntry["what"], VisitWhat>;
}
