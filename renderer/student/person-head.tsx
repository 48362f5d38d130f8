import { IdCard, X } from "lucide-react";
import type { RefObject } from "react";
import type { StudentView } from "../../main/contract/student.ts";
import { nameOnCard } from "../../main/core/student.ts";
import { fullName, welcome } from "../desk/moves.ts";
import { goTo } from "../desk/place.ts";
import { toneOf } from "../desk/readiness.ts";
import { Button } from "../parts/button.tsx";
import { useMay } from "../parts/session.ts";
import { StateMark } from "../parts/state-mark.tsx";
import { Photo } from "./photos.tsx";
import { useStudentWords } from "./words.ts";

interface PersonHeadProps {
  readonly view: StudentView;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

/** Who the page is of, what stands in their way, and the way to the desk. */
export function PersonHead({ view, heading }: PersonHeadProps) {
  const { t } = useStudentWords();
  const { student } = view;
  const name = fullName(nameOnCard(student));
  const civil = fullName({ firstName: student.civilFirstName, lastName: student.civilLastName });
  const photo = view.photos.find(({ erasedAt }) => erasedAt === null);
  const tone = toneOf(view.readiness);
  return (
    <header className="person-head">
      {photo !== undefined && (
        <Photo key={photo.id} student={student.id} photo={photo.id} alt={t("photos.alt", { name })} />
      )}
      <div className="person-who">
        <h2 ref={heading} tabIndex={-1}>
          {name}
        </h2>
        <p>
          {t("number")} <span className="mono">{student.number}</span> · {student.level} · {student.programme}
          {view.minor && <span className="chip">{t("interface:visit.minor")}</span>}
        </p>
        {civil !== name && <p className="quiet">{t("knownAs", { name: civil })}</p>}
        <p className="person-ready" data-tone={tone}>
          <StateMark tone={tone} />
          {view.concerns.length === 0
            ? t("interface:checkIn.nothingMissing")
            : view.concerns.map((concern) => t(`reasons:concern.${concern}.title`)).join(", ")}
        </p>
      </div>
      <div className="person-acts">
        <Button kind="quiet" icon={X} label={t("back")} onPress={() => goTo({ at: "day" })} />
        <ToTheDesk view={view} />
      </div>
    </header>
  );
}

/** The visit of today, or one that begins now: there a card is made, or made again. */
function ToTheDesk({ view }: Pick<PersonHeadProps, "view">) {
  const { t } = useStudentWords();
  const may = useMay("board.walkIn");
  const person = { studentId: view.student.id, ...nameOnCard(view.student) };
  const standing = view.visits.find(({ visit }) => visit.id === view.today && visit.state !== "done")?.visit;
  const hasCard = view.cards.some(({ enabledAt }) => enabledAt !== null);
  if (standing !== undefined) {
    return (
      <Button kind="primary" icon={IdCard} onPress={() => goTo({ at: "visit", visitId: standing.id })}>
        {t("toVisit")}
      </Button>
    );
  }
  if (!may) return null;
  return (
    <>
      <Button kind="primary" icon={IdCard} onPress={() => void welcome(person)}>
        {t(hasCard ? "remake" : "welcome")}
      </Button>
      {hasCard && <p className="quiet">{t("remakeMeaning")}</p>}
    </>
  );
}
