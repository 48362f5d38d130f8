import { createHash } from "node:crypto";
import { type WatchedView, watchedOutcome } from "../contract/watched.ts";
import type { Instant } from "../core/calendar.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { isAsBefore, isOffered, isWhole, type SeenFile, type WatchedFolder } from "../core/watched-file.ts";
import type { Changes } from "./changes.ts";
import type { Importing } from "./importing.ts";
import type { StationParts } from "./parts.ts";
import { now } from "./today.ts";

const lookEveryMs = 20_000;
const reportsShown = 30;
/** Reports name people: no more of them are kept than somebody looks through. */
const reportsKept = 60;
/** Enough to mend a source by; a file that is wrong throughout repeats itself. */
const remarksKept = 500;

/** Faults of the moment: the same file may be read at the next look. */
const passing: ReadonlySet<string> = new Set(["import-under-way", "called-off", "disk-full", "unfinished"]);

/** The folder that is looked into by itself. */
export interface WatchingFolder {
  view(): Promise<WatchedView>;
  choose(folder: WatchedFolder | null): Promise<Result<null, { readonly kind: "unreadable" }>>;
  /** Looks once: a file that is as it was at the look before, and whose content is new, is taken in. */
  look(): Promise<void>;
  close(): Promise<void>;
}

/** Watches the folder that was chosen, every twenty seconds when `byItself`. Files are left where they are. */
export function watchFolder(
  parts: StationParts,
  importing: Pick<Importing, "read">,
  changes: Changes,
  byItself: boolean,
): WatchingFolder {
  const { store, watched, log } = parts;
  let before: ReadonlyMap<string, SeenFile> = new Map();
  /** Files that were read to their end and need not be read again while they stay as they are. */
  const done = new Map<string, SeenFile>();
  let state: WatchedView["state"] = "off";
  let waiting: readonly string[] = [];
  let lastLookAt: Instant | null = null;
  let looking: Promise<void> = Promise.resolve();
  let closed = false;

  const tell = (next: WatchedView["state"]) => {
    state = next;
    changes.tell("watched");
  };
  /** Whether a file is dealt with for good. */
  const take = async ({ folder, as }: WatchedFolder, file: SeenFile): Promise<boolean> => {
    const read = await watched.read(folder, file.name);
    if (read === null || !isAsBefore(read.after, file) || read.bytes.length !== file.bytes) return false;
    const sha256 = createHash("sha256").update(read.bytes).digest("hex");
    if (await store.watched.knows(sha256)) return true;
    tell("importing");
    const wish = { bytes: read.bytes, fileName: file.name, as, columns: null, dryRun: false };
    const answer = await importing.read(wish);
    if (!answer.ok && passing.has(answer.fault.kind)) {
      log({ what: "watched-file-waits", fault: answer.fault.kind });
      return false;
    }
    const outcome = answer.ok
      ? succeeded({ ...answer.value, remarks: answer.value.remarks.slice(0, remarksKept) })
      : answer;
    const noted = await store.watched.note(
      { sha256, name: file.name, takenAt: now(parts), outcome: JSON.stringify(outcome) },
      reportsKept,
    );
    if (!noted.ok) log({ what: "watched-file-not-noted", fault: noted.fault.kind });
    return noted.ok;
  };
  const lookNow = async () => {
    const chosen = watched.chosen();
    if (chosen === null || closed) return tell("off");
    const seen = await watched.list(chosen.folder);
    lastLookAt = now(parts);
    if (seen === null) {
      waiting = [];
      return tell("unreadable");
    }
    const offered = seen.filter(({ name }) => isOffered(name));
    // The oldest first: what a later file says of somebody counts.
    for (const file of offered.toSorted((a, b) => a.changedAtMs - b.changedAtMs)) {
      const was = done.get(file.name);
      if (closed || (was !== undefined && isAsBefore(file, was))) continue;
      if (isWhole(file, before.get(file.name)) && (await take(chosen, file))) done.set(file.name, file);
    }
    before = new Map(offered.map((file) => [file.name, file]));
    waiting = offered.filter(({ name }) => !done.has(name)).map(({ name }) => name);
    tell(waiting.length === 0 ? "watching" : "waiting");
  };
  const look = () => {
    looking = looking.then(lookNow).catch((cause: unknown) => {
      log({ what: "watched-folder-not-looked-at", cause: String(cause) });
    });
    return looking;
  };
  const timer = byItself ? setInterval(() => void look(), lookEveryMs) : null;
  timer?.unref();

  return {
    async view() {
      const taken = await store.watched.last(reportsShown);
      return {
        chosen: watched.chosen(),
        state: watched.chosen() === null ? "off" : state === "off" ? "watching" : state,
        lastLookAt,
        waiting,
        taken: taken.map((file) => ({ ...file, outcome: watchedOutcome.parse(JSON.parse(file.outcome)) })),
      };
    },
    async choose(folder) {
      if (folder !== null && (await watched.list(folder.folder)) === null) {
        return failed({ kind: "unreadable" });
      }
      await looking;
      await watched.choose(folder);
      before = new Map();
      done.clear();
      waiting = [];
      void look();
      return succeeded(null);
    },
    look,
    async close() {
      closed = true;
      if (timer !== null) clearInterval(timer);
      await looking;
    },
  };
}
