import { parseArgs } from "node:util";
import { type BackupFault, backupFaultFacts } from "../../core/ports/backup-room.ts";
import { UsageError, type Verb, type VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

/**
 * `backup [key] [--to FOLDER]`: writes a copy of the desk, also beside one that works; `--to` is the folder of copies from now on.
 * `key` makes the recovery key and shows it this once. 1 when no copy was made.
 */
export const backupVerb: Verb = async (call) => {
  const { values, positionals } = parseArgs({
    args: [...call.args],
    options: { to: { type: "string" } },
    allowPositionals: true,
  });
  const [act, extra] = positionals;
  if (extra !== undefined) throw new UsageError({ kind: "unexpected", value: extra });
  if (act !== undefined && act !== "key") {
    throw new UsageError({ kind: "not-one-of", option: "backup", value: act, allowed: "key" });
  }
  return withDesk(
    call,
    { folder: call.folder, beside: true, simulate: false },
    async ({ station: { parts } }) => {
      const { backups } = parts;
      if (act === "key") {
        const { secret, recipient } = await backups.newKey();
        await backups.takeKey(recipient);
        call.answer({ secret, recipient }, [call.words("backup.key", { secret, recipient })]);
        return 0;
      }
      if (values.to !== undefined) {
        const { nightly, keep } = await backups.view();
        const chosen = await backups.choose({ folder: values.to, nightly, keep });
        if (!chosen.ok) return refuse(call, chosen.fault);
      }
      const made = await backups.make();
      if (!made.ok) return refuse(call, made.fault);
      const { name, bytes, madeAt, tookMs } = made.value;
      const { folder } = await backups.view();
      call.answer({ folder, name, bytes, madeAt, ms: tookMs }, [
        call.words("backup.made", { name, folder, megabytes: megabytes(bytes) }),
      ]);
      return 0;
    },
  );
};

function refuse(call: VerbCall, fault: BackupFault): number {
  const { kind, ...facts } = fault;
  const said = backupFaultFacts(fault, megabytes);
  return call.refuse(
    kind,
    `${call.words(`backup:fault.${kind}.what`, said)}. ${call.words(`backup:fault.${kind}.todo`, said)}`,
    facts,
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
