import type { AuditLog, Facts } from "../core/ports/audit-log.ts";
import type { BackupRoom } from "../core/ports/backup-room.ts";

/** Keeps in the audit what is done with copies, whoever does it: a window, the command line, or the desk itself at night. */
export function auditedBackups(room: BackupRoom, audit: AuditLog): BackupRoom {
  const keep = async (act: string, done: boolean, facts: { before?: Facts; after: Facts }) => {
    await audit.append({ act: `backups.${act}`, subject: null, outcome: done ? "done" : "refused", facts });
  };
  return {
    ...room,
    async takeKey(recipient) {
      const before = await room.view();
      const used = await room.takeKey(recipient);
      if (used.ok)
        await keep("takeKey", true, { before: { recipient: before.recipient }, after: { recipient } });
      return used;
    },
    async choose(plan) {
      const { folder, nightly, keep: count } = await room.view();
      const chosen = await room.choose(plan);
      const before = { folder, nightly, keep: count };
      if (chosen.ok) await keep("choose", true, { before, after: { ...plan } });
      return chosen;
    },
    async make() {
      const made = await room.make();
      const after = made.ok ? { name: made.value.name, bytes: made.value.bytes } : { ...made.fault };
      await keep("make", made.ok, { after });
      return made;
    },
    async attempt(name, secret) {
      const read = await room.attempt(name, secret);
      const after = read.ok ? { name, files: read.value.files } : { name, ...read.fault };
      await keep("attempt", read.ok, { after });
      return read;
    },
  };
}
