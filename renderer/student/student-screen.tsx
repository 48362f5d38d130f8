import "../parts/zod-without-eval.ts";
import { useEffect, useRef } from "react";
import type { StudentView } from "../../main/contract/student.ts";
import type { StudentId } from "../../main/core/ids.ts";
import { goTo } from "../desk/place.ts";
import { Button } from "../parts/button.tsx";
import { useEnded, useLive } from "../parts/live.ts";
import { Notice } from "../parts/notice.tsx";
import { Blocks } from "./blocks.tsx";
import { Cards } from "./cards.tsx";
import { Choices } from "./choices.tsx";
import { Enrolment } from "./enrolment.tsx";
import { Identity } from "./identity.tsx";
import { studentLive } from "./live.ts";
import { Money } from "./money.tsx";
import { Notes } from "./notes.tsx";
import { PersonHead } from "./person-head.tsx";
import { PersonTimeline } from "./person-timeline.tsx";
import { Photos } from "./photos.tsx";
import { Rights } from "./rights.tsx";
import { Visits } from "./visits.tsx";
import { useStudentWords } from "./words.ts";
import "./student-screen.css";

/** The page of one person: who they are and all that is theirs in the middle, all that happened on the right. */
export function StudentScreen({ studentId }: { readonly studentId: StudentId }) {
  const { t } = useStudentWords();
  const live = studentLive(studentId);
  const view = useLive(live);
  const ended = useEnded(live);
  if (view !== undefined && !ended) return <Person view={view} />;
  return (
    <>
      <main id="visit-main" className="desk-middle person" aria-label={t("landmark")} aria-busy={!ended}>
        {ended ? (
          <Notice tone="warn" what={t("gone")}>
            <Button kind="primary" takesFocus onPress={() => goTo({ at: "day" })}>
              {t("toBoard")}
            </Button>
          </Notice>
        ) : (
          <p className="quiet">{t("loading")}</p>
        )}
      </main>
      <aside className="desk-right" aria-label={t("timeline.title")} />
    </>
  );
}

function Person({ view }: { readonly view: StudentView }) {
  const { t } = useStudentWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <main id="visit-main" className="desk-middle person" aria-label={t("landmark")}>
        <PersonHead view={view} heading={heading} />
        <div className="person-sections">
          <Identity view={view} />
          <Cards view={view} />
          <div className="person-column">
            <Enrolment view={view} />
            <Visits view={view} />
            <Photos view={view} />
          </div>
          <div className="person-column">
            <Blocks view={view} />
            <Notes view={view} />
            <Choices view={view} />
            <Money view={view} />
          </div>
          <Rights view={view} />
        </div>
      </main>
      <aside className="desk-right" aria-label={t("timeline.title")}>
        <PersonTimeline view={view} />
      </aside>
    </>
  );
}
