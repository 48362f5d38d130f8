import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { succeeded } from "../../core/result.ts";
import { askSecret } from "../ask-secret.ts";
import { missing, wholeNumber } from "../usage-problem.ts";
import { UsageError, type Verb } from "../verb.ts";

/**
 * `restore FILE --data DIR [--check] [--key-fd N]`: puts a copy in the place of a data folder, what was there being kept beside it;
 * `--check` only reads the copy to its end, as a restore would. 1 when refused: then nothing has changed.
 */
export const restoreVerb: Verb = async (call) => {
  const { values, positionals } = parseArgs({
    args: [...call.args],
    options: { check: { type: "boolean", default: false }, "key-fd": { type: "string" } },
    allowPositionals: true,
  });
  const [file, extra] = positionals;
  if (file === undefined) throw new UsageError({ kind: "missing-file" });
  if (extra !== undefined) throw new UsageError({ kind: "unexpected", value: extra });
  // Never the user's own folder by oversight.
  if (!call.folderTold) throw missing({ data: undefined });
  const descriptor = values["key-fd"];
  const fd = descriptor === undefined ? null : wholeNumber("--key-fd", descriptor);
  const secret = (await askSecret(call.words("restore.key"), fd))?.trim() ?? null;
  if (secret === null) return call.refuse("no-key", call.words("restore.no-key"));
  const tried = values.check ? await call.backups.attempt(call.folder, file, secret) : null;
  const read =
    tried === null
      ? await call.backups.restore(file, secret, call.folder)
      : tried.ok
        ? succeeded({ ...tried.value, former: null })
        : tried;
  if (!read.ok) {
    const { kind, ...facts } = read.fault;
    const said = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, String(fact)]));
    const [what, todo] = [`backup:unread.${kind}.what`, `backup:unread.${kind}.todo`] as const;
    return call.refuse(kind, `${call.words(what, said)}. ${call.words(todo, said)}`, facts);
  }
  const { madeAt, university, operator, files, records, former } = read.value;
  const facts = { madeAt: new Date(madeAt).toISOString(), university, operator, files };
  const counted =
    records === null ? call.words("restore.sealed") : call.words("restore.records", { ...records });
  call.answer({ ...read.value, folder: resolve(call.folder), checked: values.check }, [
    call.words(values.check ? "restore.checked" : "restore.done", { ...facts, folder: call.folder }),
    counted,
    ...(former === null ? [] : [call.words("restore.former", { former })]),
  ]);
  return 0;
};
