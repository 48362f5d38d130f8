import { z } from "zod";
import { instant } from "./calendar.ts";
import { differencesBetween } from "./differences.ts";
import { feeRules } from "./fees/rule.ts";
import { queuePlan } from "./queue-plan.ts";
import { failed, type Result, succeeded } from "./result.ts";
import { wordedText } from "./text-version.ts";

/** Enough for every template with its logo many times over. */
export const mostConfigurationBytes = 8_000_000;

/** The version of the file's form this Guichet writes; it reads older ones, and no newer. */
const formVersion = 1;

/** A file of the university's own: its name names no other folder than the one it belongs in. */
const ownFile = z.strictObject({
  folder: z.enum(["chip-profiles", "photo-profiles", "artwork"]),
  name: z.string().regex(/^[^./\\:][^/\\:]{0,90}\.(?:json|png|jpg|jpeg)$/),
  base64: z.base64(),
});
export type OwnFile = z.infer<typeof ownFile>;

/** Everything a university decided, without what belongs to one machine and without any secret. */
export const configuration = z.strictObject({
  guichet: z.literal("configuration"),
  version: z.literal(formVersion),
  exportedAt: instant,
  /** Judged by the settings' own schema. */
  settings: z.record(z.string(), z.unknown()),
  files: z.array(ownFile).max(200).readonly(),
  texts: z.array(wordedText).max(20).readonly(),
  queuePlan: queuePlan.nullable(),
  fees: feeRules.nullable(),
});
export type Configuration = z.infer<typeof configuration>;

/** Why a file is not taken. `at`: the path of the part that is wrong. */
export const configurationFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("too-large") }),
  z.strictObject({ kind: z.literal("not-a-configuration") }),
  z.strictObject({ kind: z.literal("newer-version") }),
  z.strictObject({ kind: z.literal("malformed"), at: z.string() }),
]);
export type ConfigurationFault = z.infer<typeof configurationFault>;

/** The configuration a file holds. */
export function configurationIn(text: string): Result<Configuration, ConfigurationFault> {
  if (text.length > mostConfigurationBytes) return failed({ kind: "too-large" });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return failed({ kind: "not-a-configuration" });
  }
  const head = z.object({ guichet: z.literal("configuration"), version: z.int() }).safeParse(value);
  if (!head.success) return failed({ kind: "not-a-configuration" });
  if (head.data.version > formVersion) return failed({ kind: "newer-version" });
  const read = configuration.safeParse(value);
  if (read.success) return succeeded(read.data);
  return failed({ kind: "malformed", at: read.error.issues[0]?.path.join(".") ?? "" });
}

/** One thing two configurations do not have in common, under its path, as text; null where one of them has none. */
export const configurationDifference = z.strictObject({
  at: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type ConfigurationDifference = z.infer<typeof configurationDifference>;

/** What would change with another configuration. */
export function configurationDifferences(
  before: Configuration,
  after: Configuration,
): readonly ConfigurationDifference[] {
  const changed = differencesBetween(factsOf(before), factsOf(after));
  return Object.keys(changed.before).map((at) => ({
    at,
    before: textOf(changed.before[at]),
    after: textOf(changed.after[at]),
  }));
}

function factsOf({ settings, files, texts, queuePlan: plan, fees }: Configuration) {
  return {
    settings,
    texts: Object.fromEntries(texts.map(({ subject, wording }) => [subject, wording])),
    queuePlan: plan,
    fees: fees === null ? null : { rules: fees },
    files: Object.fromEntries(files.map(({ folder, name, base64 }) => [`${folder}/${name}`, base64])),
  };
}

const mostShown = 240;

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
}
