import { oc } from "@orpc/contract";
import { z } from "zod";
import { instant } from "../core/calendar.ts";
import { feeExample, feeRules } from "../core/fees/rule.ts";
import { answer } from "./answer.ts";

/** A version of the table. */
const feeTable = z.strictObject({
  version: z.int(),
  at: instant,
  by: z.string(),
  rules: feeRules,
});

/** The table in force, those before it, and what universities publish, to start from. */
const feesView = z.strictObject({
  university: z.string(),
  /** Newest first; the first is in force. */
  tables: z.array(feeTable).readonly(),
  examples: z.array(feeExample).readonly(),
});

export type FeesView = z.infer<typeof feesView>;

const feesFault = z.discriminatedUnion("kind", [
  /** Somebody else kept a version meanwhile. */
  z.strictObject({ kind: z.literal("rules-changed") }),
  z.strictObject({ kind: z.literal("disk-full") }),
]);

export const feesContract = {
  look: oc.output(feesView),
  /** Puts a table in force. `version`: the one it was made from, 0 for none. */
  keep: oc
    .input(z.strictObject({ version: z.int().min(0), rules: feeRules }))
    .output(answer(z.strictObject({ version: z.int() }), feesFault)),
};
