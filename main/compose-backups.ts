import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { auditedBackups } from "./backup/audited-backups.ts";
import { createBackupRoom } from "./backup/backup-room.ts";
import { restoredNote } from "./backup/data-files.ts";
import type { BackupSaid, BackupTask } from "./compose-backup-thread.ts";
import type { AuditLog } from "./core/ports/audit-log.ts";
import type { BackupRoom, RestoredFrom } from "./core/ports/backup-room.ts";
import type { Clock } from "./core/ports/clock.ts";
import type { Settings } from "./settings/settings.ts";
import { changeSettings } from "./settings/settings-file.ts";

const thread = new URL("compose-backup-thread.ts", import.meta.url);

/** Read when somebody makes a key: the ciphers of age are no part of a start. */
const keys = () => import("./backup/backup-key.ts");

/** The copies of a desk, made and tried in a thread of their own. */
export function openBackups(
  dataFolder: string,
  settings: Settings,
  databaseKey: Uint8Array,
  clock: Clock,
  audit: AuditLog,
  restored: RestoredFrom | null,
): BackupRoom {
  const { university, operator, escnPrefix } = settings;
  const database = settings.database.kind;
  const room = createBackupRoom({
    dataFolder,
    escnPrefix,
    database,
    restored,
    plan: settings.backup,
    async keepPlan(backup) {
      const kept = await changeSettings(dataFolder, (now) => ({ ...now, backup }));
      if (!kept.ok) throw new Error(`${kept.fault.kind}: ${kept.fault.field}`);
    },
    clock,
    work: {
      make(to, madeAt, recipient, told) {
        const about = { madeAt, university, operator, database };
        const wish = { folder: dataFolder, to, recipient, about, key: databaseKey };
        return inThread({ do: "make", wish }, told);
      },
      read: (file, secret, told) => inThread({ do: "try", folder: dataFolder, file, secret }, told),
    },
    newKey: async () => (await keys()).newBackupKey(),
    isRecipient: async (text) => (await keys()).isRecipient(text),
  });
  return auditedBackups(room, audit);
}

/** Whether this data folder was put back from a copy; its first start after that keeps it in the audit. */
export async function restoredIn(dataFolder: string, audit: AuditLog): Promise<RestoredFrom | null> {
  const file = join(dataFolder, restoredNote);
  if (!existsSync(file)) return null;
  const { told, ...restored }: RestoredFrom & { readonly told: boolean } = JSON.parse(
    await readFile(file, "utf8"),
  );
  if (told) return restored;
  await audit.append({
    act: "backups.restored",
    subject: null,
    outcome: "done",
    facts: { after: { ...restored } },
  });
  await writeFile(file, JSON.stringify({ ...restored, told: true }), { mode: 0o600 });
  return restored;
}

async function inThread<T>(task: BackupTask, told: (bytes: number) => void): Promise<T> {
  const worker = new Worker(thread, { workerData: task });
  const answer = Promise.withResolvers<T>();
  worker.on("message", (said: BackupSaid<T>) => {
    if ("done" in said) answer.resolve(said.done);
    else told(said.bytes);
  });
  worker.once("error", answer.reject);
  try {
    return await answer.promise;
  } finally {
    await worker.terminate();
  }
}
