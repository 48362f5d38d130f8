import { UsageError, type UsageProblem } from "./verb.ts";

/** What is off in the caller's words, from what a verb threw or from what `parseArgs` did; null when it is something else. */
export function usageProblemOf(cause: unknown): UsageProblem | null {
  if (cause instanceof UsageError) return cause.problem;
  if (!(cause instanceof Error) || !("code" in cause)) return null;
  // Node tells the name only within its sentence, between quotation marks, first of all.
  const [, quoted = ""] = /'([^']*)'/.exec(cause.message) ?? [];
  const option = quoted.split(/[ =]/, 1)[0] ?? "";
  switch (cause.code) {
    case "ERR_PARSE_ARGS_UNKNOWN_OPTION":
      return { kind: "unknown-option", option };
    case "ERR_PARSE_ARGS_INVALID_OPTION_VALUE":
      return { kind: cause.message.includes("does not take") ? "takes-no-value" : "value-missing", option };
    case "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL":
      return { kind: "unexpected", value: quoted };
    default:
      return null;
  }
}

/** The usage error that names the options not given. */
export function missing(options: Readonly<Record<string, unknown>>): UsageError {
  const names = Object.keys(options).filter((name) => options[name] === undefined || options[name] === false);
  return new UsageError({ kind: "missing", options: names.map((name) => `--${name}`).join(", ") });
}

/** The one file a verb is told. */
export function theFile([path, second]: readonly string[]): string {
  if (path === undefined) throw new UsageError({ kind: "missing-file" });
  if (second !== undefined) throw new UsageError({ kind: "unexpected", value: second });
  return path;
}

/** A whole number told for an option. */
export function wholeNumber(option: string, value: string): number {
  const number = value.trim() === "" ? Number.NaN : Number(value);
  if (!Number.isSafeInteger(number)) throw new UsageError({ kind: "not-whole", option, value });
  return number;
}
