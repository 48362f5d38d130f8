import { type Evidence, evidence, type RenewalReason, renewalReason } from "../core/fees/reason.ts";
import type { FeeOutcome, FeeVerdict } from "../core/fees/verdict.ts";
import { eurosText } from "../core/money/amount-text.ts";
import { UsageError } from "./verb.ts";
import type { Words } from "./words.ts";

/** The reason told for `--reason`. */
export function reasonTold(value: string): RenewalReason {
  const reason = renewalReason.safeParse(value);
  if (reason.success) return reason.data;
  const allowed = renewalReason.options.join(", ");
  throw new UsageError({ kind: "not-one-of", option: "--reason", value, allowed });
}

/** What was told to be seen, one name or several with commas between them. */
export function evidenceTold(value: string): readonly Evidence[] {
  return value.split(",").map((name) => {
    const each = evidence.safeParse(name.trim());
    if (each.success) return each.data;
    const allowed = evidence.options.join(", ");
    throw new UsageError({ kind: "not-one-of", option: "--evidence", value: name, allowed });
  });
}

/** A verdict with its reasons, in sentences. */
export function verdictLines(verdict: FeeVerdict, table: number, words: Words): readonly string[] {
  const { outcome, rule, lacking, wouldChange } = verdict;
  return [
    outcomeWords(outcome, words),
    rule === null ? words("renewals:why.noRule") : words("renewals:why.rule", { id: rule.id, table }),
    ...(rule?.source == null ? [] : [words("renewals:why.source", { source: rule.source })]),
    ...(lacking.length === 0
      ? []
      : [
          words("renewals:evidence.lacking", {
            list: lacking.map((each) => evidenceWords(each, words)).join(", "),
          }),
        ]),
    ...(wouldChange.length === 0 ? [] : [words("renewals:why.wouldChange")]),
    ...wouldChange.map(({ change, to }) => {
      const facts = {
        outcome: outcomeWords(to, words),
        evidence: "evidence" in change ? evidenceWords(change.evidence, words) : "",
        months: "months" in change ? change.months : 0,
      };
      return `  ${words(`renewals:why.${change.kind}`, facts)}`;
    }),
  ];
}

function evidenceWords(each: Evidence, words: Words): string {
  return words(`renewals:evidence.${each}`);
}

function outcomeWords(outcome: FeeOutcome, words: Words): string {
  if (outcome.kind !== "due") return words(`renewals:why.outcome.${outcome.kind}`);
  const language = words("fees.language") === "en" ? "en" : "fr";
  return `${eurosText(outcome.amountCents, language)} €`;
}
