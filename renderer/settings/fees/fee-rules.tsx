import { Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { FeeRule } from "../../../main/core/fees/rule.ts";
import { useRenewalWords } from "../../desk/renewal/words.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { freshRule, RuleForm } from "./rule-form.tsx";

interface FeeRulesProps {
  readonly rules: readonly FeeRule[];
  readonly onChange: (rules: readonly FeeRule[]) => void;
}

/** The rows of the table, one of them open to be changed. */
export function FeeRules({ rules, onChange }: FeeRulesProps) {
  const { t } = useRenewalWords();
  const [open, setOpen] = useState<FeeRule | null>(null);
  const keep = (rule: FeeRule) => {
    const known = rules.some(({ id }) => id === rule.id);
    onChange(known ? rules.map((each) => (each.id === rule.id ? rule : each)) : [...rules, rule]);
    setOpen(null);
  };
  return (
    <section className="settings-section" aria-labelledby="fee-rules">
      <h4 id="fee-rules">{t("table.rules")}</h4>
      {rules.length === 0 && <p className="quiet">{t("table.empty")}</p>}
      <ul className="fee-rules">
        {rules.map((rule) =>
          rule.id === open?.id ? (
            <li key={rule.id}>
              <RuleForm rule={open} onKeep={keep} onLeave={() => setOpen(null)} />
            </li>
          ) : (
            <Row
              key={rule.id}
              rule={rule}
              onEdit={() => setOpen(rule)}
              onRemove={() => onChange(rules.filter(({ id }) => id !== rule.id))}
            />
          ),
        )}
        {open !== null && !rules.some(({ id }) => id === open.id) && (
          <li>
            <RuleForm rule={open} onKeep={keep} onLeave={() => setOpen(null)} />
          </li>
        )}
      </ul>
      {open === null && (
        <Button icon={Plus} onPress={() => setOpen(freshRule(rules))}>
          {t("table.add")}
        </Button>
      )}
    </section>
  );
}

interface RowProps {
  readonly rule: FeeRule;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function Row({ rule, onEdit, onRemove }: RowProps) {
  const { t } = useRenewalWords();
  const formats = useFormats();
  const reason = t(`reason.${rule.reason}`);
  const name = t("table.ruleName", { reason, population: rule.population ?? t("table.everybody") });
  const free = rule.freeIf.map((condition) =>
    condition.kind === "seen"
      ? t(`evidence.${condition.evidence}`)
      : condition.kind === "first-renewal"
        ? t("table.firstRenewal")
        : t("fee.because.card-older-than", { months: condition.months }),
  );
  return (
    <li className="fee-rule">
      <span>
        <strong>{name}</strong>
        {free.length > 0 && (
          <small className="quiet">
            {t("table.freeIf")} {formats.list(free)}
          </small>
        )}
        {rule.source !== null && <small className="quiet">{t("why.source", { source: rule.source })}</small>}
      </span>
      <span className="fee-amount">
        {rule.amountCents === null ? t("table.amountNone") : formats.euros(rule.amountCents)}
      </span>
      <Button kind="quiet" icon={Pencil} label={`${t("table.edit")} ${name}`} onPress={onEdit} />
      <Button kind="quiet" icon={Trash2} label={`${t("table.remove")} ${name}`} onPress={onRemove} />
    </li>
  );
}
