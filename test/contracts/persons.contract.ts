import { describe, expect, test } from "vitest";
import type { ChipUid } from "../../main/core/card.ts";
import type { PhotoId, StudentId } from "../../main/core/ids.ts";
import type { CareAct, CareLine } from "../../main/core/ports/person-records.ts";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import { readSearch } from "../../main/core/search-text.ts";
import { withCorrection } from "../../main/core/student-care.ts";
import { at, day, file, id, openIssue, photo, studentWithCard } from "../support/kept-records.ts";

function line(n: number, what: CareAct, of: string | null): CareLine {
  return { id: id(600 + n), what, of, words: "acte de naissance vu", by: "somebody", at };
}

function correct(store: RecordStore, student: StudentId) {
  const made = { field: "civilLastName", value: "Le Bihan", reason: "vu", by: "somebody", at } as const;
  return store.persons.change(
    student,
    (told, care) => withCorrection(told, care, made),
    line(1, "corrected", "civilLastName"),
  );
}

async function found(store: RecordStore, typed: string): Promise<number> {
  return (await store.students.search(readSearch(typed), day, 10)).length;
}

/** The files of persons, whatever database is under them. */
export function personsContract(name: string, fresh: () => Promise<RecordStore>): void {
  describe(`a person ${name}`, () => {
    test("keeps what was corrected when the next file says otherwise, and is found by it", async () => {
      const store = await fresh();
      const { student } = await studentWithCard(store, 1);
      expect(await correct(store, student)).toEqual({ ok: true, value: true });
      expect(await correct(store, student)).toEqual({ ok: true, value: false });
      const again = file("22000001", { email: "autre@etu.fr" });
      expect(await store.imports.compare([file("22000001"), again])).toEqual(["unchanged", "changed"]);
      await store.students.upsert([{ file: again, freshId: id(9) as StudentId }], true);
      expect(await store.students.byId(student)).toMatchObject({
        civilLastName: "Le Bihan",
        email: "autre@etu.fr",
      });
      expect((await store.persons.of(student))?.care.corrections).toMatchObject([{ told: "Œuvrard" }]);
      expect(await found(store, "bihan")).toBe(1);
      expect(await found(store, "oeuvrard")).toBe(0);
      await store.close();
    });

    test("is told whole: cards, visits, photos, and what was done by hand, a refused change leaving no line", async () => {
      const store = await fresh();
      const { student } = await studentWithCard(store, 1);
      await studentWithCard(store, 2);
      await store.persons.note(student, line(2, "noted", null));
      await store.persons.change(student, () => null, line(3, "held", "desk"));
      expect(await store.persons.of(student)).toMatchObject({
        lines: [{ id: id(602), what: "noted" }],
        cards: [{ id: id(301) }],
        visits: [{ id: id(101) }],
        photos: [{ id: id(201), erasedAt: null }],
        stickers: [],
      });
      expect(await store.persons.dropNote(id(2) as StudentId, id(602))).toMatchObject({ value: false });
      expect(await store.persons.dropNote(student, id(602))).toMatchObject({ value: true });
      expect((await store.persons.of(student))?.lines).toEqual([]);
      await store.close();
    });

    test("has a card moved by hand only from where it was seen, and never two that are live", async () => {
      const store = await fresh();
      const { student, card } = await studentWithCard(store, 1);
      const move = { card: card.id, from: "NEW", to: "CANCELED", because: "lost" } as const;
      const cancelled = line(4, "card-cancelled", card.escn);
      expect(await store.persons.moveCard(id(9) as StudentId, move, cancelled)).toMatchObject({
        value: false,
      });
      expect(await store.persons.moveCard(student, move, cancelled)).toMatchObject({ value: true });
      expect(await store.cards.byId(card.id)).toMatchObject({ state: "CANCELED", endedBecause: "lost" });
      expect(await store.persons.moveCard(student, move, line(5, "card-cancelled", null))).toMatchObject({
        value: false,
      });
      expect((await store.persons.of(student))?.lines).toHaveLength(1);
      const live = { ...card, id: id(390) as typeof card.id, escn: `${card.escn.slice(0, -3)}390` };
      await store.cards.request(photo(290, student), {
        ...live,
        escn: live.escn as typeof card.escn,
        visitId: null,
        photoId: id(290) as PhotoId,
        state: "ENABLED",
      });
      const back = { card: card.id, from: "CANCELED", to: "ENABLED", because: null } as const;
      expect(await store.persons.moveCard(student, back, line(6, "card-restored", null))).toMatchObject({
        ok: false,
        fault: { kind: "refused" },
      });
      await store.close();
    });

    test("who is erased is nobody: not found, not counted, not on the board; their card's numbers stay taken", async () => {
      const store = await fresh();
      const held = await studentWithCard(store, 1);
      const other = await studentWithCard(store, 2);
      const { job, state } = await openIssue(store, 1, held);
      const uid = "04782E21801D80" as ChipUid;
      const commit = { at, ended: null, state, intent: null } as const;
      await store.jobs.commit(job, {
        ...commit,
        open: true,
        records: [{ do: "bind-chip", card: held.card.id, uid }],
      });
      expect(await store.persons.erase(held.student, at)).toMatchObject({
        ok: false,
        fault: { rule: "issue-under-way" },
      });
      expect(await store.students.byId(held.student)).not.toBeNull();
      await store.jobs.commit(job, { ...commit, open: false, records: [] });
      await store.persons.note(held.student, line(7, "noted", null));
      await store.audit.nameSubject("desk-1", held.student, {
        pseudonym: "p",
        sealedKey: Uint8Array.of(1),
      });

      expect(await store.persons.erase(held.student, at)).toMatchObject({ ok: true });
      expect(await store.students.byId(held.student)).toBeNull();
      expect(await store.students.byNumber("22000001")).toBeNull();
      expect(await store.persons.of(held.student)).toBeNull();
      expect(await store.students.count()).toBe(1);
      for (const typed of ["oeuvrard", "22000001", uid, held.card.escn]) {
        expect(await found(store, typed), typed).toBe(typed === "oeuvrard" ? 1 : 0);
      }
      expect((await store.visits.ofDay(day)).map(({ student }) => student.id)).toEqual([other.student]);
      expect(await store.jobs.byId(job)).toBeNull();
      expect(await store.cards.photo(held.card.photoId)).toBeNull();
      expect(await store.audit.subject("desk-1", held.student)).toBeNull();
      expect(await store.cards.byUid(uid)).toMatchObject({ escn: held.card.escn, visitId: null });
      expect(await store.persons.erase(held.student, at)).toMatchObject({ ok: true });

      const back = await store.students.upsert(
        [{ file: file("22000001"), freshId: id(9) as StudentId }],
        true,
      );
      expect(back).toMatchObject({ value: { added: 1 } });
      await store.close();
    });
  });
}
