import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import {
  type ImportFault,
  type ImportKind,
  type ImportRemark,
  type ImportReport,
  importKind,
} from "../../contract/imports.ts";
import { fieldWords } from "../fault-words.ts";
import { theFile } from "../usage-problem.ts";
import { UsageError, type Verb, type VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

/** `import FILE [--as students|agenda|crous] [--dry-run]`: takes a file in, or says what it would take. */
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
    const report = await station.importing.read({
      bytes: file,
      fileName: basename(path),
      as,
      columns: null,
      dryRun: values["dry-run"],
    });
    if (!report.ok) return call.refuse(report.fault.kind, faultSentence(report.fault, call), report.fault);
    const { remarks, ...told } = report.value;
    const refusals = remarks.filter((remark) => remark.refused);
    const warnings = remarks.filter((remark) => !remark.refused);
    call.answer({ ...told, dryRun: values["dry-run"], refusals, warnings }, [
      ...(values["dry-run"] ? [call.words("import.dry-run")] : []),
      countsSentence(report.value, call),
      ...(told.unusedColumns.length === 0
        ? []
        : [call.words("import.unused", { columns: told.unusedColumns.join(", ") })]),
      ...remarks.map((remark) => remarkSentence(remark, call)),
    ]);
    return 0;
  });
};

const counts = ["rows", "accepted", "warned", "refused", "added", "changed", "unchanged"] as const;

function kindTold(as: string | undefined): ImportKind | null {
  if (as === undefined) return null;
  const kind = importKind.safeParse(as);
  if (kind.success) return kind.data;
  const allowed = importKind.options.join(", ");
  throw new UsageError({ kind: "not-one-of", option: "--as", value: as, allowed });
}

/** The outcomes add up to the rows; new, changed and unchanged to those that are taken. */
function countsSentence(report: ImportReport, { words }: VerbCall): string {
  const counted = (name: (typeof counts)[number]) => words(`import.${name}`, { count: report[name] });
  return words("import.counts", {
    fileName: report.fileName,
    ...Object.fromEntries(counts.map((name) => [name, counted(name)])),
  });
}

function remarkSentence(remark: ImportRemark, { words }: VerbCall): string {
  return words(remark.refused ? "import.refusal" : "import.warning", {
    line: remark.line,
    column: remark.column === "" ? fieldWords(remark.field, words) : remark.column,
    seen: remark.seen,
    reason: words([`reasons:importReason.${remark.reason}`, "reasons:importReason.unknown"], {
      reason: remark.reason,
    }),
  });
}

function faultSentence(fault: ImportFault, { words }: VerbCall): string {
  const facts = {
    columns:
      fault.kind === "missing-columns" ? fault.columns.map((each) => fieldWords(each, words)).join(", ") : "",
    maximumMegabytes: fault.kind === "too-large" ? Math.round(fault.maximumBytes / 1_000_000) : 0,
    line: fault.kind === "malformed" ? fault.line : 0,
  };
  return ["what", "means", "todo"]
    .map((part) => words(`reasons:importFault.${fault.kind}.${part}`, facts))
    .join(" ");
}
