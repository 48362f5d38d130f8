import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { ConfigurationChangeFault } from "../../contract/configuration.ts";
import { createChanges } from "../../station/changes.ts";
import { configurationOf, putConfiguration, readConfiguration } from "../../station/configuring.ts";
import { UsageError, type Verb, type VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

/** `config export FILE`, `config import FILE [--dry-run]`: the whole configuration; an import tells what changes, and with `--dry-run` does no more. */
export const configVerb: Verb = async (call) => {
  const { values, positionals } = parseArgs({
    args: [...call.args],
    options: { "dry-run": { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const [act = "", file, extra] = positionals;
  if (act !== "export" && act !== "import") {
    throw new UsageError({ kind: "not-one-of", option: "config", value: act, allowed: "export, import" });
  }
  if (file === undefined) throw new UsageError({ kind: "missing-file" });
  if (extra !== undefined) throw new UsageError({ kind: "unexpected", value: extra });
  const text = act === "import" ? await readFile(file, "utf8").catch(() => null) : "";
  if (text === null) {
    return call.refuse("unreadable-file", call.words("import.unreadable-file", { path: file }));
  }
  return withDesk(call, { folder: call.folder, simulate: false }, async ({ station: { parts } }) => {
    if (act === "export") {
      const held = await configurationOf(parts);
      await writeFile(file, `${JSON.stringify(held, null, 2)}\n`, { mode: 0o600 });
      call.answer({ file, files: held.files.length }, [call.words("configuration:written", { file })]);
      return 0;
    }
    const read = await readConfiguration(text, parts);
    if (!read.ok) return refuse(call, read.fault);
    const { configuration, differences } = read.value;
    if (!values["dry-run"]) {
      const put = await putConfiguration(configuration, parts, createChanges());
      if (!put.ok) return refuse(call, put.fault);
    }
    const none = call.words("configuration:nothing");
    const lines = differences.map(({ at, before, after }) =>
      call.words("configuration:changed", { at, before: before ?? none, after: after ?? none }),
    );
    call.answer({ file, put: !values["dry-run"], differences }, lines);
    return 0;
  });
};

function refuse(call: VerbCall, fault: ConfigurationChangeFault): number {
  const { kind, ...facts } = fault;
  const what = call.words(`configuration:fault.${kind}.what`);
  const todo = call.words(`configuration:fault.${kind}.todo`, { at: "", ...facts });
  return call.refuse(kind, `${what} ${todo}`, facts);
}
