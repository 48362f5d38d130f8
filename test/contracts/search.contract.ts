import { describe, expect, test } from "vitest";
import type { ChipUid } from "../../main/core/card.ts";
import type { StudentId, VisitId } from "../../main/core/ids.ts";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import { readSearch } from "../../main/core/search-text.ts";
import type { StudentFile } from "../../main/core/student.ts";
import { day, file, id, openIssue, studentWithCard } from "../support/kept-records.ts";

const limit = 10;

async function numbersFor(store: RecordStore, typed: string): Promise<readonly string[]> {
  return (await store.students.search(readSearch(typed), day, limit)).map(({ student }) => student.number);
}

/** What the one search field finds, whatever database is under it. */
export function searchContract(name: string, fresh: () => Promise<RecordStore>): void {
  const storeWith = async (...people: readonly (Partial<StudentFile> & { readonly number: string })[]) => {
    const store = await fresh();
    const files = people.map((person, n) => ({
      file: file(person.number, person),
      freshId: id(n + 1) as StudentId,
    }));
    await store.students.upsert(files, true);
    return store;
  };

  describe(`the search ${name}`, () => {
    test("finds a student by the beginnings of names in any order, without accents, and by number and e-mail", async () => {
      const store = await storeWith({ number: "22000001" }, { number: "32000002", civilLastName: "Dupont" });
      for (const typed of [
        "oeuv",
        "Zoé Œuvrard",
        "oeuv zo",
        "2200",
        "22000001",
        "22000001@etu.univ",
        "22000001@ETU",
      ]) {
        expect(await numbersFor(store, typed), typed).toEqual(["22000001"]);
      }
      expect(await numbersFor(store, "zoe")).toHaveLength(2);
      for (const typed of ["vrard", "zoe martin", "2000", "%", "_", "' or 1", '"', "*"]) {
        expect(await numbersFor(store, typed), typed).toEqual([]);
      }
      await store.close();
    });

    test("finds civil and usage names, and after a change the new ones only", async () => {
      const store = await storeWith({ number: "22000001", usageFirstName: "Noé" });
      expect(await numbersFor(store, "noe")).toHaveLength(1);
      expect(await numbersFor(store, "zoe")).toHaveLength(1);
      const changed = { file: file("22000001", { usageFirstName: "Léo" }), freshId: id(9) as StudentId };
      await store.students.upsert([changed], true);
      expect(await numbersFor(store, "noe")).toEqual([]);
      expect(await numbersFor(store, "leo")).toHaveLength(1);
      await store.close();
    });

    test("writes of every script are found as they are written", async () => {
      const store = await storeWith(
        { number: "1", civilLastName: "رحماني" },
        { number: "2", civilLastName: "Nguyễn" },
      );
      expect(await numbersFor(store, "رحم")).toEqual(["1"]);
      expect(await numbersFor(store, "nguyen")).toEqual(["2"]);
      await store.close();
    });

    test("puts whoever is expected today first, then who is named exactly so", async () => {
      const store = await storeWith(
        { number: "1", civilLastName: "Martineau" },
        { number: "2", civilLastName: "Martin" },
        { number: "3", civilLastName: "Martinez" },
      );
      expect(await numbersFor(store, "martin")).toEqual(["2", "1", "3"]);
      const visit = id(50) as VisitId;
      await store.visits.add({
        id: visit,
        studentId: id(3) as StudentId,
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
      });
      expect(await numbersFor(store, "martin")).toEqual(["3", "2", "1"]);
      const [first] = await store.students.search(readSearch("martin"), day, limit);
      expect(first?.visitId).toBe(visit);
      await store.close();
    });

    test("finds the holder of a card by its chip's number or its ESCN, whole or begun", async () => {
      const store = await storeWith();
      const held = await studentWithCard(store, 1);
      await studentWithCard(store, 2);
      const { job, state } = await openIssue(store, 1, held);
      const uid = "04A1B2C3D4E580" as ChipUid;
      await store.jobs.commit(job, {
        at: "2026-09-07T08:00:01.000Z" as never,
        ended: null,
        state,
        open: true,
        records: [{ do: "bind-chip", card: held.card.id, uid }],
        intent: null,
      });
      expect(await numbersFor(store, "04:a1:b2:c3")).toEqual(["22000001"]);
      expect(await numbersFor(store, held.card.escn)).toEqual(["22000001"]);
      expect(await numbersFor(store, held.card.escn.slice(0, 8))).toHaveLength(2);
      expect(await numbersFor(store, "04A1B2C3D4E581")).toEqual([]);
      await store.close();
    });

    test("a rehearsed import is not found afterwards", async () => {
      const store = await fresh();
      await store.students.upsert([{ file: file("22000001"), freshId: id(1) as StudentId }], false);
      expect(await numbersFor(store, "oeuv")).toEqual([]);
      await store.close();
    });

    test("many who match are cut to the best few", async () => {
      const many = Array.from({ length: 40 }, (_, n) => ({ number: String(30_000_000 + n) }));
      const store = await storeWith(...many);
      expect(await numbersFor(store, "z")).toHaveLength(limit);
      expect(await numbersFor(store, "3")).toHaveLength(limit);
      await store.close();
    });
  });
}
