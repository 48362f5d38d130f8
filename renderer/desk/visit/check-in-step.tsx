import { BookUser, CarFront, IdCard, StickyNote } from "lucide-react";
import { ageOn } from "../../../main/core/calendar.ts";
import { nameOnCard } from "../../../main/core/student.ts";
import { type IdentityDocument, identityDocument } from "../../../main/core/visit.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { OptionCards } from "../../parts/option-cards.tsx";
import { Tick } from "../../parts/tick.tsx";
import { toneOfConcern } from "../readiness.ts";
import { LetPass, LetPassed } from "./let-pass.tsx";
import type { StepProps } from "./step-body.tsx";
import { useVisitAsking, VisitTrouble } from "./visit-asking.tsx";
import "./check-in-step.css";

const icons = {
  "identity-card": IdCard,
  passport: BookUser,
  "residence-permit": StickyNote,
  "driving-licence": CarFront,
} as const;

/** Check-in: compare the person with their document, tick its kind, see what is missing. */
export function CheckInStep({ view, onNext }: StepProps) {
  const { t } = useWords();
  const formats = useFormats();
  const saving = useVisitAsking();
  const { student, visit } = view;
  const over = visit.state === "done";
  const stopped = view.readiness === "red";
  const guardianSeen = student.guardianSeenOn !== null;
  const complete = visit.identitySeen !== null && (!view.minor || guardianSeen);

  const save = (identitySeen: IdentityDocument | null, guardian: boolean) =>
    saving.ask(() => station.visit.checkIn({ visitId: visit.id, identitySeen, guardianSeen: guardian }));

  return (
    <div className="step-body check-in">
      {stopped && <Concerns view={view} />}
      <LetPassed view={view} />
      <section className="compare" aria-label={t("checkIn.compare")}>
        <h4>{t("checkIn.compare")}</h4>
        <dl>
          <dt>{t("checkIn.civilName")}</dt>
          <dd className="compare-name">
            {student.civilFirstName} {student.civilLastName}
          </dd>
          <dt>{t("checkIn.birth")}</dt>
          <dd>
            {formats.shortDay(student.birthDate)}{" "}
            <span className="quiet">{t("visit.age", { age: ageOn(student.birthDate, visit.day) })}</span>
          </dd>
          <CardName view={view} />
        </dl>
      </section>
      <section aria-label={t("checkIn.document")}>
        <h4>{t("checkIn.document")}</h4>
        <OptionCards
          label={t("checkIn.document")}
          optional
          disabled={over}
          options={identityDocument.options.map((value) => ({
            value,
            words: t(`checkIn.documents.${value}`),
            icon: icons[value],
          }))}
          chosen={visit.identitySeen}
          onChoose={(seen) => save(seen, guardianSeen)}
        />
        <p className="quiet">{t("checkIn.neverCopied")}</p>
      </section>
      {view.minor && (
        <Tick
          ticked={guardianSeen}
          disabled={over}
          onTick={(seen) => save(visit.identitySeen, seen)}
          more={
            student.guardianSeenOn === null
              ? t("checkIn.guardianMeaning")
              : t("checkIn.guardianSeenOn", { day: formats.shortDay(student.guardianSeenOn) })
          }
        >
          {t("checkIn.guardian")}
        </Tick>
      )}
      {!stopped && <Concerns view={view} />}
      <VisitTrouble trouble={saving.trouble} />
      <footer className="step-foot">
        <p className="step-hint">{hint()}</p>
        {!over && (
          <Button kind="primary" size="large" obvious disabled={!complete || stopped} onPress={onNext}>
            {t("common.next")}
          </Button>
        )}
      </footer>
    </div>
  );

  function hint(): string {
    if (over) return t("visit.closedBanner");
    if (stopped) return t("checkIn.stopped");
    if (visit.identitySeen === null) return t("checkIn.chooseDocument");
    return complete ? "" : t("checkIn.needGuardian");
  }
}

/** The name the card will carry, when it is not the civil one. */
function CardName({ view: { student } }: Pick<StepProps, "view">) {
  const { t } = useWords();
  const { firstName, lastName } = nameOnCard(student);
  if (firstName === student.civilFirstName && lastName === student.civilLastName) return null;
  return (
    <>
      <dt>{t("checkIn.usageName")}</dt>
      <dd className="compare-name">
        {firstName} {lastName}
      </dd>
    </>
  );
}

const isNoEnrolment = ({ kind }: { readonly kind: string }) => kind === "no-enrolment";

function Concerns({ view }: Pick<StepProps, "view">) {
  const { t } = useWords();
  if (view.concerns.length === 0) return <Notice tone="good" what={t("checkIn.nothingMissing")} />;
  return (
    <section className="concerns" aria-label={t("checkIn.missing")}>
      <h4>{t("checkIn.missing")}</h4>
      {view.concerns.map((concern) => (
        <Notice
          key={concern}
          tone={toneOfConcern(concern)}
          what={t(`reasons:concern.${concern}.what`)}
          means={t(`reasons:concern.${concern}.means`)}
          todo={t(`reasons:concern.${concern}.todo`)}
        />
      ))}
      {view.concerns.includes("not-enrolled") && !view.overrides.some(isNoEnrolment) && (
        <LetPass view={view} kind="no-enrolment" />
      )}
    </section>
  );
}
