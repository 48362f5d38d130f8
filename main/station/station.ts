import { createDayBoard, type DayBoard } from "./board.ts";
import { createChanges } from "./changes.ts";
import { watchDevices } from "./devices.ts";
import { createIssuing, type Issuing } from "./issuing.ts";
import type { StationParts } from "./parts.ts";
import { createPictures, type Pictures } from "./pictures.ts";
import { createRouter } from "./router.ts";
import { watchTaps } from "./taps.ts";
import { createVisits, type Visits } from "./visits.ts";

/** A desk at work: its rooms for callers in the same process, its router for windows. */
export interface Station {
  readonly parts: StationParts;
  readonly board: DayBoard;
  readonly visits: Visits;
  readonly pictures: Pictures;
  readonly issuing: Issuing;
  readonly router: ReturnType<typeof createRouter>;
  /** Lets go of devices and closes the store. */
  close(): Promise<void>;
}

/** Opens a station over its parts and takes up what a crash left open. */
export async function openStation(parts: StationParts): Promise<Station> {
  const changes = createChanges();
  const taps = watchTaps(parts, () => changes.tell("devices"));
  const pictures = createPictures(parts, changes);
  const issuing = createIssuing(parts, pictures, taps, changes);
  const visits = createVisits(parts, issuing, pictures, changes);
  const board = createDayBoard(parts, changes);
  const devices = watchDevices(parts, taps, changes);
  const stopBench = parts.bench?.onChange(() => changes.tell("bench", "devices"));
  const router = createRouter({ parts, changes, board, visits, pictures, issuing, devices });
  await issuing.recover();
  return {
    parts,
    board,
    visits,
    pictures,
    issuing,
    router,
    async close() {
      stopBench?.();
      devices.close();
      taps.close();
      await parts.printer.close();
      await parts.store.close();
    },
  };
}
