import { UserRoundPlus } from "lucide-react";
import type { VisitView } from "../../../main/contract/visit.ts";
import { nameOnCard } from "../../../main/core/student.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { useWords } from "../../parts/language.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { lineActions } from "../day-order.ts";
import { act, welcome } from "../moves.ts";
import { goTo, hashOf } from "../place.ts";
import { toneOf } from "../readiness.ts";
import { CloseVisit } from "./close-visit.tsx";
import { MaskedIne } from "./masked-ine.tsx";
import "./visit-head.css";

/** Who is at the desk, and where their visit stands. */
export function VisitHead({ view }: { readonly view: VisitView }) {
  const { t } = useWords();
  const { student, visit } = view;
  const { firstName, lastName } = nameOnCard(student);
  const tone = toneOf(view.readiness);
  const page = { at: "student", studentId: student.id } as const;
  return (
    <header className="visit-head">
      <div className="visit-who">
        <h2>
          {firstName} {lastName}
        </h2>
        <p>
          {student.level} · {student.programme}
          {view.minor && <span className="chip">{t("visit.minor")}</span>}{" "}
          <a
            href={hashOf(page)}
            onClick={(event) => {
              event.preventDefault();
              goTo(page);
            }}
          >
            {t("visit.page")}
          </a>
        </p>
      </div>
      <dl className="visit-facts">
        <div>
          <dt>{t("visit.number")}</dt>
          <dd className="mono">{student.number}</dd>
        </div>
        <div>
          <dt>{t("visit.ine")}</dt>
          <dd className="mono">
            {student.ine === null ? "—" : <MaskedIne key={student.id} ine={student.ine} />}
          </dd>
        </div>
        <div>
          <dt>{t(`board.readiness.${view.readiness}`)}</dt>
          <dd className="visit-ready" data-tone={tone}>
            <StateMark tone={tone} />
            {view.concerns.length === 0
              ? t("checkIn.nothingMissing")
              : view.concerns.map((concern) => t(`reasons:concern.${concern}.title`)).join(", ")}
          </dd>
        </div>
      </dl>
      {visit.state === "being-served" ? <CloseVisit view={view} /> : <Standing view={view} />}
    </header>
  );
}

/** A visit looked at that is not at the desk: where it stands, and the move that brings it on. */
function Standing({ view: { visit, student } }: { readonly view: VisitView }) {
  const { t } = useWords();
  const formats = useFormats();
  const action = lineActions({ state: visit.state, parkedAt: null }).find((each) => each !== "open");
  const over = visit.state === "done";
  const person = { visitId: visit.id, ...nameOnCard(student) };
  const words =
    visit.state === "expected" && visit.dueAt !== null
      ? t("visit.state.expected", { time: formats.time(visit.dueAt) })
      : t(`visit.state.${visit.state === "expected" ? "expectedAny" : visit.state}`);
  return (
    <div className="visit-standing" data-state={visit.state}>
      <span>{words}</span>
      {over && (
        <Button
          icon={UserRoundPlus}
          onPress={() => void welcome({ studentId: student.id, ...nameOnCard(student) })}
        >
          {t("visit.again")}
        </Button>
      )}
      {action !== undefined && (
        <Button kind={over ? "quiet" : "primary"} obvious={!over} onPress={() => void act(person, action)}>
          {t(`board.actions.${action}`)}
        </Button>
      )}
    </div>
  );
}
