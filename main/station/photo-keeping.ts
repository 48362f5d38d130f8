import type { PhotoKeeping } from "../contract/photo-care.ts";
import { dayIn, unixMsOf } from "../core/calendar.ts";
import type { PhotoId } from "../core/ids.ts";
import { dueBecause, type Erasure } from "../core/photo/retention.ts";
import type { StationParts } from "./parts.ts";
import { now } from "./today.ts";

/** What is kept of photos now. */
export async function keptPhotos(parts: StationParts): Promise<PhotoKeeping> {
  const standing = await parts.store.photos.standing();
  const [oldest] = standing;
  return {
    rule: parts.photos.retention(),
    kept: standing.length,
    oldestTakenOn: oldest === undefined ? null : dayIn(parts.settings.zone, unixMsOf(oldest.takenAt)),
    due: duePhotos(standing, parts).length,
  };
}

/** Photos erased at once: databases take a list of a few hundred, and a desk at work waits no longer. */
const batch = 200;

/** Erases the photos whose time is over, leaves nothing of them on the disk, and gives how many. */
export async function sweepPhotos(parts: StationParts): Promise<number> {
  const { store, log } = parts;
  const due = duePhotos(await store.photos.standing(), parts);
  let erased = 0;
  for (const [because, photos] of Map.groupBy(due, (each) => each.because)) {
    for (let from = 0; from < photos.length; from += batch) {
      const ids = photos.slice(from, from + batch).map(({ id }) => id);
      const gone = await store.photos.erase(ids, because, now(parts));
      if (!gone.ok) {
        log({ what: "photos-not-erased", fault: gone.fault.kind });
        return erased;
      }
      erased += ids.length;
    }
  }
  if (erased > 0) {
    await store.photos.scrub();
    log({ what: "photos-erased", count: erased });
  }
  return erased;
}

interface DuePhoto {
  readonly id: PhotoId;
  readonly because: Erasure;
}

function duePhotos(
  standing: Awaited<ReturnType<StationParts["store"]["photos"]["standing"]>>,
  { clock, settings, photos }: StationParts,
): readonly DuePhoto[] {
  return standing.flatMap((photo) => {
    const because = dueBecause(photo, photos.retention(), clock.now(), settings);
    return because === null ? [] : [{ id: photo.id, because }];
  });
}

const sweepEveryMs = 3_600_000;
/** Not while the first board is drawn. */
const firstSweepMs = 60_000;

/** Erases by itself what is due: a minute after the desk opened, and every hour. */
export function keepSweeping(parts: StationParts): { close(): Promise<void> } {
  let sweeping: Promise<unknown> = Promise.resolve();
  const sweep = () => {
    sweeping = sweeping
      .then(() => sweepPhotos(parts))
      .catch((cause: unknown) => parts.log({ what: "photos-not-swept", cause: String(cause) }));
  };
  const first = setTimeout(sweep, firstSweepMs);
  const timer = setInterval(sweep, sweepEveryMs);
  first.unref();
  timer.unref();
  return {
    async close() {
      clearTimeout(first);
      clearInterval(timer);
      await sweeping;
    },
  };
}
