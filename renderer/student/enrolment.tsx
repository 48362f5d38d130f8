import type { StudentView } from "../../main/contract/student.ts";
import { useFormats } from "../parts/formats.ts";
import { useFacts } from "../parts/station.ts";
import { Section } from "./section.tsx";
import { useStudentWords } from "./words.ts";

/** What the university's files say of the person's studies. */
export function Enrolment({ view: { student, enrolled } }: { readonly view: StudentView }) {
  const { t } = useStudentWords();
  const formats = useFormats();
  const year = useFacts()?.academicYear.replace("-", "–") ?? "";
  const facts = [
    ["programme", student.programme],
    ["level", student.level],
    ["population", student.population],
    ["cvec", student.cvec ?? t("none")],
  ] as const;
  return (
    <Section title={t("enrolment.title")}>
      <p className="person-line">
        <strong>
          {enrolled && student.enrolledOn !== null
            ? t("enrolment.yes", { day: formats.shortDay(student.enrolledOn) })
            : t("enrolment.no")}
        </strong>
        <span className="quiet">{t("enrolment.year", { year })}</span>
      </p>
      <dl className="person-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`enrolment.${name}`)}</dt>
            <dd>{value === "" ? t("none") : value}</dd>
          </div>
        ))}
      </dl>
      {student.guardianSeenOn !== null && (
        <p className="quiet">{t("enrolment.guardian", { day: formats.shortDay(student.guardianSeenOn) })}</p>
      )}
    </Section>
  );
}
