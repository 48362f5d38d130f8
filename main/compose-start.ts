import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DeskFault, DeskWishes, StartPageOpener } from "./command-line/desk.ts";
import { keyStoreFile } from "./compose-keys.ts";
import { academicYearOf, dayIn } from "./core/calendar.ts";
import type { AuditLog } from "./core/ports/audit-log.ts";
import type { Clock } from "./core/ports/clock.ts";
import type { StartLock, StartRefusal } from "./core/ports/start-lock.ts";
import { failed, type Result, succeeded } from "./core/result.ts";
import { leftByMove, newDatabaseKey, openDatabaseKey, openKeyFile } from "./security/database-key.ts";
import { keepsSealed } from "./security/folder-secret.ts";
import { createFileKeyStore } from "./security/key-store/file-key-store.ts";
import { createWrongTries } from "./security/key-store/wrong-tries.ts";
import type { NoStartKey } from "./security/start-lock.ts";
import { firstSettings, type Settings } from "./settings/settings.ts";
import { settingsIn } from "./settings/settings-file.ts";
import { holdFile } from "./store/open-sqlite.ts";

/** The key of a desk's database: from its open file, or with a passphrase where it is enciphered. A new desk gets a new one. */
export async function keyAtStart(
  { folder, startWith, startFrom }: DeskWishes,
  settings: Settings,
  clock: Clock,
): Promise<Result<Buffer, DeskFault>> {
  const open = await openDatabaseKey(folder);
  if (open !== null) return succeeded(open);
  const { copiedDatabaseKey, wrappedDatabaseKey } = await import("./security/start-lock.ts");
  if (startFrom === undefined || startWith === undefined) {
    return keyOr(await wrappedDatabaseKey(folder, clock, startWith ?? null), settings, folder);
  }
  const store = createFileKeyStore(keyStoreFile(folder), clock);
  if (startFrom !== "key-store") {
    const { holder, passphrase } = startWith;
    const recovered = await store.recover(startFrom.shares, holder, passphrase);
    store.lock();
    if (!recovered.ok) return failed({ kind: "not-recovered", fault: recovered.fault });
  }
  return keyOr(await copiedDatabaseKey(store, startWith), settings, folder);
}

/** The key that was found; a new one where none is missed. */
async function keyOr(
  found: Result<Buffer, NoStartKey>,
  settings: Settings,
  folder: string,
): Promise<Result<Buffer, DeskFault>> {
  if (found.ok) return found;
  if (found.fault.kind !== "no-key") return failed(found.fault);
  const isKept = settings.database.kind === "postgres" ? false : existsSync(join(folder, "guichet.db"));
  const isNew = !isKept && !keepsSealed(folder);
  return isNew ? succeeded(await newDatabaseKey(folder)) : failed({ kind: "key-lost" });
}

/** The start of a desk whose database is open. What it takes to change it is read when somebody does. */
export async function openStart(
  { folder, beside, startWith, startRefused = 0 }: DeskWishes,
  key: Uint8Array,
  clock: Clock,
  audit: AuditLog,
): Promise<StartLock> {
  const made = async () => {
    const [{ createStartLock }, { createStartRoom }] = await Promise.all([
      import("./security/start-lock.ts"),
      import("./security/start-room.ts"),
    ]);
    const lock = createStartLock({ folder, key, clock, hold: () => holdFile(join(folder, "start.lock")) });
    return { lock, room: createStartRoom(lock, clock, audit) };
  };
  let making: ReturnType<typeof made> | undefined;
  const start = () => {
    making ??= made();
    return making;
  };
  if (beside !== true && leftByMove(folder)) await (await start()).lock.tidy();
  if (startWith !== undefined && !existsSync(join(folder, openKeyFile))) {
    const { holder } = startWith;
    await audit.append({
      act: "start.open",
      subject: null,
      outcome: "done",
      facts: { after: { holder, refusedBefore: startRefused } },
    });
  }
  const room = async () => (await start()).room;
  return {
    view: async () => (await room()).view(),
    ask: async (...asked) => (await room()).ask(...asked),
    unattended: async (...asked) => (await room()).unattended(...asked),
    restore: async () => (await room()).restore(),
    addHolder: async (...asked) => (await room()).addHolder(...asked),
    removeHolder: async (...asked) => (await room()).removeHolder(...asked),
  };
}

/** The start page of a desk that nobody has opened yet. `open` is asked with each passphrase, and how many before it were wrong. */
export const openStartPage: StartPageOpener = async (folder, fault, open) => {
  const [{ startDoor }, settings] = await Promise.all([
    import("./station/start-door.ts"),
    settingsIn(folder),
  ]);
  const { university, universityShort, cardAccent, operator, zone, yearTurn } = settings.ok
    ? settings.value
    : firstSettings;
  const clock = { now: () => Date.now() };
  const wrong = createWrongTries(clock);
  const today = dayIn(zone, clock.now());
  return startDoor({
    facts: {
      university,
      universityShort,
      accent: cardAccent,
      operator,
      zone,
      today,
      academicYear: academicYearOf(today, yearTurn),
      simulated: false,
    },
    start: {
      state: "start",
      holders: fault.kind === "start-locked" ? fault.holders : [],
      refused: fault.kind === "start-locked" ? null : spoilt(fault.because),
    },
    async open(credential) {
      const untilMs = wrong.pausedUntilMs();
      if (untilMs !== null) return failed({ kind: "try-later", untilMs });
      const kind = await open(credential, wrong.made());
      if (kind === null) return succeeded(undefined);
      return kind === "wrong-passphrase" ? failed({ kind, triesLeft: wrong.count() }) : failed({ kind });
    },
  });
};

/** What is wrong with the file itself; null: it only takes another name or passphrase. */
function spoilt(because: StartRefusal): "damaged" | "altered" | "weakened" | null {
  return because === "wrong-passphrase" || because === "no-such-holder" ? null : because;
}
