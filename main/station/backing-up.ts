import { backupDue } from "../core/backup-due.ts";
import type { BackupFault } from "../core/ports/backup-room.ts";
import type { StationParts } from "./parts.ts";

/** Why no copy is made at night: it has not been set up, and says so on its page. */
const notSetUp: ReadonlySet<BackupFault["kind"]> = new Set(["no-key", "no-folder-chosen", "under-way"]);

const lookEveryMs = 600_000;
/** A folder that is away for an hour may be back by then; one that is away all night is told a few times, not sixty. */
const patienceMs = 3_600_000;

/** Makes the night's copy by itself, or the one that was missed, once the desk has been open for a while. */
export function keepBackingUp(parts: StationParts): { close(): Promise<void> } {
  const { backups, clock, settings, uptimeMs, log } = parts;
  let making: Promise<void> = Promise.resolve();
  let patientUntil = 0;
  const look = async () => {
    const { nightly, recipient, folder, files } = await backups.view();
    if (!nightly || recipient === null || folder === "" || uptimeMs() < patientUntil) return;
    if (!backupDue(files[0]?.madeAt ?? null, clock.now(), settings.zone)) return;
    const made = await backups.make();
    if (made.ok) return;
    if (!notSetUp.has(made.fault.kind)) log({ what: "backup-not-made", fault: made.fault.kind });
    patientUntil = uptimeMs() + patienceMs;
  };
  const timer = setInterval(() => {
    making = making
      .then(look)
      .catch((cause: unknown) => log({ what: "backup-not-made", cause: String(cause) }));
  }, lookEveryMs);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await making;
    },
  };
}
