import { parseArgs } from "node:util";
import { type CalendarDay, calendarDay } from "../../core/calendar.ts";
import type { FeeRule } from "../../core/fees/rule.ts";
import { type FeeVerdict, judgeFee } from "../../core/fees/verdict.ts";
import { today } from "../../station/today.ts";
import { evidenceTold, reasonTold, verdictLines } from "../fee-words.ts";
import { missing, wholeNumber } from "../usage-problem.ts";
import { UsageError, type Verb, type VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

/**
 * `fees explain --reason R [--evidence E]… [--example NAME] …`: what a renewal would cost by the table in force, or by one a university publishes,
 * why, and what would change it. Asks nothing of a student and keeps nothing.
 */
export const feesVerb: Verb = async (call) => {
  const { values, positionals } = parseArgs({
    args: [...call.args],
    options: {
      reason: { type: "string" },
      evidence: { type: "string", multiple: true, default: [] },
      population: { type: "string", default: "étudiant" },
      "card-since": { type: "string" },
      "charged-on": { type: "string", multiple: true, default: [] },
      renewals: { type: "string" },
      "not-enrolled": { type: "boolean", default: false },
      example: { type: "string" },
    },
    allowPositionals: true,
  });
  const [act = "explain", extra] = positionals;
  if (act !== "explain" || extra !== undefined)
    throw new UsageError({ kind: "unexpected", value: extra ?? act });
  if (values.reason === undefined) throw missing({ reason: values.reason });
  const reason = reasonTold(values.reason);
  const evidence = values.evidence.flatMap(evidenceTold);
  const since = values["card-since"];
  const chargedOn = values["charged-on"].map((each) => dayTold("charged-on", each));
  const renewals =
    values.renewals === undefined ? chargedOn.length : wholeNumber("--renewals", values.renewals);
  const facts = {
    population: values.population,
    reason,
    evidence,
    enrolled: !values["not-enrolled"],
    cardSince: since === undefined ? null : dayTold("card-since", since),
    chargedOn,
    renewals,
  };
  const explain = (
    table: { readonly of: string; readonly version: number; readonly rules: readonly FeeRule[] },
    establishment: string,
    day: CalendarDay,
  ) => told(call, table, judgeFee(table.rules, { ...facts, establishment, day }));

  return withDesk(call, { folder: call.folder, beside: true }, async ({ station }) => {
    const { parts } = station;
    if (values.example === undefined) {
      const inForce = await parts.store.fees.inForce();
      const { university } = parts.settings;
      const table = { of: university, version: inForce?.version ?? 0, rules: inForce?.rules ?? [] };
      return explain(table, university, today(parts));
    }
    const examples = await parts.feeExamples();
    const example = examples.find(({ name }) => name === values.example);
    if (example === undefined) {
      const allowed = examples.map(({ name }) => name).join(", ");
      throw new UsageError({ kind: "not-one-of", option: "--example", value: values.example, allowed });
    }
    return explain(
      { of: example.university, version: 0, rules: example.rules },
      example.university,
      today(parts),
    );
  });
};

function told(
  call: VerbCall,
  table: { readonly of: string; readonly version: number },
  verdict: FeeVerdict,
): number {
  const head = call.words("fees.table", { of: table.of, version: table.version });
  call.answer({ table: { of: table.of, version: table.version }, ...verdict }, [
    head,
    ...verdictLines(verdict, table.version, call.words),
  ]);
  return 0;
}

function dayTold(option: string, value: string): CalendarDay {
  const day = calendarDay.safeParse(value);
  if (day.success) return day.data;
  throw new UsageError({ kind: "not-one-of", option: `--${option}`, value, allowed: "YYYY-MM-DD" });
}
