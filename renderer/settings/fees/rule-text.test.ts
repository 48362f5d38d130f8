import { expect, test } from "vitest";
import { feeRule } from "../../../main/core/fees/rule.ts";
import { readFeeExamples } from "../../../main/settings/fee-examples.ts";
import { ruleOf, textOf } from "./rule-text.ts";

test("every rule that a university publishes can be typed in, in both languages", async () => {
  const rules = (await readFeeExamples()).flatMap((example) => example.rules);
  expect(rules.length).toBeGreaterThan(20);
  for (const rule of rules) {
    for (const language of ["fr", "en"] as const) {
      expect(feeRule.parse(ruleOf({ ...rule, freeIf: rule.freeIf }, textOf(rule, language)))).toEqual(rule);
    }
  }
});

test("what is no amount, no number or no day makes no rule; a field left empty says nothing", async () => {
  const [rule] = (await readFeeExamples()).flatMap((example) => example.rules);
  if (rule === undefined) throw new Error("no example");
  const text = textOf(rule, "fr");
  for (const wrong of [{ amount: "dix" }, { olderThan: "x" }, { repeatAdd: "1e3" }, { from: "hier" }]) {
    expect(feeRule.safeParse(ruleOf(rule, { ...text, ...wrong })).success).toBe(false);
  }
  expect(feeRule.parse(ruleOf(rule, { ...text, amount: " " })).amountCents).toBeNull();
  expect(feeRule.parse(ruleOf(rule, { ...text, decision: "CA 2026-41", decisionDay: "" })).decision).toEqual({
    number: "CA 2026-41",
    day: null,
  });
});
