import { describe, expect, test } from "vitest";
import type { AcademicYear, Instant } from "../../main/core/calendar.ts";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import type { StickerOrder } from "../../main/core/ports/sticker-records.ts";
import type { StickerState } from "../../main/core/sticker.ts";
import { at, studentWithCard } from "../support/kept-records.ts";

const later = "2026-09-07T09:00:00.000Z" as Instant;
const year = "2026-2027" as AcademicYear;
const nextYear = "2027-2028" as AcademicYear;
const spoiled = { because: "spoiled", note: "" } as const;

/** A store with three students who were given a card, and what begins and moves their stickers. */
async function opened(open: () => Promise<RecordStore>) {
  const store = await open();
  const students = [1, 2, 3].map((n) => studentWithCard(store, n));
  const cards = (await Promise.all(students)).map(({ card }) => card);
  const order = (n: number): StickerOrder => {
    const card = cards[n - 1];
    if (card === undefined) throw new Error(`no student ${n}`);
    return { card, year, desk: 1, again: null };
  };
  return {
    store,
    order,
    begin: (n: number, more: Partial<StickerOrder> = {}) =>
      store.stickers.begin({ ...order(n), ...more }, at),
    move: (serialNumber: string, from: StickerState, to: StickerState) =>
      store.stickers.move(
        { serialNumber, from, to, because: to === "void" ? "did-not-come-out" : null },
        later,
      ),
    numbersOf: async (n: number) =>
      (await store.stickers.ofStudent(order(n).card.studentId, year)).map(
        ({ serialNumber, state }) => `${serialNumber} ${state}`,
      ),
  };
}

/** What every store keeps of yearly stickers. */
export function stickersContract(name: string, open: () => Promise<RecordStore>): void {
  describe(`yearly stickers ${name}`, () => {
    test("each gets the next number of its desk and year, kept before anything is printed", async () => {
      const { store, begin, order } = await opened(open);
      expect(await begin(1)).toMatchObject({ value: { serialNumber: "26-001-000001", state: "sent" } });
      expect(await begin(2)).toMatchObject({ value: { serialNumber: "26-001-000002" } });
      expect(await begin(3, { desk: 2 })).toMatchObject({ value: { serialNumber: "26-002-000001" } });
      expect(await begin(1, { year: nextYear })).toMatchObject({ value: { serialNumber: "27-001-000001" } });
      expect(await store.stickers.ofStudent(order(1).card.studentId, year)).toEqual([
        {
          serialNumber: "26-001-000001",
          academicYear: year,
          cardId: order(1).card.id,
          studentId: order(1).card.studentId,
          state: "sent",
          sentAt: at,
          movedAt: at,
          voidBecause: null,
          voidNote: null,
          replaces: null,
        },
      ]);
      await store.close();
    });

    test("windows that ask at once get numbers of their own, and one student gets one", async () => {
      const { store, begin } = await opened(open);
      const asked = await Promise.all([begin(1), begin(2), begin(3), begin(1)]);
      const given = asked.flatMap((each) => (each.ok ? each.value.serialNumber : []));
      expect(given.toSorted()).toEqual(["26-001-000001", "26-001-000002", "26-001-000003"]);
      expect(asked.filter((each) => !each.ok)).toMatchObject([
        { fault: { kind: "refused", rule: "sticker_one_a_year" } },
      ]);
      await store.close();
    });

    test("a student gets another in the same year only with a reason, and the number before is given up", async () => {
      const { store, begin, move, numbersOf, order } = await opened(open);
      await begin(1);
      expect((await begin(1, { again: spoiled })).ok, "nobody knows yet whether it came out").toBe(false);
      await move("26-001-000001", "sent", "taken");
      expect((await begin(1)).ok).toBe(false);
      expect(await begin(1, { again: { because: "other", note: "faded" } })).toMatchObject({
        value: { serialNumber: "26-001-000002", replaces: "26-001-000001" },
      });
      expect(await numbersOf(1)).toEqual(["26-001-000001 void", "26-001-000002 sent"]);
      expect((await store.stickers.ofStudent(order(1).card.studentId, year))[0]).toMatchObject({
        voidBecause: "other",
        voidNote: "faded",
      });
      await store.close();
    });

    test("a number nothing was sent for is taken up again; one that may have come out never is", async () => {
      const { store, begin, move, numbersOf } = await opened(open);
      await begin(1);
      expect(await move("26-001-000001", "sent", "unsent")).toEqual({ ok: true, value: true });
      expect(await begin(1)).toMatchObject({ value: { serialNumber: "26-001-000001", state: "sent" } });
      await move("26-001-000001", "sent", "void");
      expect(await begin(1)).toMatchObject({ value: { serialNumber: "26-001-000002", replaces: null } });
      expect(await numbersOf(1)).toEqual(["26-001-000001 void", "26-001-000002 sent"]);
      await store.close();
    });

    test("a sticker moves once: whoever comes second is told", async () => {
      const { store, begin, move } = await opened(open);
      await begin(1);
      expect(await move("26-001-000001", "sent", "out")).toEqual({ ok: true, value: true });
      expect(await move("26-001-000001", "sent", "void")).toEqual({ ok: true, value: false });
      await store.close();
    });

    test("what a crash left open is found again, of this desk and year alone", async () => {
      const { store, begin, move } = await opened(open);
      await begin(1);
      await begin(2, { desk: 2 });
      await begin(3);
      expect((await store.stickers.open(1, year)).map(({ serialNumber }) => serialNumber)).toEqual([
        "26-001-000001",
        "26-001-000002",
      ]);
      await move("26-001-000001", "sent", "out");
      await move("26-001-000002", "sent", "taken");
      expect(await store.stickers.open(1, year)).toMatchObject([{ state: "out", movedAt: later }]);
      expect(await store.stickers.open(1, nextYear)).toEqual([]);
      await store.close();
    });
  });
}
