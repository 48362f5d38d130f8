import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { unixMsOf } from "../../main/core/calendar.ts";
import { usualPeriods } from "../../main/core/retention.ts";
import type { StationParts } from "../../main/station/parts.ts";
import { purge, purgeDue, retentionView } from "../../main/station/purging.ts";
import { clearAway, eligible, filledFolder, givenOut, openDeskOn, signedInWindow } from "./desk-in-hand.ts";

afterAll(clearAway);

const dayMs = 86_400_000;

/** A station whose clock stands somewhere else. */
function at(parts: StationParts, nowMs: number): StationParts {
  return { ...parts, clock: { now: () => nowMs } };
}

function countsOf(counted: readonly { readonly thing: string; readonly count: number }[]) {
  return Object.fromEntries(counted.map(({ thing, count }) => [thing, count]));
}

test("two years on, all that is over goes as it was told: a student with their visit, journal and key; their card stays as void, and the audit whole", async () => {
  const folder = await filledFolder();
  const old = '{"at":"2020-01-01T00:00:00.000Z","what":"started"}';
  await writeFile(join(folder, "guichet.log"), `${old}\n`);
  const desk = await openDeskOn(folder);
  const { parts } = desk.station;
  const student = await eligible(desk, 0);
  const visit = await givenOut(desk, student);
  const window = await signedInWindow(desk);
  expect(countsOf((await window.retention.look()).tonight)).toMatchObject({ visits: 0, students: 0, log: 1 });

  const later = at(parts, parts.clock.now() + 800 * dayMs);
  const told = countsOf((await retentionView(later)).tonight);
  expect(told).toMatchObject({ journals: 1, log: expect.any(Number) });
  expect(told["visits"]).toBeGreaterThan(0);
  expect(told["students"]).toBeGreaterThan(1);
  const report = await purge(later);
  expect(report.stoppedBy).toBeNull();
  const gone = countsOf(report.removed);
  expect(gone).toMatchObject({ visits: told["visits"], journals: 1, students: told["students"] });
  expect(await parts.store.persons.of(student.id)).toBeNull();
  expect(await parts.store.visits.byId(visit)).toBeNull();
  const [card] = await parts.store.cards.ofVisit(visit);
  expect(card).toBeUndefined();
  expect(await parts.store.cards.liveOf(student.id)).toBeNull();
  expect((await parts.store.cards.lastLiveOf(student.id))?.state).toBe("CADUC");
  expect(await window.audit.verify()).toMatchObject({ findings: [] });
  expect(await readFile(join(folder, "guichet.log"), "utf8")).not.toContain(old);

  const view = await retentionView(later);
  expect(view.reports[0]).toEqual(report);
  expect(view.tonight.every(({ count }) => count === 0)).toBe(true);
  const entry = (
    await window.audit.look({
      act: "retention.purge",
      from: null,
      until: null,
      by: null,
      student: null,
      beforeSeq: null,
    })
  )[0];
  expect(entry?.facts?.after).toEqual(gone);
});

test("a purge is due once a night from three o’clock on, also after a night the desk was off; a doubtful clock holds it", async () => {
  const desk = await openDeskOn(await filledFolder());
  const { parts } = desk.station;
  const tomorrow = `${new Date(parts.clock.now() + dayMs).toISOString().slice(0, 10)}T`;
  const clockAt = (time: string) => at(parts, Date.parse(`${tomorrow}${time}Z`));
  expect(await purgeDue(clockAt("00:30:00"))).toBe(false);
  const night = clockAt("04:00:00");
  expect(await purgeDue(night)).toBe(true);
  const { at: done } = await purge(night);
  expect(await purgeDue(clockAt("05:00:00"))).toBe(false);
  const after = (days: number) => at(parts, unixMsOf(done) + days * dayMs);
  expect(await purgeDue(after(3))).toBe(true);
  expect(await purgeDue(after(121))).toBe(false);
  expect((await retentionView(after(121))).held).toBe("long-pause");
  await purge(after(121));
  expect(await purgeDue(after(122))).toBe(true);
  // The audit keeps the time of the real clock: a day before it, this one went back.
  const back = at(parts, parts.clock.now() - dayMs);
  expect((await retentionView(back)).held).toBe("clock-behind");
  expect(await purgeDue(back)).toBe(false);
});

test("other periods hold at once and at the next start, with those before kept; one out of its range is refused", async () => {
  const folder = await filledFolder();
  const desk = await openDeskOn(folder);
  const window = await signedInWindow(desk);
  const periods = { ...usualPeriods, tickets: 30 };
  expect((await window.retention.choose(periods)).periods).toEqual(periods);
  await expect(window.retention.choose({ ...periods, journals: 100 })).rejects.toThrow();
  expect(JSON.parse(await readFile(join(folder, "settings.json"), "utf8"))).toMatchObject({
    retention: periods,
  });
});
