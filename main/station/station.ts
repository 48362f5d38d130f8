import type { ChoiceFault } from "../contract/choices.ts";
import type { VisitView } from "../contract/visit.ts";
import type { VisitId } from "../core/ids.ts";
import type { Result } from "../core/result.ts";
import { keepBackingUp } from "./backing-up.ts";
import { createDayBoard } from "./board.ts";
import { createChanges } from "./changes.ts";
import { type Answer, enterChoice } from "./choosing.ts";
import { watchDevices } from "./devices.ts";
import { signHeads } from "./heads.ts";
import { createImporting, type Importing } from "./importing.ts";
import { createIssuing } from "./issuing.ts";
import { watchLabels } from "./label-watch.ts";
import { createOperating } from "./operating.ts";
import { watchOthers } from "./others.ts";
import { createOverriding } from "./overriding.ts";
import type { StationParts } from "./parts.ts";
import { keepSweeping } from "./photo-keeping.ts";
import { createPictures } from "./pictures.ts";
import { keepPurging } from "./purging.ts";
import { createQueue } from "./queue.ts";
import { createRenewing, type Renewing } from "./renewing.ts";
import { createRouter } from "./router.ts";
import { createSessions } from "./sessions.ts";
import { createStickers } from "./stickers.ts";
import { takeInPhoto } from "./taking-in-photos.ts";
import { watchTaps } from "./taps.ts";
import { createTill, type Till } from "./till.ts";
import { createVisits } from "./visits.ts";
import { watchFolder } from "./watching-folder.ts";
import { createWitness } from "./witness.ts";
import { type WitnessedRooms, witnessed } from "./witnessed.ts";

/** A desk at work: its rooms for callers in the same process, its router for windows. */
export interface Station extends WitnessedRooms {
  readonly parts: StationParts;
  /** A visit, again each time anything about it changes. */
  follow(visit: VisitId, signal: AbortSignal): AsyncGenerator<VisitView | null>;
  readonly importing: Importing;
  readonly renewing: Renewing;
  readonly till: Till;
  /** Enters one free choice of a student. */
  enterChoice(answer: Answer): Promise<Result<null, ChoiceFault>>;
  /** Takes in one photo of a folder, named by its student's number or as the import announced it. */
  takeInPhoto(fileName: string, file: Uint8Array, replace: boolean): ReturnType<typeof takeInPhoto>;
  readonly router: ReturnType<typeof createRouter>;
  /** The session's screen was locked, or the machine sleeps: somebody else may sit down next, so nothing stays open. */
  screenLocked(): void;
  /** Lets go of devices and closes the store. */
  close(): Promise<void>;
}

/** Opens a station over its parts; `takesUp`: what a crash left open is its to finish, and no other station's. */
export async function openStation(parts: StationParts, takesUp: boolean): Promise<Station> {
  const changes = createChanges();
  const taps = watchTaps(parts, () => changes.tell("devices"));
  const pictures = createPictures(parts, changes);
  const witness = createWitness(parts);
  const issuing = createIssuing(parts, pictures, taps, changes, witness);
  const queue = createQueue(parts, changes, witness);
  const visits = createVisits(parts, issuing, pictures, changes, queue);
  const board = createDayBoard(parts, queue);
  const importing = witnessedImports(createImporting(parts, changes), witness);
  const others = watchOthers(parts, changes);
  const labelWatch = watchLabels(parts, changes);
  const stickers = createStickers(parts, labelWatch, changes);
  const devices = watchDevices(parts, taps, labelWatch, changes);
  const stopLabels = parts.labels.onChange(() => changes.tell("labels"));
  const stopBench = parts.bench?.onChange(() => changes.tell("bench", "devices"));
  const stopKeys = parts.keys.onChange(() => changes.tell("keys"));
  const stopBackups = parts.backups.onChange(() => changes.tell("backups"));
  const stopReaders = parts.readers.onChange(() => changes.tell("readers", "devices"));
  const sessions = createSessions(parts, changes);
  const operating = createOperating(parts, sessions);
  const overriding = createOverriding(parts, sessions, changes);
  const heads = takesUp ? signHeads(parts) : null;
  const sweeps = takesUp ? keepSweeping(parts) : null;
  const purges = takesUp ? keepPurging(parts) : null;
  const renewing = createRenewing(parts, changes);
  const till = createTill(parts, changes);
  const nightly = takesUp ? keepBackingUp(parts) : null;
  const watchedFolder = watchFolder(parts, importing, changes, takesUp);
  const router = createRouter({
    watchedFolder,
    parts,
    changes,
    board,
    queue,
    visits,
    pictures,
    issuing,
    devices,
    labelWatch,
    stickers,
    witness,
    importing,
    sessions,
    operating,
    overriding,
    renewing,
    till,
  });
  if (takesUp) {
    await issuing.recover();
    // What is left of an import may take a while: the desk serves meanwhile.
    importing
      .recover()
      .catch((cause: unknown) => parts.log({ what: "import-not-finished", cause: String(cause) }));
    // A label printer that does not answer must not keep the desk closed.
    stickers
      .recover()
      .catch((cause: unknown) => parts.log({ what: "stickers-not-taken-up", cause: String(cause) }));
  }
  return {
    parts,
    ...witnessed(witness, { board, visits, pictures, issuing }),
    follow: (visit, signal) =>
      changes.live([visit, "students", "stickers"], () => visits.view(visit), signal),
    importing,
    renewing,
    till,
    enterChoice: (answer) =>
      witness.around("choices.enter", answer, () => enterChoice(answer, parts, changes)),
    takeInPhoto: (fileName, file, replace) => takeInPhoto(fileName, file, replace, parts, changes),
    router,
    screenLocked: () => sessions.lockAll(),
    async close() {
      stopBench?.();
      stopKeys();
      await parts.keys.close();
      stopReaders();
      stopBackups();
      await nightly?.close();
      devices.close();
      labelWatch.close();
      stopLabels();
      await stickers.close();
      taps.close();
      await watchedFolder.close();
      await others.close();
      await sweeps?.close();
      await purges?.close();
      sessions.close();
      await heads?.close();
      await parts.studio.close();
      await parts.printer.close();
      await parts.labels.close();
      await parts.store.close();
    },
  };
}

/** An import is an act once it has ended, not while it is told how far it has come. */
function witnessedImports(importing: Importing, witness: ReturnType<typeof createWitness>): Importing {
  return {
    ...importing,
    read: (wish, watch) =>
      witness.around("imports.read", { dryRun: wish.dryRun }, () => importing.read(wish, watch)),
  };
}
