import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import type { CalendarDay, Instant } from "../../main/core/calendar.ts";
import type { StudentId, VisitId } from "../../main/core/ids.ts";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import { failed } from "../../main/core/result.ts";
import type { StudentFile } from "../../main/core/student.ts";
import { textsInForce } from "../../main/station/texts.ts";
import { migrate } from "../../main/store/migrate.ts";
import { openSqlite } from "../../main/store/open-sqlite.ts";
import { recordStore } from "../../main/store/store.ts";
import {
  clearAway,
  eligible,
  emptyFolder,
  filledFolder,
  finish,
  folderWithVisit,
  issueOf,
  openDeskOn,
  prepared,
  say,
  untilNeed,
  viewOf,
  watchedStore,
} from "./desk-in-hand.ts";
import { expectOneLiveCard, leftBehind } from "./what-is-left.ts";

afterAll(clearAway);

/** Steps kept on the way of one card: begun, six acts ended, the card looked at, and handed over. */
const stepsOfACard = 9;

const full = () => Promise.resolve(failed({ kind: "disk-full" as const }));

describe("a disk that is full", () => {
  test("at whichever step of a card, stops before the next act, and goes on when there is room again", async () => {
    let refusedAt = 0;
    let steps = 0;
    let room = true;
    const wrapStore = watchedStore({
      refuses() {
        steps += 1;
        if (steps === refusedAt) room = false;
        return room ? null : { kind: "disk-full" };
      },
    });
    const desk = await openDeskOn(await filledFolder(), { wrapStore });
    const seen: string[] = [];
    for (let at = 1; at <= stepsOfACard; at += 1) {
      const visit = await prepared(desk, await eligible(desk, at));
      [refusedAt, steps] = [at, 0];
      if (at === 1) {
        expect(await desk.station.issuing.start(visit)).toEqual({ ok: false, fault: { kind: "disk-full" } });
        expect((await viewOf(desk, visit)).card).toMatchObject({ state: "NEW" });
      } else {
        await finish(desk, visit);
        const before = await leftBehind(desk, visit);
        expect(await issueOf(desk, visit)).toMatchObject({ state: "waiting", need: { kind: "disk-full" } });
        const { jobId } = await issueOf(desk, visit);
        for (const word of ["go-on", "give-up"] as const) {
          expect(await desk.station.issuing.say(jobId, word)).toMatchObject({ fault: { kind: "disk-full" } });
        }
        expect(await leftBehind(desk, visit)).toEqual(before);
        const under = (await issueOf(desk, visit)).acts.at(-1);
        seen.push(`${under?.act} ${under?.state}`);
      }
      room = true;
      expect(await finish(desk, visit)).toBeNull();
      await expectOneLiveCard(desk, visit);
    }
    expect(seen).toEqual([
      "look-at-printer under-way",
      "feed under-way",
      "look-at-chip under-way",
      "encode under-way",
      "print under-way",
      "eject under-way",
      "await-tap under-way",
      "await-tap under-way",
    ]);
  });

  test("is said wherever else something is kept, and nothing half-done is left", async () => {
    let room = true;
    const wrapStore = (store: RecordStore): RecordStore => ({
      ...store,
      visits: {
        ...store.visits,
        add: (visit) => (room ? store.visits.add(visit) : full()),
        noteIdentity: (id, seen, at) => (room ? store.visits.noteIdentity(id, seen, at) : full()),
        noteRulesRead: (id, at) => (room ? store.visits.noteRulesRead(id, at) : full()),
      },
      queue: { ...store.queue, keep: (change) => (room ? store.queue.keep(change) : full()) },
      cards: {
        ...store.cards,
        request: (photo, card) => (room ? store.cards.request(photo, card) : full()),
      },
      choices: { ...store.choices, enter: (entry) => (room ? store.choices.enter(entry) : full()) },
    });
    const desk = await openDeskOn(await filledFolder(), { wrapStore });
    const { board, visits, pictures, parts } = desk.station;
    const { day, lines } = await board.view();
    const visit = await prepared(desk, await eligible(desk, 0));
    const again = await pictures.previewKept(visit);
    if (!again.ok) throw new Error(again.fault.kind);
    const before = await viewOf(desk, visit);
    const strangers = await Promise.all(
      (await parts.store.students.first(1000)).map(async ({ id }) =>
        (await parts.store.visits.ofStudent(id, day)) === null ? [id] : [],
      ),
    );
    const [stranger] = strangers.flat();
    const [text] = (await textsInForce(parts)).choices;
    if (stranger === undefined || text === undefined) throw new Error("the examples are too few");
    room = false;
    const noRoom = { ok: false, fault: { kind: "disk-full" } };
    expect(await board.walkIn(stranger)).toEqual(noRoom);
    expect(await board.move(visit, "arrived")).toEqual(noRoom);
    expect(await visits.checkIn(visit, "passport", false)).toEqual(noRoom);
    expect(await visits.rulesRead(visit, false)).toEqual(noRoom);
    expect(await visits.close(visit)).toEqual(noRoom);
    expect(await pictures.confirm(visit, again.value.preview, "recognisable")).toEqual(noRoom);
    const { subject, version } = text;
    const answer = { studentId: before.student.id, subject, answer: "yes", textVersion: version } as const;
    expect(await desk.station.enterChoice({ ...answer, language: "fr", guardianConsent: false })).toEqual(
      noRoom,
    );
    expect(await viewOf(desk, visit)).toEqual(before);
    expect((await board.view()).lines.length - lines.length).toBeLessThanOrEqual(1);
    room = true;
    expect(await pictures.confirm(visit, again.value.preview, "recognisable")).toEqual({
      ok: true,
      value: null,
    });
  });

  test("is what SQLite itself says, and the change that met it is undone whole", async () => {
    const database = openSqlite(join(await emptyFolder(), "small.db"), new Uint8Array(32).fill(7));
    await migrate(database, () => new Date(0));
    const store = recordStore(database);
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database.db);
    await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 8)}`.execute(database.db);
    const { visit, card, photo } = await askedFor(store);
    const huge = { ...photo, jpeg: new Uint8Array(100_000).fill(1) };
    expect(await store.cards.request(huge, card)).toEqual({ ok: false, fault: { kind: "disk-full" } });
    expect(await store.cards.ofVisit(visit)).toEqual([]);
    const crowd = Array.from({ length: 2000 }, (_, n) => ({
      freshId: idOf(1000 + n) as StudentId,
      file: fileOf(`23${String(n).padStart(6, "0")}`),
    }));
    expect(await store.students.upsert(crowd, true)).toEqual({ ok: false, fault: { kind: "disk-full" } });
    expect(await store.students.count()).toBe(1);
    expect(await store.cards.request(photo, card)).toMatchObject({ ok: true });
    await store.close();
  });
});

const idOf = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, "0")}`;

/** A student as a file tells it. */
function fileOf(number: string): StudentFile {
  return {
    number,
    ine: null,
    civilLastName: "Noir",
    civilFirstName: "Zoé",
    usageLastName: null,
    usageFirstName: null,
    birthDate: "2005-01-01" as CalendarDay,
    email: null,
    programme: "Licence",
    level: "L1",
    enrolledOn: "2026-09-07" as CalendarDay,
    cvec: null,
    blocks: [],
    population: "étudiant",
    photoFile: null,
  };
}

/** A student, a visit, and a card with a small photo that may be asked for. */
async function askedFor(store: RecordStore) {
  const [student, visit] = [idOf(1) as StudentId, idOf(2) as VisitId];
  const at = "2026-09-07T08:00:00.000Z" as Instant;
  const day = "2026-09-07" as CalendarDay;
  await store.students.upsert([{ freshId: student, file: fileOf("22000001") }], true);
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
  const photo = {
    id: idOf(3),
    studentId: student,
    jpeg: Uint8Array.of(0xff, 0xd8),
    takenAt: at,
  } as Parameters<typeof store.cards.request>[0];
  const card = {
    id: idOf(4),
    studentId: student,
    visitId: visit,
    state: "NEW",
    escn: "e6480dc0-9fba-103f-a6bd-000000000001",
    uid: null,
    photoId: idOf(3),
    template: "student-front@1",
    layersSha256: "0".repeat(64),
    requestedAt: at,
    encodedAt: null,
    printedAt: null,
    enabledAt: null,
    endedBecause: null,
    endedAt: null,
  } as unknown as Parameters<typeof store.cards.request>[1];
  return { visit, photo, card };
}

describe("a defect in the middle of a card", () => {
  test("stops that card alone; going on looks at the devices first", async () => {
    let defect = false;
    let prints = 0;
    const watched = watchedStore({
      kept({ intent }) {
        if (intent?.act !== "print") return;
        prints += 1;
        defect = prints === 1;
      },
    });
    const wrapStore = (store: RecordStore): RecordStore => ({
      ...watched(store),
      cards: {
        ...store.cards,
        byId(id) {
          if (defect) throw new Error("a defect");
          return store.cards.byId(id);
        },
      },
    });
    const { folder, visit } = await folderWithVisit();
    const desk = await openDeskOn(folder, { wrapStore });
    expect((await untilNeed(desk, visit)).need).toEqual({ kind: "stopped" });
    expect((await leftBehind(desk, visit)).plastic).toEqual(["printer, encoded 1, printed 0"]);
    defect = false;
    expect((await say(desk, visit, "go-on")).need).toEqual({
      kind: "card-rejected",
      reason: "print-uncertain",
      byHand: false,
    });
    const { acts } = await issueOf(desk, visit);
    expect(acts.slice(4, 7).map(({ act, state }) => `${act} ${state}`)).toEqual([
      "print interrupted",
      "look-at-printer done",
      "reject done",
    ]);
    expect(await finish(desk, visit)).toBeNull();
    await expectOneLiveCard(desk, visit);
  });

  test("that throws when a step is kept stops it too, and neither the process nor the next start", async () => {
    let defect = false;
    const wrapStore = watchedStore({
      refuses(step) {
        if (defect && step.intent?.act === "eject") throw new Error("a defect");
        return null;
      },
    });
    const { folder, visit } = await folderWithVisit();
    const desk = await openDeskOn(folder, { wrapStore });
    defect = true;
    expect((await untilNeed(desk, visit)).need).toEqual({ kind: "stopped" });
    expect((await leftBehind(desk, visit)).plastic).toEqual(["printer, encoded 1, printed 1"]);
    defect = false;
    expect((await say(desk, visit, "go-on")).need).toMatchObject({ reason: "print-uncertain" });
    expect(await finish(desk, visit)).toBeNull();
    await expectOneLiveCard(desk, visit);
  });
});
