import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import type { StudentId } from "../../main/core/ids.ts";
import type { Student } from "../../main/core/student.ts";
import {
  clearAway,
  eligible,
  filledFolder,
  givenOut,
  openDeskOn,
  prepared,
  signedInWindow,
} from "./desk-in-hand.ts";

let desk: Desk;
let window: Awaited<ReturnType<typeof signedInWindow>>;
let person: Student;

beforeAll(async () => {
  desk = await openDeskOn(await filledFolder());
  window = await signedInWindow(desk);
  await signedInWindow(desk, ["admin"]);
  await signedInWindow(desk, ["accueil"]);
  person = await eligible(desk, 0);
  await givenOut(desk, person);
});
afterAll(clearAway);

async function view(studentId: StudentId = person.id) {
  for await (const seen of await window.student.live({ studentId })) return seen;
  return null;
}

async function lastEntry(act: string) {
  const [entry] = await desk.station.parts.audit.find(
    { act, from: null, until: null, by: null, subject: person.id, beforeSeq: null },
    1,
  );
  return entry;
}

const reason = "pièce d’identité vue";

describe("the page of a person", () => {
  test("shows everything about them, and that it was opened is kept, as is each photo looked at", async () => {
    const seen = await view();
    expect(seen).toMatchObject({
      student: { number: person.number },
      enrolled: true,
      cards: [{ state: "ENABLED" }],
      visits: [{ visit: { state: "done" } }],
      photos: [{ erasedAt: null }],
      notes: [],
      erasure: { hindrances: ["live-card"] },
    });
    expect(seen?.choices).toHaveLength(3);
    expect(seen?.timeline.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["arrived", "choice-entered", "photo-kept", "card-enabled", "visit-closed"]),
    );
    expect(await lastEntry("student.live")).toMatchObject({ outcome: "done" });
    const photoId = seen?.photos[0]?.id;
    if (photoId === undefined) throw new Error("no photo");
    expect((await window.student.photo({ studentId: person.id, photoId }))?.type).toBe("image/jpeg");
    expect(await lastEntry("student.photo")).toMatchObject({ outcome: "done" });
    const other = await eligible(desk, 1);
    expect(await window.student.photo({ studentId: other.id, photoId })).toBeNull();
  });

  test("a corrected name says who, why, before and after, stays at the next import, and can be taken back", async () => {
    const { store } = desk.station.parts;
    const field = "civilLastName";
    const fix = { studentId: person.id, field, reason } as const;
    expect(await window.student.correct({ ...fix, value: " " })).toEqual({
      ok: false,
      fault: { kind: "not-acceptable", why: "missing" },
    });
    expect(await window.student.correct({ ...fix, value: "Corrigé" })).toMatchObject({ ok: true });
    expect(await window.student.correct({ ...fix, value: "Corrigé" })).toMatchObject({
      fault: { kind: "changed-since" },
    });
    const { id: _id, guardianSeenOn: _seen, hasPhoto: _photo, ...file } = person;
    await store.students.upsert([{ file: { ...file, level: "M2" }, freshId: person.id }], true);
    const seen = await view();
    expect(seen?.student).toMatchObject({ civilLastName: "Corrigé", level: "M2" });
    expect(seen?.care.corrections).toMatchObject([
      { field, told: person.civilLastName, reason, by: expect.stringContaining("Essai") },
    ]);
    await window.student.withdrawCorrection(fix);
    expect((await view())?.student.civilLastName).toBe(person.civilLastName);
    expect(await lastEntry("student.withdrawCorrection")).toMatchObject({
      facts: { reason, before: { [field]: "Corrigé" }, after: { [field]: person.civilLastName } },
    });
  });

  test("a block holds the card back until it is lifted, with the reasons on the timeline", async () => {
    const other = await eligible(desk, 1);
    const visitId = await prepared(desk, other);
    const block = { studentId: other.id, block: "desk", reason } as const;
    expect(await window.student.block(block)).toMatchObject({ ok: true });
    expect(await window.student.block(block)).toMatchObject({ fault: { kind: "changed-since" } });
    expect(await view(other.id)).toMatchObject({ readiness: "red", concerns: ["blocked-desk"] });
    expect(await window.issue.start({ visitId })).toMatchObject({ fault: { kind: "blocked" } });
    expect(await window.student.unblock(block)).toMatchObject({ ok: true });
    const seen = await view(other.id);
    expect(seen?.concerns).toEqual([]);
    expect(seen?.timeline.slice(0, 2)).toMatchObject([
      { what: "released", words: reason },
      { what: "held", words: reason },
    ]);
  });

  test("a note is written and dropped again", async () => {
    const written = await window.student.note({ studentId: person.id, text: "Revient lundi" });
    if (!written.ok) throw new Error(written.fault.kind);
    expect((await view())?.notes).toMatchObject([{ text: "Revient lundi" }]);
    await window.student.dropNote({ studentId: person.id, noteId: written.value.noteId });
    expect((await view())?.notes).toEqual([]);
  });

  test("a cancelled card can be used no more, and is live again when it is found", async () => {
    const cardId = (await view())?.cards[0]?.id;
    if (cardId === undefined) throw new Error("no card");
    const about = { studentId: person.id, cardId };
    expect(await window.student.cancelCard({ ...about, because: "lost", note: "" })).toMatchObject({
      ok: true,
    });
    expect(await view()).toMatchObject({ cards: [{ state: "DISABLED", endedBecause: "lost" }] });
    expect(await window.student.cancelCard({ ...about, because: "lost", note: "" })).toMatchObject({
      fault: { kind: "changed-since" },
    });
    expect(await window.student.restoreCard({ ...about, reason: "retrouvée à la BU" })).toMatchObject({
      ok: true,
    });
    expect(await view()).toMatchObject({ cards: [{ state: "ENABLED", endedBecause: null }] });
    const words = (await view())?.timeline.map(({ what }) => what);
    expect(words?.slice(0, 2)).toEqual(["card-restored", "card-cancelled"]);
    expect(words).not.toContain("card-disabled");
  });
});

describe("a person's rights", () => {
  test("all that is held about them is one file, without the names of who did what", async () => {
    const blob = await window.student.export({ studentId: person.id });
    const text = (await blob?.text()) ?? "";
    const data = JSON.parse(text) as Record<string, readonly unknown[]>;
    expect(data["student"]).toMatchObject({ number: person.number, civilLastName: person.civilLastName });
    expect(data["choices"]).toHaveLength(3);
    expect(data["photos"]).toMatchObject([{ jpeg: expect.stringMatching(/^\/9j\//) }]);
    expect(data["acts"]?.length).toBeGreaterThan(10);
    expect(text).not.toContain("Essai");
    expect(await lastEntry("student.export")).toMatchObject({ outcome: "done" });
  });

  test("erasing takes two operators and no live card; then nobody is found, what was kept is unreadable, and the chain is sound", async () => {
    const { store, audit } = desk.station.parts;
    const wish = { studentId: person.id, reason, secondName: "Essai admin", secondPin: "2580" };
    expect(await window.student.erase(wish)).toEqual({
      ok: false,
      fault: { kind: "hindered", by: "live-card" },
    });
    const [card] = (await view())?.cards ?? [];
    if (card === undefined) throw new Error("no card");
    await window.student.cancelCard({ studentId: person.id, cardId: card.id, because: "lost", note: "" });
    for (const [told, kind] of [
      [{ secondPin: "0000" }, "not-known"],
      [{ secondName: "Essai accueil" }, "second-may-not"],
    ] as const) {
      expect(await window.student.erase({ ...wish, ...told })).toMatchObject({ fault: { kind } });
    }
    expect(await window.student.erase(wish)).toEqual({ ok: true, value: null });
    expect(await view()).toBeNull();
    expect(await window.board.search({ text: person.number })).toEqual([]);
    expect(await window.student.erase(wish)).toMatchObject({ fault: { kind: "no-such-student" } });
    expect(await store.cards.byId(card.id)).toMatchObject({ state: "DISABLED", escn: card.escn });
    const everything = { act: null, from: null, until: null, by: null, subject: null, beforeSeq: null };
    const entries = await audit.find(everything, 1000);
    expect(entries.filter(({ subject }) => subject === person.id)).toEqual([]);
    expect(entries.filter(({ facts }) => facts === "erased").length).toBeGreaterThan(10);
    expect(entries[0]).toMatchObject({ act: "student.erased", facts: { after: { cardsKept: 1 } } });
    expect((await audit.verify([])).findings).toEqual([]);
  });
});
