import { readdir, realpath, rm, stat } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import type {
  BackupFault,
  BackupFile,
  BackupPlan,
  BackupRead,
  BackupRoom,
  BackupView,
  RestoreFault,
} from "../core/ports/backup-room.ts";
import type { Clock } from "../core/ports/clock.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { backupName, beyond, madeAtOf } from "./backup-names.ts";

/** What takes long, done beside the desk's own thread. */
export interface BackupWork {
  /** Writes a copy to a file that is not there; gives its bytes. */
  make(to: string, madeAt: number, recipient: string, told: Told): Promise<Result<number, BackupFault>>;
  read(file: string, secret: string, told: Told): Promise<Result<BackupRead, RestoreFault>>;
}
type Told = (bytes: number) => void;

/** What the room is made of. */
export interface BackupRoomParts {
  readonly dataFolder: string;
  readonly escnPrefix: number;
  readonly database: BackupView["database"];
  readonly restored: BackupView["restored"];
  readonly plan: BackupPlan & { readonly recipient: string | null };
  keepPlan(plan: BackupRoomParts["plan"]): Promise<void>;
  readonly clock: Clock;
  readonly work: BackupWork;
  newKey(): ReturnType<BackupRoom["newKey"]>;
  isRecipient(text: string): Promise<boolean>;
}

/** The copies of one desk. One is made or tried at a time. */
export function createBackupRoom(parts: BackupRoomParts): BackupRoom {
  const { dataFolder, escnPrefix, clock, work } = parts;
  let { plan } = parts;
  let busy: BackupView["busy"] = null;
  let failure: BackupFault | null = null;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const keep = async (next: typeof plan) => {
    await parts.keepPlan(next);
    plan = next;
    tell();
  };
  const doing = async <T>(
    what: NonNullable<BackupView["busy"]>["doing"],
    run: (told: Told) => Promise<T>,
  ) => {
    busy = { doing: what, bytes: 0 };
    tell();
    try {
      return await run((bytes) => {
        busy = { doing: what, bytes };
        tell();
      });
    } finally {
      busy = null;
      tell();
    }
  };

  const make = async (told: Told): ReturnType<BackupRoom["make"]> => {
    const { folder, recipient } = plan;
    if (recipient === null) return failed({ kind: "no-key" });
    const wrong = await folderFault(folder, dataFolder);
    if (wrong !== null) return failed(wrong);
    const madeAt = clock.now();
    const name = backupName(escnPrefix, madeAt);
    const made = await work.make(join(folder, name), madeAt, recipient, told);
    if (!made.ok) return made;
    for (const old of beyond(await copiesIn(folder, escnPrefix), plan.keep)) {
      await rm(join(folder, old.name), { force: true });
    }
    return succeeded({ name, bytes: made.value, madeAt, tookMs: clock.now() - madeAt });
  };

  return {
    async view() {
      const files = plan.folder === "" ? [] : await copiesIn(plan.folder, escnPrefix);
      return { ...plan, database: parts.database, restored: parts.restored, files, busy, failure };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    newKey: () => parts.newKey(),
    async takeKey(recipient) {
      if (!(await parts.isRecipient(recipient))) return failed({ kind: "not-a-key" });
      await keep({ ...plan, recipient });
      return succeeded(undefined);
    },
    async choose(chosen) {
      const folder = chosen.folder.trim();
      const wrong = folder === "" ? null : await folderFault(folder, dataFolder);
      if (wrong !== null) return failed(wrong);
      await keep({ ...plan, ...chosen, folder: folder === "" ? "" : resolve(folder) });
      return succeeded(undefined);
    },
    async make() {
      if (busy !== null) return failed({ kind: "under-way" });
      const made = await doing("making", make);
      failure = made.ok ? null : made.fault;
      tell();
      return made;
    },
    async attempt(name, secret) {
      if (busy !== null) return failed({ kind: "under-way" });
      if (basename(name) !== name) return failed({ kind: "no-such-file" });
      return doing("trying", (told) => work.read(join(plan.folder, name), secret.trim(), told));
    },
  };
}

/** Why copies can not lie in a folder. A copy inside the data folder would be lost with it, and copied into the next. */
async function folderFault(folder: string, dataFolder: string): Promise<BackupFault | null> {
  if (folder === "") return { kind: "no-folder-chosen" };
  const real = await realpath(folder).catch(() => null);
  if (real === null || !(await stat(real)).isDirectory()) return { kind: "folder-missing", folder };
  const inside = `${await realpath(dataFolder)}${sep}`;
  return `${real}${sep}`.startsWith(inside) ? { kind: "folder-inside-data", folder } : null;
}

/** A desk's copies in a folder, newest first; none where the folder can not be read now. */
async function copiesIn(folder: string, escnPrefix: number): Promise<readonly BackupFile[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const madeAt = madeAtOf(escnPrefix, name);
      const is = madeAt === null ? null : await stat(join(folder, name)).catch(() => null);
      return madeAt === null || is === null ? [] : [{ name, bytes: is.size, madeAt }];
    }),
  );
  return found.flat().sort((one, other) => other.madeAt - one.madeAt);
}
