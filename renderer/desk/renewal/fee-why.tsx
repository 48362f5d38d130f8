import type { FeeOutcome, FeeVerdict } from "../../../main/core/fees/verdict.ts";
import { useFormats } from "../../parts/formats.ts";
import { useRenewalWords } from "./words.ts";

interface FeeWhyProps {
  readonly verdict: FeeVerdict;
  /** Version of the table it was judged by. */
  readonly table: number;
}

/** The rule and the decision behind a verdict, and what would change it. */
export function FeeWhy({ verdict, table }: FeeWhyProps) {
  const { t } = useRenewalWords();
  const formats = useFormats();
  const outcomeOf = useOutcomeWords();
  const { rule, wouldChange } = verdict;
  return (
    <>
      {rule === null ? (
        <p>{t("why.noRule")}</p>
      ) : (
        <>
          <p>
            {t("why.rule", { id: rule.id, table })} {decision(rule.decision)}
          </p>
          {rule.source !== null && <p className="quiet">{t("why.source", { source: rule.source })}</p>}
        </>
      )}
      {rule !== null && verdict.activationDelayHours > 0 && (
        <p>{t("why.delay", { hours: verdict.activationDelayHours })}</p>
      )}
      {wouldChange.length > 0 && (
        <>
          <p>{t("why.wouldChange")}</p>
          <ul>
            {wouldChange.map(({ change, to }) => (
              <li key={JSON.stringify(change)}>{changeWords(change, outcomeOf(to))}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );

  function decision(of: NonNullable<FeeVerdict["rule"]>["decision"]): string {
    const day = of?.day == null ? null : formats.shortDay(of.day);
    const number = of?.number ?? null;
    if (number !== null && day !== null) return t("why.decision", { number, day });
    if (number !== null) return t("why.decisionNumber", { number });
    return day === null ? t("why.noDecision") : t("why.decisionDay", { day });
  }

  function changeWords(change: FeeVerdict["wouldChange"][number]["change"], outcome: string): string {
    switch (change.kind) {
      case "seen":
      case "not-seen":
        return t(`why.${change.kind}`, { evidence: t(`evidence.${change.evidence}`), outcome });
      case "card-older-than":
        return change.on === null
          ? t("why.card-older-than", { months: change.months, outcome })
          : t("why.card-older-on", { day: formats.shortDay(change.on), outcome });
      case "enrolled":
      case "first-renewal":
        return t(`why.${change.kind}`, { outcome });
    }
  }
}

/** An outcome in a word or two. */
export function useOutcomeWords(): (outcome: FeeOutcome) => string {
  const { t } = useRenewalWords();
  const formats = useFormats();
  return (outcome) =>
    outcome.kind === "due" ? formats.euros(outcome.amountCents) : t(`why.outcome.${outcome.kind}`);
}
