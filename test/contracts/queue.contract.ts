import { describe, expect, test } from "vitest";
import type { StudentId, VisitId } from "../../main/core/ids.ts";
import type { KeptChange } from "../../main/core/ports/queue-records.ts";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import { deskId, queuePlan } from "../../main/core/queue-plan.ts";
import { at, day, file, id } from "../support/kept-records.ts";
import { cards } from "../support/queue.ts";

const turn = { service: cards, forDesk: null, parkedAt: null };

/** Somebody who comes without appointment; `n` tells them apart. */
function stranger(n: number): KeptChange {
  const visitId = id(n + 500) as VisitId;
  return {
    visitId,
    adds: {
      id: visitId,
      studentId: id(n) as StudentId,
      day,
      state: "expected",
      appointmentId: null,
      dueAt: null,
      arrivedAt: null,
      servedAt: null,
      closedAt: null,
      identitySeen: null,
      identitySeenAt: null,
      rulesReadAt: null,
      overrides: [],
    },
    from: "expected",
    to: "arrived",
    times: { arrivedAt: at, servedAt: null, closedAt: null },
    turn,
    passage: null,
    ticketLetter: "A",
  };
}

/** A call of theirs to a desk. */
function callTo(desk: string, n: number): KeptChange {
  return {
    visitId: id(n + 500) as VisitId,
    from: "arrived",
    to: "being-served",
    times: { arrivedAt: at, servedAt: at, closedAt: null },
    turn,
    passage: { do: "begin", desk: deskId.parse(desk), by: "desk", at },
    ticketLetter: "A",
  };
}

async function withStudents(store: RecordStore, count: number): Promise<void> {
  const files = Array.from({ length: count }, (_, n) => ({
    file: file(`2200000${n + 1}`),
    freshId: id(n + 1) as StudentId,
  }));
  await store.students.upsert(files, true);
}

/** What every store must do for a queue. */
export function queueContract(name: string, fresh: () => Promise<RecordStore>): void {
  describe(`the queue ${name}`, () => {
    test("tickets given at once each have a number of their own, kept for the day and never given again", async () => {
      const store = await fresh();
      await withStudents(store, 6);
      const all = await Promise.all([1, 2, 3, 4, 5].map((n) => store.queue.keep(stranger(n))));
      expect(all.every(({ ok }) => ok)).toBe(true);
      const numbers = (await store.queue.ofDay(day)).map(({ ticket }) => ticket?.number ?? 0);
      expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
      const before = await store.queue.of(id(501) as VisitId);
      const expected = { from: "arrived", to: "expected", ticketLetter: null } as const;
      const { adds, ...arrives } = stranger(1);
      expect(adds).toBeDefined();
      await store.queue.keep({ ...arrives, ...expected });
      await store.queue.keep(arrives);
      expect((await store.queue.of(id(501) as VisitId))?.ticket).toEqual(before?.ticket);
      await store.queue.keep(stranger(6));
      expect((await store.queue.of(id(506) as VisitId))?.ticket).toEqual({ letter: "A", number: 6 });
      expect(await store.queue.byTicket(day, { letter: "A", number: 6 })).toBe(id(506));
      expect(await store.queue.byTicket(day, { letter: "B", number: 6 })).toBeNull();
      await store.close();
    });

    test("of two desks that call one visit at once, one has it; nothing of the other is kept", async () => {
      const store = await fresh();
      await withStudents(store, 1);
      await store.queue.keep(stranger(1));
      const both = await Promise.all([
        store.queue.keep(callTo("desk-1", 1)),
        store.queue.keep(callTo("desk-2", 1)),
      ]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
      expect(both.find(({ ok }) => !ok)).toMatchObject({ fault: { kind: "refused" } });
      const winner = both[0].ok ? "desk-1" : "desk-2";
      expect((await store.queue.of(id(501) as VisitId))?.passage).toMatchObject({ desk: winner, number: 1 });
      expect(await store.queue.endedOf(day)).toEqual([]);
      await store.close();
    });

    test("even told that the visit still waits, the database lets nobody be at two desks", async () => {
      const store = await fresh();
      await withStudents(store, 1);
      await store.queue.keep(stranger(1));
      await store.queue.keep(callTo("desk-1", 1));
      const again = { ...callTo("desk-2", 1), from: "being-served" as const };
      expect(await store.queue.keep(again)).toMatchObject({ fault: { kind: "refused" } });
      expect((await store.queue.of(id(501) as VisitId))?.passage?.desk).toBe("desk-1");
      await store.close();
    });

    test("a passage counts its calls, ends with how and when, and goes on when it was ended by mistake", async () => {
      const store = await fresh();
      await withStudents(store, 1);
      await store.queue.keep(stranger(1));
      await store.queue.keep(callTo("desk-1", 1));
      const at1 = { ...callTo("desk-1", 1), from: "being-served" as const };
      await store.queue.keep({ ...at1, passage: { do: "call-again", at } });
      const over = { ...at1, to: "done", passage: { do: "end", as: "done", at } } as const;
      await store.queue.keep(over);
      expect(await store.queue.endedOf(day)).toMatchObject([
        { calls: 2, desk: "desk-1", endedAs: "done", endedAt: at, service: "card" },
      ]);
      const back = { ...over, from: "done", to: "being-served" } as const;
      await store.queue.keep({ ...back, passage: { do: "resume", number: 1 } });
      expect((await store.queue.of(id(501) as VisitId))?.passage?.number).toBe(1);
      expect(await store.queue.endedOf(day)).toEqual([]);
      await store.queue.keep(over);
      await store.queue.keep({
        ...back,
        passage: { do: "begin", desk: deskId.parse("desk-2"), by: "x", at },
      });
      expect((await store.queue.of(id(501) as VisitId))?.passage).toMatchObject({
        number: 2,
        desk: "desk-2",
      });
      await store.close();
    });

    test("whatever is moved on the board, another station can tell that something was", async () => {
      const store = await fresh();
      await withStudents(store, 2);
      const atDesk = { ...callTo("desk-1", 1), from: "being-served" as const };
      const { adds, ...second } = stranger(2);
      expect(adds).toBeDefined();
      const waits = { ...second, from: "arrived" as const };
      const steps: readonly KeptChange[] = [
        stranger(1),
        callTo("desk-1", 1),
        { ...atDesk, passage: { do: "call-again", at } },
        { ...atDesk, to: "done", passage: { do: "end", as: "done", at } },
        { ...atDesk, from: "done", passage: { do: "resume", number: 1 } },
        stranger(2),
        { ...waits, turn: { ...turn, parkedAt: at } },
        waits,
      ];
      const marks = [await store.queue.mark(day)];
      for (const step of steps) {
        expect(await store.queue.keep(step)).toMatchObject({ ok: true });
        const mark = await store.queue.mark(day);
        expect(mark).not.toBe(marks.at(-1));
        expect(await store.queue.mark(day)).toBe(mark);
        marks.push(mark);
      }
      await store.close();
    });

    test("of two who change the services and desks at once, the second is told", async () => {
      const store = await fresh();
      const plan = queuePlan.parse({
        services: [{ id: "card", letter: "A", name: { fr: "Carte", en: "Card" }, motives: [] }],
        desks: [{ id: "desk-1", name: "Guichet 1", services: ["card"] }],
        chime: false,
      });
      expect(await store.queue.plan()).toBeNull();
      expect(await store.queue.keepPlan(plan, 0)).toEqual({ ok: true, value: true });
      expect(await store.queue.keepPlan(plan, 0)).toEqual({ ok: true, value: false });
      expect(await store.queue.keepPlan({ ...plan, chime: true }, 1)).toEqual({ ok: true, value: true });
      expect(await store.queue.keepPlan(plan, 1)).toEqual({ ok: true, value: false });
      expect(await store.queue.plan()).toEqual({ version: 2, plan: { ...plan, chime: true } });
      await store.close();
    });
  });
}
