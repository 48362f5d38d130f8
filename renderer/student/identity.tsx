import { Pencil } from "lucide-react";
import { useId, useState } from "react";
import type { StudentView } from "../../main/contract/student.ts";
import { ageOn } from "../../main/core/calendar.ts";
import { type Correctable, correctable } from "../../main/core/student-care.ts";
import { station } from "../call.ts";
import { MaskedIne } from "../desk/visit/masked-ine.tsx";
import { Button } from "../parts/button.tsx";
import { useFormats } from "../parts/formats.ts";
import { useMay } from "../parts/session.ts";
import { useFacts } from "../parts/station.ts";
import { typedIn } from "../parts/typed-in.ts";
import { useCareAsking } from "./care-asking.tsx";
import { CareForm } from "./care-form.tsx";
import { Section } from "./section.tsx";
import { useMoment, useStudentWords } from "./words.ts";

/** The field of the form that holds the corrected value. */
const valueField = "value";

/** Who the person is, civil and usage names apart; each field can be corrected, and says so once it is. */
export function Identity({ view }: { readonly view: StudentView }) {
  const { t } = useStudentWords();
  const [corrected, setCorrected] = useState<Correctable | null>(null);
  return (
    <Section title={t("identity.title")} wide>
      <dl className="person-facts">
        {correctable.options.map((field) => (
          <Field
            key={field}
            view={view}
            field={field}
            open={corrected === field}
            onOpen={(open) => setCorrected(open ? field : null)}
          />
        ))}
      </dl>
      {corrected !== null && (
        <CorrectForm key={corrected} view={view} field={corrected} onLeave={() => setCorrected(null)} />
      )}
    </Section>
  );
}

interface FieldProps {
  readonly view: StudentView;
  readonly field: Correctable;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

function Field({ view, field, open, onOpen }: FieldProps) {
  const { t } = useStudentWords();
  const may = useMay("student.correct");
  const moment = useMoment();
  const name = t(`identity.fields.${field}`);
  const correction = view.care.corrections.find((each) => each.field === field);
  return (
    <div data-corrected={correction !== undefined || undefined}>
      <dt>{name}</dt>
      <dd>
        <span className="person-value">
          <Value view={view} field={field} />
        </span>
        {may && (
          <Button
            kind="quiet"
            size="small"
            icon={Pencil}
            label={t("identity.correctOf", { field: name })}
            onPress={() => onOpen(!open)}
          />
        )}
        {correction !== undefined && (
          <span className="person-corrected">
            <span className="chip">{t("identity.corrected")}</span>{" "}
            {correction.told === null
              ? t("identity.nothingTold")
              : t("identity.told", { told: correction.told })}
            {" · "}
            {correction.reason} · {t("by", { name: correction.by, when: moment(correction.at) })}
            {may && <Withdraw view={view} field={field} />}
          </span>
        )}
      </dd>
    </div>
  );
}

function Value({ view: { student }, field }: Pick<FieldProps, "view" | "field">) {
  const { t } = useStudentWords();
  const formats = useFormats();
  const facts = useFacts();
  const value = student[field];
  if (value === null) return t("none");
  if (field === "ine") {
    return (
      <span className="mono">
        <MaskedIne ine={value} />
      </span>
    );
  }
  if (field !== "birthDate") return value;
  const age =
    facts === undefined ? "" : ` · ${t("identity.age", { age: ageOn(student.birthDate, facts.today) })}`;
  return `${formats.shortDay(student.birthDate)}${age}`;
}

function Withdraw({ view, field }: Pick<FieldProps, "view" | "field">) {
  const { t } = useStudentWords();
  const asking = useCareAsking();
  const about = { studentId: view.student.id, field };
  const name = t(`identity.fields.${field}`);
  const now = view.student[field] ?? "";
  const withdraw = () =>
    void asking.ask(
      () => station.student.withdrawCorrection({ ...about, reason: t("identity.withdrawReason") }),
      t("identity.withdrawn", { field: name }),
      () => station.student.correct({ ...about, value: now, reason: t("identity.undoReason") }),
    );
  return (
    <Button
      kind="quiet"
      size="small"
      busy={asking.busy}
      label={t("identity.withdrawOf", { field: name })}
      onPress={withdraw}
    >
      {t("identity.withdraw")}
    </Button>
  );
}

interface CorrectFormProps extends Pick<FieldProps, "view" | "field"> {
  readonly onLeave: () => void;
}

function CorrectForm({ view, field, onLeave }: CorrectFormProps) {
  const { t } = useStudentWords();
  const id = useId();
  const asking = useCareAsking();
  const name = t(`identity.fields.${field}`);
  const about = { studentId: view.student.id, field };
  const before = view.student[field] ?? "";
  const wasCorrected = view.care.corrections.some((each) => each.field === field);
  const undoReason = t("identity.undoReason");
  const send = async (typed: FormData, reason: string) => {
    const done = await asking.ask(
      () => station.student.correct({ ...about, value: typedIn(typed, valueField), reason }),
      t("identity.done", { field: name }),
      () =>
        wasCorrected
          ? station.student.correct({ ...about, value: before, reason: undoReason })
          : station.student.withdrawCorrection({ ...about, reason: undoReason }),
    );
    if (done) onLeave();
  };
  return (
    <CareForm
      title={t("identity.correctOf", { field: name })}
      meaning={t("identity.meaning")}
      asking={asking}
      reason={t("reason")}
      button={t("keep")}
      onLeave={onLeave}
      onSend={(typed, reason) => void send(typed, reason)}
    >
      <div className="field">
        <label htmlFor={id}>{t("identity.value", { field: name })}</label>
        <input
          id={id}
          name={valueField}
          type={field === "birthDate" ? "date" : "text"}
          defaultValue={before}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: the form was just asked for
          autoFocus // oxlint-disable-line jsx-a11y/no-autofocus
        />
      </div>
    </CareForm>
  );
}
