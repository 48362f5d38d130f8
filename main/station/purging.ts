import { setImmediate } from "node:timers/promises";
import type { RetentionView } from "../contract/retention.ts";
import { dayIn, instantOf, startOfDay, unixMsOf } from "../core/calendar.ts";
import type { StudentId } from "../core/ids.ts";
import type { StoreFault } from "../core/ports/record-store.ts";
import type { Result } from "../core/result.ts";
import { dayBefore, enrolmentsGoneBefore, type PurgeReport } from "../core/retention.ts";
import { clockBehind } from "./clock-behind.ts";
import type { StationParts } from "./parts.ts";
import { hindrancesOf } from "./persons.ts";
import { keptPhotos, sweepPhotos } from "./photo-keeping.ts";
import { now, today } from "./today.ts";

/** Removed at once: a desk at work waits no longer than for a step of its own. */
const batch = 100;
/** Three in the morning: nobody is served, and no import runs yet. */
const purgeHourMs = 3 * 3_600_000;
/** A desk that was off all summer, or a clock set wrong by months: a person looks first. */
const longPauseMs = 120 * 86_400_000;
const reportsShown = 30;

type Counted = PurgeReport["removed"][number];

/** The periods, what the next purge removes, and what the ones before did. */
export async function retentionView(parts: StationParts): Promise<RetentionView> {
  const { store, retention, photos } = parts;
  const before = limits(parts);
  const tonight: Counted[] = [];
  for (const thing of ["tickets", "journals", "visits"] as const) {
    tonight.push({ thing, count: await store.purges.count(thing, before[thing]) });
  }
  tonight.push({ thing: "students", count: await eachGone(parts, () => Promise.resolve(true)) });
  tonight.push({ thing: "photos", count: (await keptPhotos(parts)).due });
  tonight.push({ thing: "log", count: await retention.oldLogLines(before.log) });
  return {
    periods: retention.periods(),
    photos: photos.retention(),
    tonight,
    held: await heldBy(parts),
    reports: await store.purges.reports(reportsShown),
  };
}

/** Removes what is over, in small steps between which the desk goes on, and keeps a report. A step that can not be kept ends it: the next night goes on there. */
export async function purge(parts: StationParts): Promise<PurgeReport> {
  const { store, retention, uptimeMs, audit, log } = parts;
  const at = now(parts);
  const began = uptimeMs();
  const before = limits(parts);
  const removed: Counted[] = [];
  let stoppedBy: PurgeReport["stoppedBy"] = null;
  for (const thing of ["tickets", "journals", "visits"] as const) {
    let count = 0;
    while (stoppedBy === null) {
      const dropped: Result<number, StoreFault> = await store.purges.drop(thing, before[thing], batch);
      if (!dropped.ok) stoppedBy = dropped.fault.kind;
      else if (dropped.value === 0) break;
      else count += dropped.value;
      await setImmediate();
    }
    removed.push({ thing, count });
  }
  if (stoppedBy === null) {
    const count = await eachGone(parts, async (student) => {
      const fault = await removeStudent(student, parts);
      if (fault?.kind === "disk-full") stoppedBy = fault.kind;
      return fault === null;
    });
    removed.push({ thing: "students", count });
    removed.push({ thing: "photos", count: await sweepPhotos(parts) });
    removed.push({ thing: "log", count: await retention.dropLogLines(before.log) });
  }
  if (removed.some(({ count }) => count > 0)) await store.photos.scrub();
  const report: PurgeReport = { at, tookMs: Math.round(uptimeMs() - began), removed, stoppedBy };
  const kept = await store.purges.addReport(report);
  if (!kept.ok) log({ what: "purge-not-reported", fault: kept.fault.kind });
  const told = await audit.append({
    act: "retention.purge",
    subject: null,
    outcome: stoppedBy === null ? "done" : "failed",
    facts: {
      ...(stoppedBy === null ? {} : { reason: stoppedBy }),
      after: Object.fromEntries(removed.map(({ thing, count }) => [thing, count])),
    },
  });
  if (!told.ok) log({ what: "act-not-audited", act: "retention.purge", fault: told.fault.kind });
  return report;
}

/** Whether this night's purge is still to be done; also the morning after, where the desk was off. */
export async function purgeDue(parts: StationParts): Promise<boolean> {
  const { store, clock, settings } = parts;
  const tonight = unixMsOf(startOfDay(settings.zone, today(parts))) + purgeHourMs;
  const [last] = await store.purges.reports(1);
  if (clock.now() < tonight || (await heldBy(parts)) !== null) return false;
  return last === undefined || dayIn(settings.zone, unixMsOf(last.at)) < today(parts);
}

/** Purges each night. Nothing is removed in the first minutes: the desk opens. */
export function keepPurging(parts: StationParts): { close(): Promise<void> } {
  const { log } = parts;
  const lookEveryMs = 300_000;
  const look = async () => ((await purgeDue(parts)) ? purge(parts) : null);
  let looking: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look).catch((cause: unknown) => log({ what: "not-purged", cause: String(cause) }));
  }, lookEveryMs);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}

function limits(parts: StationParts) {
  const { retention, settings } = parts;
  const periods = retention.periods();
  const day = today(parts);
  return {
    tickets: dayBefore(day, periods.tickets),
    journals: dayBefore(day, periods.journals),
    visits: dayBefore(day, periods.visits),
    students: enrolmentsGoneBefore(day, periods.students, settings.yearTurn),
    log: instantOf(Date.parse(`${dayBefore(day, periods.log)}T00:00:00.000Z`)),
  };
}

/** What makes the clock doubtful. Removing is the one thing that can not be taken back. */
async function heldBy(parts: StationParts): Promise<RetentionView["held"]> {
  if ((await clockBehind(parts)) !== null) return "clock-behind";
  const [last] = await parts.store.purges.reports(1);
  return last !== undefined && parts.clock.now() - unixMsOf(last.at) > longPauseMs ? "long-pause" : null;
}

/** Does something for each student who is gone and whom nothing but a card keeps; gives for how many it was done. */
async function eachGone(parts: StationParts, act: (student: StudentId) => Promise<boolean>): Promise<number> {
  const { store } = parts;
  const before = limits(parts).students;
  let done = 0;
  let last: StudentId | null = null;
  for (;;) {
    const some: readonly StudentId[] = await store.purges.gone(before, last, batch);
    for (const student of some) {
      last = student;
      const kept = await store.persons.of(student);
      if (kept === null) continue;
      const hindrances = await hindrancesOf(student, kept, parts);
      if (hindrances.every((each) => each === "live-card") && (await act(student))) done += 1;
      await setImmediate();
    }
    if (some.length < batch) return done;
  }
}

/** Their card is caduc since their rights ended; then they are erased as somebody who asked to be. */
async function removeStudent(
  student: StudentId,
  { store, audit, acting, randomness, clock }: StationParts,
): Promise<StoreFault | null> {
  const at = now({ clock });
  const live = await store.cards.liveOf(student);
  if (live !== null) {
    const move = { card: live.id, from: live.state, to: "CADUC", because: "rights-ended" } as const;
    const line = {
      id: randomness.uuid(),
      what: "card-cancelled",
      of: live.escn,
      words: "",
      by: acting.now(),
      at,
    } as const;
    const moved = await store.persons.moveCard(student, move, line);
    if (!moved.ok) return moved.fault;
  }
  const erased = await store.persons.erase(student, at);
  if (!erased.ok) return erased.fault;
  await audit.forget(student);
  return null;
}
