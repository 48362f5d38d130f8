import { type Instant, unixMsOf } from "./calendar.ts";
import type { VisitId } from "./ids.ts";
import type { Passage, PassageEnd, Standing } from "./queue.ts";
import { inTurn, takes } from "./queue-order.ts";
import type { DeskId, QueueDesk, ServiceId } from "./queue-plan.ts";

/** A passage that is over, as the day's times are learnt from it. */
export interface EndedPassage extends Passage {
  readonly endedAt: Instant;
  readonly endedAs: PassageEnd;
}

/** Fewer passages of a service tell nothing of the next one. */
const enough = 5;
/** A desk that called nobody for so long is taken for closed. */
const restMs = 20 * 60_000;

/** What somebody who waits can be told. */
export interface Wait {
  /** Those who will be called before, by any desk that could call this one. */
  readonly ahead: number;
  /** Null: nothing honest can be said yet. */
  readonly waitMs: number | null;
}

/** How long a service takes today: the median, or null until there were enough. A transfer is time at the desk as well. */
export function medianMs(service: ServiceId, ended: readonly EndedPassage[]): number | null {
  const took = ended
    .filter((one) => one.service === service && (one.endedAs === "done" || one.endedAs === "transferred"))
    .map((one) => unixMsOf(one.endedAt) - unixMsOf(one.calledAt))
    .toSorted((a, b) => a - b);
  if (took.length < enough) return null;
  const middle = Math.floor(took.length / 2);
  const [low = 0, high = 0] = [took[Math.ceil(took.length / 2) - 1], took[middle]];
  return (low + high) / 2;
}

/**
 * How long each who waits has still to wait, by playing the day on: every desk that serves today calls whoever is next as soon as it is
 * free, and takes with each as long as that service took today. A desk at a service of unknown length is not counted on.
 */
export function waits(
  desks: readonly QueueDesk[],
  standings: readonly Standing[],
  ended: readonly EndedPassage[],
  nowMs: number,
): ReadonlyMap<VisitId, Wait> {
  const medians = new Map<ServiceId, number | null>();
  const takesMs = (service: ServiceId): number => {
    const known = medians.get(service);
    const found = known === undefined ? medianMs(service, ended) : known;
    medians.set(service, found);
    return found ?? Number.NaN;
  };
  const serving = servingDesks(desks, standings, ended, nowMs).map((desk) => ({
    desk,
    freeMs: freeAtMs(desk.id, standings, takesMs, nowMs),
  }));
  const queue = inTurn(standings);
  const found = new Map<VisitId, Wait>();
  queue.forEach((one, place) => {
    const able = serving.filter(({ desk }) => takes(desk, one));
    const ahead = queue.slice(0, place).filter((other) => isBefore(other, one, desks)).length;
    const free = able
      .filter(({ freeMs }) => !Number.isNaN(freeMs))
      .toSorted((a, b) => a.freeMs - b.freeMs)[0];
    const known = free !== undefined && medianMs(one.turn.service, ended) !== null;
    found.set(one.visit.id, { ahead, waitMs: known ? Math.max(0, free.freeMs - nowMs) : null });
    const next = free ?? able[0];
    if (next !== undefined) next.freeMs += takesMs(one.turn.service);
  });
  return found;
}

/** Desks with somebody now, or who had somebody a moment ago. */
function servingDesks(
  desks: readonly QueueDesk[],
  standings: readonly Standing[],
  ended: readonly EndedPassage[],
  nowMs: number,
): readonly QueueDesk[] {
  const open = new Set<DeskId>(standings.flatMap(({ passage }) => passage?.desk ?? []));
  for (const { desk, endedAt } of ended) if (nowMs - unixMsOf(endedAt) < restMs) open.add(desk);
  return desks.filter(({ id }) => open.has(id));
}

/** When a desk has served whoever is there; at once when they took longer than usual already. */
function freeAtMs(
  desk: DeskId,
  standings: readonly Standing[],
  takesMs: (service: ServiceId) => number,
  nowMs: number,
): number {
  const busyUntil = standings.flatMap(({ passage }) =>
    passage?.desk === desk ? [unixMsOf(passage.calledAt) + takesMs(passage.service)] : [],
  );
  return Math.max(nowMs, ...busyUntil);
}

/** Whether some desk could call one before the other. */
function isBefore(other: Standing, one: Standing, desks: readonly QueueDesk[]): boolean {
  return desks.some((desk) => takes(desk, other) && takes(desk, one));
}
