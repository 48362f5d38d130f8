import type { StudentView } from "../../main/contract/student.ts";
import { goTo } from "../desk/place.ts";
import { Button } from "../parts/button.tsx";
import { useFormats } from "../parts/formats.ts";
import { Section } from "./section.tsx";
import { useStudentWords } from "./words.ts";

/** Every visit of the person, those to come too; each opens. */
export function Visits({ view }: { readonly view: StudentView }) {
  const { t } = useStudentWords();
  const formats = useFormats();
  return (
    <Section title={t("visits.title")}>
      {view.visits.length === 0 && <p className="quiet">{t("visits.none")}</p>}
      <ul className="person-list">
        {view.visits.map(({ visit, startsAt, reason }) => {
          const day = formats.shortDay(visit.day);
          return (
            <li key={visit.id}>
              <span className="person-what">
                <strong>
                  {day} · {t(`visits.states.${visit.state}`)}
                </strong>
                <span>
                  {startsAt === null
                    ? t("visits.walkIn")
                    : t("visits.appointment", { time: formats.time(startsAt) })}
                  {reason !== null && reason !== "" && ` · ${reason}`}
                </span>
              </span>
              <Button
                size="small"
                label={t("visits.openOf", { day })}
                onPress={() => goTo({ at: "visit", visitId: visit.id })}
              >
                {t("visits.open")}
              </Button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
