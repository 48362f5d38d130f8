import { type FormEvent, useState } from "react";
import { type Evidence, evidence, renewalReason } from "../../../main/core/fees/reason.ts";
import { type FeeRule, feeRule, meansOfPayment } from "../../../main/core/fees/rule.ts";
import { useRenewalWords } from "../../desk/renewal/words.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Tick } from "../../parts/tick.tsx";
import { FormField, FormSelect } from "../form-field.tsx";
import { type RuleText, ruleOf, textOf } from "./rule-text.ts";

/** A row with nothing in it yet, under a name no other row has. */
export function freshRule(rules: readonly FeeRule[]): FeeRule {
  const numbers = rules.map(({ id }) => Number(/^rule-(\d+)$/.exec(id)?.[1] ?? 0));
  return {
    id: `rule-${Math.max(0, ...numbers) + 1}`,
    establishment: null,
    population: null,
    reason: "lost",
    amountCents: null,
    freeIf: [],
    mustShow: [],
    oldCard: "not-asked",
    means: [],
    activationDelayHours: 0,
    enrolmentRequired: false,
    repeats: null,
    decision: null,
    validFrom: null,
    validUntil: null,
    source: null,
  };
}

interface RuleFormProps {
  readonly rule: FeeRule;
  readonly onKeep: (rule: FeeRule) => void;
  readonly onLeave: () => void;
}

/** One row of the table. What is typed is understood only as a whole: a row that makes no sense is not kept. */
export function RuleForm({ rule, onKeep, onLeave }: RuleFormProps) {
  const { t, language } = useRenewalWords();
  const [draft, setDraft] = useState(rule);
  const [text, setText] = useState(() => textOf(rule, language));
  const [wrong, setWrong] = useState<string | null>(null);
  const change = (more: Partial<FeeRule>) => setDraft({ ...draft, ...more });
  const field = (name: keyof RuleText) => (
    <FormField
      label={t(`table.${name}`)}
      hint={null}
      value={text[name]}
      wrong={false}
      onChange={(typed) => setText({ ...text, [name]: typed })}
    />
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const whole = feeRule.safeParse(ruleOf(draft, text));
    if (whole.success) {
      // What was changed here is not what the source says any more.
      const same = JSON.stringify(whole.data) === JSON.stringify(feeRule.parse(rule));
      return onKeep(same ? whole.data : { ...whole.data, source: null });
    }
    const told = whole.error.issues.map(({ message }) => message);
    if (told.includes("never-charged")) return setWrong(t("table.never"));
    if (told.includes("ends-before-it-begins")) return setWrong(t("table.dates"));
    const fields = whole.error.issues.map(({ path }) => path.join(".")).join(", ");
    setWrong(t("table.wrong", { fields }));
  };
  return (
    <form className="rule-form" aria-label={t("table.edit")} onSubmit={submit}>
      <div className="rule-fields">
        <FormSelect
          label={t("table.reason")}
          value={draft.reason}
          options={renewalReason.options}
          words={(reason) => t(`reason.${reason}`)}
          onChoose={(reason) => change({ reason })}
        />
        {field("population")}
        {field("amount")}
        <FormSelect
          label={t("table.oldCard")}
          value={draft.oldCard}
          options={["not-asked", "wanted", "or-counts-as-lost"]}
          words={(old) => t(`table.oldCards.${old}`)}
          onChoose={(oldCard) => change({ oldCard })}
        />
      </div>
      <Ticks
        legend={t("table.freeIf")}
        options={evidence.options}
        chosen={draft.freeIf.flatMap((one) => (one.kind === "seen" ? [one.evidence] : []))}
        words={(each) => t(`evidence.${each}`)}
        onChange={(seen) =>
          change({
            freeIf: [
              ...seen.map((each: Evidence) => ({ kind: "seen" as const, evidence: each })),
              ...draft.freeIf.filter((one) => one.kind !== "seen"),
            ],
          })
        }
      />
      <div className="rule-fields">
        <Tick
          ticked={draft.freeIf.some((one) => one.kind === "first-renewal")}
          onTick={(first) =>
            change({
              freeIf: [
                ...draft.freeIf.filter((one) => one.kind !== "first-renewal"),
                ...(first ? [{ kind: "first-renewal" as const }] : []),
              ],
            })
          }
        >
          {t("table.firstRenewal")}
        </Tick>
        {field("olderThan")}
      </div>
      <Ticks
        legend={t("table.mustShow")}
        options={evidence.options}
        chosen={draft.mustShow}
        words={(each) => t(`evidence.${each}`)}
        onChange={(mustShow) => change({ mustShow })}
      />
      <Ticks
        legend={t("table.means")}
        options={meansOfPayment.options}
        chosen={draft.means}
        words={(each) => t(`means.${each}`)}
        onChange={(means) => change({ means })}
      />
      <Tick ticked={draft.enrolmentRequired} onTick={(enrolmentRequired) => change({ enrolmentRequired })}>
        {t("table.enrolment")}
      </Tick>
      <div className="rule-fields">
        {field("delay")}
        {field("repeatAdd")}
        {field("repeatMonths")}
        {field("repeatMost")}
        {field("decision")}
        {days.map((day) => (
          <DayField key={day} label={t(`table.${day}`)} day={day} text={text} onText={setText} />
        ))}
      </div>
      {wrong !== null && <Notice tone="warn" urgent what={wrong} />}
      <div className="notice-buttons">
        <Button kind="primary" submit>
          {t("table.done")}
        </Button>
        <Button onPress={onLeave}>{t("table.leave")}</Button>
      </div>
    </form>
  );
}

interface TicksProps<T extends string> {
  readonly legend: string;
  readonly options: readonly T[];
  readonly chosen: readonly T[];
  readonly words: (option: T) => string;
  readonly onChange: (chosen: readonly T[]) => void;
}

function Ticks<T extends string>({ legend, options, chosen, words, onChange }: TicksProps<T>) {
  return (
    <fieldset className="rule-ticks">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option}>
          <input
            type="checkbox"
            checked={chosen.includes(option)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, option] : chosen.filter((each) => each !== option))
            }
          />
          {words(option)}
        </label>
      ))}
    </fieldset>
  );
}

/** The fields of a rule that are days. */
const days = ["decisionDay", "from", "until"] as const;

interface DayFieldProps {
  readonly label: string;
  readonly day: (typeof days)[number];
  readonly text: RuleText;
  readonly onText: (text: RuleText) => void;
}

function DayField({ label, day, text, onText }: DayFieldProps) {
  return (
    <label className="form-field">
      <span>{label}</span>
      <input
        type="date"
        value={text[day]}
        onChange={({ target }) => onText({ ...text, [day]: target.value })}
      />
    </label>
  );
}
