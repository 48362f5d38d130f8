import { describe, expect, test } from "vitest";
import type { CalendarDay, Instant } from "../../main/core/calendar.ts";
import type { ChipUid } from "../../main/core/card.ts";
import type { CrousZone } from "../../main/core/crous-zone.ts";
import type { StudentId } from "../../main/core/ids.ts";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import { at, escnOf, file, id } from "../support/kept-records.ts";

const later = "2026-09-07T09:00:00.000Z" as Instant;
const profile = { name: "annual", version: 1 };
const masters = [{ name: "guichet", version: 1 }];
const uidOf = (n: number) => `04${String(n).padStart(12, "0")}` as ChipUid;

function zone(n: number, zdc = n): CrousZone {
  return {
    uid: uidOf(n),
    zdc: String(zdc).padStart(15, "0"),
    rid: "77",
    transmitter: "0A",
    mapping: "1",
    pixSs: "1",
    pixNn: "2",
    appl: "A",
    madeOn: "2026-09-01" as CalendarDay,
  };
}

/** A store with two students, and what begins a chip for one of them. */
async function opened(open: () => Promise<RecordStore>) {
  const store = await open();
  for (const n of [1, 2]) {
    await store.students.upsert([{ file: file(`2200000${n}`), freshId: id(n) as StudentId }], true);
  }
  const begin = (uid: number, student = 1, escn = student) =>
    store.chips.begin(
      { uid: uidOf(uid), studentId: id(student) as StudentId, escn: escnOf(escn), profile },
      at,
    );
  return { store, begin };
}

/** What every store keeps of chips. */
export function chipRecordsContract(name: string, open: () => Promise<RecordStore>): void {
  describe(`chips ${name}`, () => {
    test("each chip begun gets the next number, and keeps it when it is taken up again", async () => {
      const { store, begin } = await opened(open);
      expect(await begin(1)).toMatchObject({
        value: { sequence: 1, state: "begun", profile, endedAt: null },
      });
      expect(await begin(2, 2)).toMatchObject({ value: { sequence: 2 } });
      expect(await begin(1)).toMatchObject({ value: { sequence: 1 } });
      await store.close();
    });

    test("a chip begun for one card is never begun for another, nor once it was given up", async () => {
      const { store, begin } = await opened(open);
      await begin(1);
      expect(await begin(1, 2)).toEqual({ ok: false, fault: { kind: "chip-taken" } });
      expect(await begin(1, 1, 9)).toEqual({ ok: false, fault: { kind: "chip-taken" } });
      await store.chips.end(uidOf(1), { spoiled: "keys-unknown" }, later);
      expect(await begin(1)).toEqual({ ok: false, fault: { kind: "chip-given-up" } });
      expect(await store.chips.byUid(uidOf(1))).toMatchObject({
        state: "spoiled",
        spoiledBecause: "keys-unknown",
        endedAt: later,
      });
      await store.close();
    });

    test("chips begun at the same time each have a number of their own", async () => {
      const { store, begin } = await opened(open);
      const begun = await Promise.all([1, 2, 3, 4].map((n) => begin(n, 1, n)));
      const numbers = begun.map((each) => (each.ok ? each.value.sequence : null));
      expect(new Set(numbers).size).toBe(4);
      expect(numbers).not.toContain(null);
      await store.close();
    });

    test("a chip made, and updated since, says when", async () => {
      const { store, begin } = await opened(open);
      await begin(1);
      await store.chips.end(uidOf(1), { masters }, at);
      await store.chips.updated(uidOf(1), masters, later);
      expect(await store.chips.byUid(uidOf(1))).toMatchObject({
        state: "personalised",
        endedAt: at,
        updatedAt: later,
      });
      expect(await store.chips.byUid(uidOf(5))).toBeNull();
      await store.close();
    });

    test("it is known how many cards carry which version of a key, and which moves were never seen to end", async () => {
      const { store, begin } = await opened(open);
      const made = async (n: number, version: number) => {
        await begin(n, 1, n);
        await store.chips.moving(uidOf(n), [{ name: "guichet", version }]);
        await store.chips.end(uidOf(n), { masters: [{ name: "guichet", version }] }, at);
      };
      for (const n of [1, 2, 3]) await made(n, 1);
      await made(4, 2);
      await begin(5, 1, 5);
      await store.chips.moving(uidOf(5), masters);
      await begin(6, 1, 6);
      await store.chips.end(uidOf(6), { spoiled: "keys-unknown" }, at);
      const old = { name: "guichet", version: 1, cards: 3, moving: 0 };
      const present = { name: "guichet", version: 2, cards: 1, moving: 0 };
      expect(await store.chips.carried()).toEqual([old, present]);

      const second = [{ name: "guichet", version: 2 }];
      for (const n of [1, 2, 4]) await store.chips.moving(uidOf(n), second);
      expect(await store.chips.carried()).toEqual([{ ...old, moving: 2 }, present]);
      await store.chips.updated(uidOf(1), second, later);
      expect(await store.chips.carried()).toEqual([
        { ...old, cards: 2, moving: 1 },
        { ...present, cards: 2 },
      ]);
      await store.close();
    });

    test("a finished card whose keys were never kept is counted apart", async () => {
      const { store, begin } = await opened(open);
      await begin(1);
      await store.chips.end(uidOf(1), { masters: [] }, at);
      expect(await store.chips.carried()).toEqual([{ name: "", version: null, cards: 1, moving: 0 }]);
      await store.close();
    });

    test("CROUS zones are found by chip; one known with another partner is left as it was", async () => {
      const { store } = await opened(open);
      expect(await store.chips.addCrousZones([zone(1), zone(2)], false)).toMatchObject({
        value: { added: 2 },
      });
      expect(await store.chips.crousZone(uidOf(1))).toBeNull();
      await store.chips.addCrousZones([zone(1), zone(2)], true);
      expect(await store.chips.crousZone(uidOf(1))).toEqual(zone(1));
      const again = await store.chips.addCrousZones([zone(1), zone(2, 9), zone(3, 2), zone(4)], true);
      expect(again).toEqual({
        ok: true,
        value: { added: 1, changed: 0, unchanged: 1, clashes: [uidOf(2), uidOf(3)] },
      });
      expect(await store.chips.crousZone(uidOf(2))).toEqual(zone(2));
      await store.close();
    });
  });
}
