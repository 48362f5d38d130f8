import { expect } from "vitest";
import type { CalendarDay, Instant } from "../../main/core/calendar.ts";
import type { Card } from "../../main/core/card.ts";
import type { Escn } from "../../main/core/escn.ts";
import { newIssue, step } from "../../main/core/flows/issue-card.ts";
import type { CardId, JobId, PhotoId, StudentId, VisitId } from "../../main/core/ids.ts";
import type { RecordStore, StepCommit, StoredPhoto } from "../../main/core/ports/record-store.ts";
import type { StudentFile } from "../../main/core/student.ts";

/** A moment of the day all fixtures are of. */
export const at = "2026-09-07T08:00:00.000Z" as Instant;
/** That day. */
export const day = "2026-09-07" as CalendarDay;

/** A student as a file tells it. */
export function file(number: string, more: Partial<StudentFile> = {}): StudentFile {
  return {
    number,
    ine: null,
    civilLastName: "Œuvrard",
    civilFirstName: "Zoé",
    usageLastName: null,
    usageFirstName: null,
    birthDate: "2007-02-03" as CalendarDay,
    email: `${number}@etu.univ-exemple.fr`,
    programme: "Licence Droit",
    level: "L1",
    enrolledOn: "2026-07-10" as CalendarDay,
    cvec: null,
    blocks: [],
    population: "étudiant",
    photoFile: null,
    ...more,
  };
}

/** An identifier told apart by a number. */
export const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, "0")}`;
/** An ESCN told apart by a number. */
export const escnOf = (n: number) => `e6480dc0-9fba-103f-a6bd-${String(n).padStart(12, "0")}` as Escn;

/** A photo of nothing. */
export function photo(n: number, studentId: StudentId): StoredPhoto {
  return { id: id(n) as PhotoId, studentId, jpeg: Uint8Array.of(0xff, 0xd8, n), takenAt: at };
}

/** A card that was asked for. */
export function card(
  n: number,
  studentId: StudentId,
  visitId: VisitId | null,
  photoId: PhotoId,
  more: Partial<Card> = {},
): Card {
  return {
    id: id(n) as CardId,
    studentId,
    visitId,
    state: "NEW",
    escn: escnOf(n),
    uid: null,
    photoId,
    template: "student-front@1",
    layersSha256: "0".repeat(64),
    requestedAt: at,
    encodedAt: null,
    printedAt: null,
    enabledAt: null,
    endedBecause: null,
    endedAt: null,
    ...more,
  };
}

/** A student on today's board, with a card asked for; `n` keeps their identifiers apart. */
export async function studentWithCard(store: RecordStore, n: number) {
  await store.students.upsert([{ file: file(`2200000${n}`), freshId: id(n) as StudentId }], true);
  const student = id(n) as StudentId;
  const visit = id(n + 100) as VisitId;
  await store.visits.add({
    id: visit,
    studentId: student,
    day,
    state: "being-served",
    appointmentId: null,
    dueAt: null,
    arrivedAt: at,
    servedAt: at,
    closedAt: null,
    identitySeen: null,
    identitySeenAt: null,
    rulesReadAt: null,
    overrides: [],
  });
  const taken = photo(n + 200, student);
  const asked = card(n + 300, student, visit, taken.id);
  expect(await store.cards.request(taken, asked)).toMatchObject({ ok: true });
  return { student, visit, card: asked };
}

/** Opens an issue of a card that was asked for. */
export async function openIssue(
  store: RecordStore,
  n: number,
  held: Awaited<ReturnType<typeof studentWithCard>>,
) {
  const job = id(n + 400) as JobId;
  const facts = {
    jobId: job,
    cardId: held.card.id,
    escn: held.card.escn,
    studentNumber: "x",
    layersSha256: held.card.layersSha256,
  };
  const { state } = step(newIssue(facts), { kind: "started" });
  const first: StepCommit = {
    at,
    ended: null,
    state,
    open: true,
    records: [{ do: "move-card", card: held.card.id, to: "REQUEST_CHECKED" }],
    intent: { act: "look-at-printer", number: 1 },
  };
  const added = await store.jobs.add(
    { id: job, visitId: held.visit, studentId: held.student, open: true, startedAt: at, state },
    first,
  );
  return { job, state, added };
}
