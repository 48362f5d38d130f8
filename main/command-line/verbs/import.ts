import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import type { ImportFault, ImportRemark } from "../../contract/imports.ts";
import { theFile } from "../usage-problem.ts";
import { UsageError, type Verb, type VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

/** `import FILE [--as students|agenda] [--dry-run]`: takes a file in, or says what it would take. */
export const importVerb: Verb = async (call) => {
  const { values, positionals } = parseArgs({
    args: [...call.args],
    allowPositionals: true,
    options: { as: { type: "string" }, "dry-run": { type: "boolean", default: false } },
  });
  const path = theFile(positionals);
  const as = kindTold(values.as);
  let file: Uint8Array;
  try {
    file = await readFile(path);
  } catch {
    return call.refuse("unreadable-file", call.words("import.unreadable-file", { path }));
  }
  return withDesk(call, { folder: call.folder, beside: true }, async ({ station }) => {
    const report = await station.importFile(file, basename(path), as, values["dry-run"]);
    if (!report.ok) return call.refuse(report.fault.kind, faultSentence(report.fault, call), report.fault);
    const { remarks, ...counts } = report.value;
    const refusals = remarks.filter((remark) => remark.refused);
    const warnings = remarks.filter((remark) => !remark.refused);
    call.answer({ ...counts, dryRun: values["dry-run"], refusals, warnings }, [
      call.words(values["dry-run"] ? "import.would" : "import.did", {
        ...counts,
        unusedColumns: counts.unusedColumns.join(", "),
      }),
      ...remarks.map((remark) => remarkSentence(remark, call)),
    ]);
    return 0;
  });
};

function kindTold(as: string | undefined): "students" | "agenda" | null {
  if (as === undefined || as === "students" || as === "agenda") return as ?? null;
  throw new UsageError({ kind: "not-one-of", option: "--as", value: as, allowed: "students, agenda" });
}

function remarkSentence(remark: ImportRemark, { words }: VerbCall): string {
  return words(remark.refused ? "import.refusal" : "import.warning", {
    line: remark.line,
    column: remark.column === "" ? remark.field : remark.column,
    seen: remark.seen,
    reason: words(`reasons:importReason.${remark.reason}`),
  });
}

function faultSentence(fault: ImportFault, { words }: VerbCall): string {
  const facts = {
    columns: fault.kind === "missing-columns" ? fault.columns.join(", ") : "",
    maximumMegabytes: fault.kind === "too-large" ? Math.round(fault.maximumBytes / 1_000_000) : 0,
    line: fault.kind === "malformed" ? fault.line : 0,
  };
  return ["what", "means", "todo"]
    .map((part) => words(`reasons:importFault.${fault.kind}.${part}`, facts))
    .join(" ");
}
