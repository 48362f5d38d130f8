import type { FeeRule } from "../../../main/core/fees/rule.ts";
import { centsOf, eurosText } from "../../../main/core/money/amount-text.ts";

/** What is typed of a rule, field by field. */
export interface RuleText {
  readonly population: string;
  readonly amount: string;
  readonly olderThan: string;
  readonly delay: string;
  readonly repeatAdd: string;
  readonly repeatMonths: string;
  readonly repeatMost: string;
  readonly decision: string;
  readonly decisionDay: string;
  readonly from: string;
  readonly until: string;
}

/** A rule as it is typed. */
export function textOf(rule: FeeRule, language: "fr" | "en"): RuleText {
  const euros = (amount: number | null | undefined) => (amount == null ? "" : eurosText(amount, language));
  const older = rule.freeIf.find((one) => one.kind === "card-older-than");
  return {
    population: rule.population ?? "",
    amount: euros(rule.amountCents),
    olderThan: older === undefined ? "" : String(older.months),
    delay: String(rule.activationDelayHours),
    repeatAdd: euros(rule.repeats?.addCents),
    repeatMonths: String(rule.repeats?.withinMonths ?? ""),
    repeatMost: euros(rule.repeats?.atMostCents),
    decision: rule.decision?.number ?? "",
    decisionDay: rule.decision?.day ?? "",
    from: rule.validFrom ?? "",
    until: rule.validUntil ?? "",
  };
}

/** What was typed put into a rule, to be judged as a whole by the rule's own schema: what is no number stays none. */
export function ruleOf(rule: FeeRule, text: RuleText): unknown {
  const months = number(text.olderThan);
  const addCents = cents(text.repeatAdd);
  const decision = { number: words(text.decision), day: words(text.decisionDay) };
  return {
    ...rule,
    population: words(text.population),
    amountCents: cents(text.amount),
    freeIf: [
      ...rule.freeIf.filter((one) => one.kind !== "card-older-than"),
      ...(months === null ? [] : [{ kind: "card-older-than", months }]),
    ],
    activationDelayHours: number(text.delay) ?? 0,
    repeats:
      addCents === null
        ? null
        : { addCents, withinMonths: number(text.repeatMonths), atMostCents: cents(text.repeatMost) },
    decision: decision.number === null && decision.day === null ? null : decision,
    validFrom: words(text.from),
    validUntil: words(text.until),
  };
}

function number(typed: string): number | null {
  return typed.trim() === "" ? null : Number(typed);
}

function cents(typed: string): number | null {
  return typed.trim() === "" ? null : (centsOf(typed) ?? Number.NaN);
}

function words(typed: string): string | null {
  return typed.trim() === "" ? null : typed.trim();
}
