import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { headOfLine } from "../../core/audit-head.ts";
import type { AuditFinding, AuditHead } from "../../core/ports/audit-log.ts";
import type { Verb, VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

/** `verify-audit [--head FILE]…`: reads every chain, and says which entries were changed, removed or taken off the end. A file holds heads kept elsewhere, one a line. */
export const verifyAuditVerb: Verb = async (call) => {
  const { values } = parseArgs({
    args: [...call.args],
    options: { head: { type: "string", multiple: true, default: [] } },
  });
  const heads: AuditHead[] = [];
  for (const file of values.head) {
    const read = await headsIn(file);
    if (read === null)
      return call.refuse("unreadable-head", call.words("audit.unreadable-head", { file }), { file });
    heads.push(...read);
  }
  return withDesk(call, { folder: call.folder, beside: true }, async ({ station }) => {
    const verdict = await station.parts.audit.verify(heads);
    const sound = verdict.findings.length === 0;
    const counts = {
      entries: call.words("audit.entries", { count: verdict.entries }),
      heads: call.words("audit.heads", { count: verdict.heads }),
    };
    call.answer({ sound, ...verdict }, [
      call.words(sound ? "audit.sound" : "audit.unsound", counts),
      ...verdict.findings.map((finding) => findingSentence(finding, call)),
      ...verdict.clockSetBack.map(({ chain, seq, at }) =>
        call.words("audit.clockSetBack", { chain, seq, at }),
      ),
    ]);
    return sound ? 0 : 1;
  });
};

async function headsIn(file: string): Promise<readonly AuditHead[] | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  const lines = text?.split("\n").filter((line) => line.trim() !== "") ?? [];
  const heads = lines.map(headOfLine);
  const read = heads.filter((head) => head !== null);
  return read.length === 0 || read.length < heads.length ? null : read;
}

function findingSentence({ chain, what, fromSeq, toSeq }: AuditFinding, { words }: VerbCall): string {
  const which = fromSeq === toSeq ? "audit.one" : "audit.several";
  return words(`audit.finding.${what}`, { chain, which: words(which, { fromSeq, toSeq }) });
}
