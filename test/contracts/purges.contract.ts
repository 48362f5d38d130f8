import { describe, expect, test } from "vitest";
import type { CalendarDay } from "../../main/core/calendar.ts";
import type { CardId, VisitId } from "../../main/core/ids.ts";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import { at, day, escnOf, id, openIssue, photo, studentWithCard } from "../support/kept-records.ts";

const tomorrow = "2026-09-08" as CalendarDay;

/** What every store removes once it is over. */
export function purgesContract(name: string, open: () => Promise<RecordStore>): void {
  describe(`what is over, ${name}`, () => {
    test("goes in small steps, never a visit that is being served or has an open issue, nor what is of the day itself", async () => {
      const store = await open();
      const { purges } = store;
      const made = await studentWithCard(store, 1);
      await openIssue(store, 2, await studentWithCard(store, 2));
      const served = await store.visits.byId(made.visit);
      if (served === null) throw new Error("no visit");
      const over = [51, 52].map((n) => ({
        ...served,
        id: id(n) as VisitId,
        state: "done" as const,
        closedAt: at,
      }));
      for (const visit of over) expect(await store.visits.add(visit)).toMatchObject({ ok: true });
      const later = { ...made.card, id: id(53) as CardId, visitId: over[0]?.id ?? null, escn: escnOf(53) };
      expect(
        await store.cards.request(photo(54, made.student), { ...later, photoId: photo(54, made.student).id }),
      ).toMatchObject({
        ok: true,
      });
      expect(await purges.count("visits", tomorrow)).toBe(2);
      expect(await purges.count("visits", day)).toBe(0);
      expect(await purges.drop("visits", day, 10)).toEqual({ ok: true, value: 0 });
      expect(await purges.drop("visits", tomorrow, 1)).toEqual({ ok: true, value: 1 });
      expect(await purges.drop("visits", tomorrow, 10)).toEqual({ ok: true, value: 1 });
      expect(await purges.drop("visits", tomorrow, 1)).toEqual({ ok: true, value: 0 });
      expect((await store.cards.byId(later.id))?.visitId).toBeNull();
      expect((await store.visits.byId(made.visit))?.state).toBe("being-served");
      expect((await store.jobs.open()).length).toBe(1);
      await store.close();
    });

    test("is reported, newest first", async () => {
      const store = await open();
      const report = { at, tookMs: 4, removed: [{ thing: "visits", count: 2 }], stoppedBy: null } as const;
      expect(await store.purges.addReport(report)).toMatchObject({ ok: true });
      expect(await store.purges.reports(5)).toEqual([report]);
      await store.close();
    });
  });
}
