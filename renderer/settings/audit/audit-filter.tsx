import { useEffect, useState } from "react";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { FormField, FormSelect } from "../form-field.tsx";
import { actKey, useAuditWords } from "./words.ts";

/** What is looked for; an empty text is anything. */
export interface Wanted {
  readonly act: string;
  readonly by: string;
  readonly student: string;
  /** Days as in `2026-09-01`. */
  readonly from: string;
  readonly until: string;
}

interface AuditFilterProps {
  readonly wanted: Wanted;
  readonly onChange: (next: Wanted) => void;
  readonly onClear: () => void;
}

type Choices = Awaited<ReturnType<typeof station.audit.choices>>;

/** What the acts are looked for by. */
export function AuditFilter({ wanted, onChange, onClear }: AuditFilterProps) {
  const { t } = useAuditWords();
  const [choices, setChoices] = useState<Choices>({ acts: [], operators: [] });
  useEffect(() => {
    let left = false;
    station.audit.choices().then(
      (known) => left || setChoices(known),
      () => {},
    );
    return () => {
      left = true;
    };
  }, []);
  const change = (more: Partial<Wanted>) => onChange({ ...wanted, ...more });
  const wordsOfAct = (act: string) => {
    const key = actKey(act);
    if (act === "") return t("filter.any");
    return key === null ? act : t(`act.${key}`);
  };
  const nameOf = (id: string) =>
    id === "" ? t("filter.anybody") : (choices.operators.find((one) => one.id === id)?.name ?? id);
  return (
    <search className="audit-filter" aria-label={t("filter.title")}>
      <FormSelect
        label={t("filter.act")}
        value={wanted.act}
        options={["", ...choices.acts]}
        words={wordsOfAct}
        onChoose={(act) => change({ act })}
      />
      <FormSelect
        label={t("filter.by")}
        value={wanted.by}
        options={["", ...choices.operators.map(({ id }) => id)]}
        words={nameOf}
        onChoose={(by) => change({ by })}
      />
      <FormField
        label={t("filter.student")}
        hint={null}
        wrong={false}
        value={wanted.student}
        onChange={(student) => change({ student })}
      />
      <Day label={t("filter.from")} value={wanted.from} onChange={(from) => change({ from })} />
      <Day label={t("filter.until")} value={wanted.until} onChange={(until) => change({ until })} />
      <Button kind="quiet" size="small" onPress={onClear}>
        {t("filter.clear")}
      </Button>
    </search>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <label className="form-field">
      <span>{label}</span>
      <input type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}
