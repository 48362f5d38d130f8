import { describe, expect, test } from "vitest";
import type { Instant } from "../../main/core/calendar.ts";
import type { ChipUid } from "../../main/core/card.ts";
import type { AppointmentId, CardId, StudentId, VisitId } from "../../main/core/ids.ts";
import type { PhotoDecision } from "../../main/core/photo/decision.ts";
import type { AppointmentFile } from "../../main/core/ports/file-import.ts";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import { serviceId } from "../../main/core/queue-plan.ts";
import {
  at,
  card,
  day,
  escnOf,
  file,
  id,
  openIssue,
  photo,
  studentWithCard,
} from "../support/kept-records.ts";

/** An appointment of student 1 as an agenda tells it; `n` numbers what it becomes. */
function told(key: string, n: number, startsAt = "2026-09-07T07:00:00.000Z") {
  const agenda: AppointmentFile = {
    key,
    student: { by: "number", text: "22000001" },
    day,
    startsAt: startsAt as Instant,
    endsAt: null,
    reason: `as ${key} has it`,
  };
  const freshIds = { appointment: id(n) as AppointmentId, visit: id(n + 10) as VisitId };
  return { file: agenda, student: id(1) as StudentId, freshIds };
}

/** What every store must do, whatever database is under it. */
export function recordStoreContract(name: string, fresh: () => Promise<RecordStore>): void {
  describe(name, () => {
    test("importing the same students twice changes nothing", async () => {
      const store = await fresh();
      const files = [1, 2, 3].map((n) => ({ file: file(`2200000${n}`), freshId: id(n) as StudentId }));
      expect(await store.students.upsert(files, true)).toEqual({
        ok: true,
        value: { added: 3, changed: 0, unchanged: 0 },
      });
      expect(await store.students.upsert(files, true)).toEqual({
        ok: true,
        value: { added: 0, changed: 0, unchanged: 3 },
      });
      const renamed = { file: file("22000002", { usageFirstName: "Noé" }), freshId: id(9) as StudentId };
      expect(await store.students.upsert([renamed], true)).toEqual({
        ok: true,
        value: { added: 0, changed: 1, unchanged: 0 },
      });
      expect(await store.students.byNumber("22000002")).toMatchObject({ id: id(2), usageFirstName: "Noé" });
      await store.close();
    });

    test("a rehearsed import says what it would do and keeps nothing", async () => {
      const store = await fresh();
      const one = [{ file: file("22000001"), freshId: id(1) as StudentId }];
      expect(await store.students.upsert(one, false)).toEqual({
        ok: true,
        value: { added: 1, changed: 0, unchanged: 0 },
      });
      expect(await store.students.count()).toBe(0);
      await store.close();
    });

    test("an appointment that comes again moves its visit while nobody has arrived, and not after", async () => {
      const store = await fresh();
      await store.students.upsert([{ file: file("22000001"), freshId: id(1) as StudentId }], true);
      expect(
        await store.visits.upsertAppointments([told("a@agenda", 50, "2026-09-07T07:00:00.000Z")], true),
      ).toMatchObject({ ok: true, value: { added: 1 } });
      expect(
        await store.visits.upsertAppointments([told("a@agenda", 50, "2026-09-07T07:00:00.000Z")], true),
      ).toMatchObject({ ok: true, value: { unchanged: 1 } });
      expect(
        await store.visits.upsertAppointments([told("a@agenda", 50, "2026-09-07T07:30:00.000Z")], true),
      ).toMatchObject({ ok: true, value: { changed: 1 } });
      expect((await store.visits.ofDay(day))[0]?.visit.dueAt).toBe("2026-09-07T07:30:00.000Z");
      await store.queue.keep({
        visitId: id(60) as VisitId,
        from: "expected",
        to: "arrived",
        times: { arrivedAt: at, servedAt: null, closedAt: null },
        turn: { service: serviceId.parse("card"), forDesk: null, parkedAt: null },
        passage: null,
        ticketLetter: null,
      });
      await store.visits.upsertAppointments([told("a@agenda", 50, "2026-09-07T09:00:00.000Z")], true);
      expect((await store.visits.ofDay(day))[0]?.visit.dueAt).toBe("2026-09-07T07:30:00.000Z");
      await store.close();
    });

    test("the same appointment from another agenda, under another key, is one visit and not two", async () => {
      const store = await fresh();
      await store.students.upsert([{ file: file("22000001"), freshId: id(1) as StudentId }], true);
      const twice = [told("uid@calendar", 50), told("row of a table", 51)];
      expect(await store.visits.upsertAppointments(twice, true)).toEqual({
        ok: true,
        value: {
          added: 1,
          changed: 0,
          unchanged: 1,
        },
      });
      expect(await store.visits.upsertAppointments(twice.toReversed(), true)).toEqual({
        ok: true,
        value: {
          added: 0,
          changed: 0,
          unchanged: 2,
        },
      });
      const later = told("row of a table", 52, "2026-09-07T09:00:00.000Z");
      expect(await store.visits.upsertAppointments([later], true)).toMatchObject({
        ok: true,
        value: { added: 1 },
      });
      expect(await store.visits.ofDay(day)).toHaveLength(2);
      await store.close();
    });

    test("a photo comes back byte for byte, and its student is known to have one", async () => {
      const store = await fresh();
      const held = await studentWithCard(store, 1);
      expect(Array.from((await store.cards.lastPhotoOf(held.student))?.jpeg ?? [])).toEqual([
        0xff, 0xd8, 201,
      ]);
      expect(await store.students.byId(held.student)).toMatchObject({ hasPhoto: true });
      await store.close();
    });

    test("asking again with another picture cancels the card that was only asked for, and keeps what was decided about that picture", async () => {
      const store = await fresh();
      const held = await studentWithCard(store, 1);
      const again = photo(250, held.student);
      const decision: PhotoDecision = {
        at,
        profile: "commun",
        version: 3,
        checks: ["blur", "background"],
        reason: "best-possible",
        decidedBy: "an operator",
      };
      await store.cards.request(again, card(350, held.student, held.visit, again.id), decision);
      const cards = await store.cards.ofVisit(held.visit);
      expect(cards.map((each) => each.state)).toEqual(["CANCELED", "NEW"]);
      expect(await store.photos.decisionsOf(again.id)).toEqual([decision]);
      await store.close();
    });

    test("a student never has two live cards: the database refuses, and the refused step leaves nothing", async () => {
      const store = await fresh();
      const held = await studentWithCard(store, 1);
      const live = card(390, held.student, null, held.card.photoId, { state: "ENABLED", enabledAt: at });
      await store.cards.request(photo(201, held.student), live);
      const { job, state } = await openIssue(store, 1, held);
      const refused = await store.jobs.commit(job, {
        at,
        ended: { number: 1, tookMs: 5, ended: "done", fault: null },
        state: { ...state, act: 2 },
        open: false,
        records: [
          { do: "move-card", card: held.card.id, to: "IN_ENCODE" },
          { do: "move-card", card: held.card.id, to: "ENCODED" },
          { do: "move-card", card: held.card.id, to: "ENABLED" },
        ],
        intent: null,
      });
      expect(refused).toMatchObject({ ok: false, fault: { kind: "refused" } });
      expect(await store.cards.byId(held.card.id)).toMatchObject({ state: "REQUEST_CHECKED" });
      expect(await store.jobs.byId(job)).toMatchObject({ open: true, state: { act: 1 } });
      expect(await store.jobs.journalOf(job)).toMatchObject([{ number: 1, ended: null }]);
      await store.close();
    });

    test("a chip is never on two cards", async () => {
      const store = await fresh();
      const [first, second] = [await studentWithCard(store, 1), await studentWithCard(store, 2)];
      const uid = "04782E21801D80" as ChipUid;
      for (const [held, n, ok] of [
        [first, 1, true],
        [second, 2, false],
      ] as const) {
        const { job, state } = await openIssue(store, n, held);
        const bound = await store.jobs.commit(job, {
          at,
          ended: null,
          state,
          open: true,
          records: [{ do: "bind-chip", card: held.card.id, uid }],
          intent: { act: "encode", number: 2 },
        });
        expect(bound.ok).toBe(ok);
      }
      expect(await store.cards.byUid(uid)).toMatchObject({ id: first.card.id });
      await store.close();
    });

    test("a student has one issue under way at most", async () => {
      const store = await fresh();
      const held = await studentWithCard(store, 1);
      expect((await openIssue(store, 1, held)).added.ok).toBe(true);
      expect((await openIssue(store, 2, held)).added).toMatchObject({
        ok: false,
        fault: { kind: "refused" },
      });
      await store.close();
    });

    test("an issue that is over is closed, its journal tells how each act ended, and the student may have another", async () => {
      const store = await fresh();
      const held = await studentWithCard(store, 1);
      const { job, state } = await openIssue(store, 1, held);
      const kept = await store.jobs.commit(job, {
        at,
        ended: { number: 1, tookMs: 5, ended: "failed", fault: "offline" },
        state: { ...state, act: 2 },
        open: false,
        records: [],
        intent: null,
      });
      expect(kept.ok).toBe(true);
      expect(await store.jobs.byId(job)).toMatchObject({ open: false, state: { act: 2 } });
      expect(await store.jobs.journalOf(job)).toMatchObject([
        { act: "look-at-printer", number: 1, startedAt: at, tookMs: 5, ended: "failed", fault: "offline" },
      ]);
      expect((await openIssue(store, 2, held)).added.ok).toBe(true);
      await store.close();
    });

    test("a spoiled card ends destroyed, and the one that takes its place keeps its photo and student", async () => {
      const store = await fresh();
      const held = await studentWithCard(store, 1);
      const { job, state } = await openIssue(store, 1, held);
      const replaced = await store.jobs.commit(job, {
        at,
        ended: null,
        state,
        open: true,
        records: [
          { do: "bind-chip", card: held.card.id, uid: "04782E21801D80" as ChipUid },
          { do: "end-card", card: held.card.id, to: "DESTROYED", reason: "print-failed" },
          {
            do: "add-card",
            card: id(777) as CardId,
            like: held.card.id,
            escn: escnOf(777),
            template: "student-front@7",
            layersSha256: "1".repeat(64),
          },
        ],
        intent: null,
      });
      expect(replaced.ok).toBe(true);
      const cards = await store.cards.ofVisit(held.visit);
      expect(cards).toMatchObject([
        { state: "DESTROYED", endedBecause: "print-failed" },
        {
          state: "REQUEST_CHECKED",
          uid: null,
          template: "student-front@7",
          photoId: held.card.photoId,
          studentId: held.student,
        },
      ]);
      await store.close();
    });

    test("a move that the life of a card does not know is a bug, and keeps nothing", async () => {
      const store = await fresh();
      const held = await studentWithCard(store, 1);
      const { job, state } = await openIssue(store, 1, held);
      const commit = { at, ended: null, state, open: false, intent: null } as const;
      await expect(
        store.jobs.commit(job, {
          ...commit,
          records: [{ do: "move-card", card: held.card.id, to: "ENABLED" }],
        }),
      ).rejects.toThrow("may not go");
      expect(await store.jobs.byId(job)).toMatchObject({ open: true });
      await store.close();
    });

    test("the ledger of choices keeps every line in the order it was entered", async () => {
      const store = await fresh();
      const held = await studentWithCard(store, 1);
      for (const [n, answer] of [
        [1, "yes"],
        [2, "no"],
        [3, "yes"],
      ] as const) {
        await store.choices.enter({
          id: id(500 + n),
          studentId: held.student,
          subject: "crous",
          answer,
          textVersion: "2026-1",
          textSha256: "a".repeat(64),
          language: "fr",
          by: "Guichet 1",
          channel: "desk",
          guardianConsent: false,
          at,
        });
      }
      const ledger = await store.choices.ledgerOf(held.student);
      expect(ledger.map((entry) => entry.answer)).toEqual(["yes", "no", "yes"]);
      await store.close();
    });
  });
}
