import { userInfo } from "node:os";
import { afterAll, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import { headOfLine } from "../../main/core/audit-head.ts";
import { calendarDay } from "../../main/core/calendar.ts";
import type { AuditFilter } from "../../main/core/ports/audit-log.ts";
import {
  clearAway,
  eligible,
  filledFolder,
  finish,
  openDeskOn,
  prepared,
  signedInWindow,
} from "./desk-in-hand.ts";

afterAll(clearAway);

const everything: AuditFilter = {
  act: null,
  from: null,
  until: null,
  by: null,
  subject: null,
  beforeSeq: null,
};

/** Every entry there is, oldest first. */
async function entriesOf({ station }: Desk) {
  return (await station.parts.audit.find(everything, 1000)).toReversed();
}

test("a card from nothing to the hand leaves one entry an act: who, for whom, before and after", async () => {
  const desk = await openDeskOn(await filledFolder(), { by: `system:${userInfo().username}` });
  const student = await eligible(desk, 0);
  const visit = await prepared(desk, student);
  expect(await finish(desk, visit)).toBeNull();
  const entries = await entriesOf(desk);
  expect(new Set(entries.map(({ by }) => by))).toEqual(new Set([`system:${userInfo().username}`]));
  expect(new Set(entries.map(({ subject }) => subject))).toEqual(new Set([student.id]));
  expect(entries.filter(({ act }) => act !== "issue.step").map(({ act }) => act)).toEqual([
    "board.walkIn",
    "board.move",
    "visit.checkIn",
    "choices.enter",
    "choices.enter",
    "choices.enter",
    "visit.rulesRead",
    "photo.confirm",
    "issue.start",
    "issue.say",
  ]);
  const facts = (act: string) => entries.find((entry) => entry.act === act)?.facts;
  expect(facts("board.move")).toMatchObject({
    before: { "visit.state": "arrived" },
    after: { "visit.state": "being-served" },
  });
  expect(facts("visit.checkIn")).toMatchObject({
    before: { "visit.identitySeen": null },
    after: { "visit.identitySeen": "identity-card" },
  });
  const kept = entries
    .flatMap(({ facts: each }) => (each === "erased" ? [] : [each.after?.["kept"] ?? []]))
    .flat();
  expect(kept).toEqual([
    "move-card REQUEST_CHECKED",
    "bind-chip",
    "move-card IN_PRINT",
    "move-card ENCODED",
    "move-card ENABLED",
    "close-visit",
  ]);
  expect((await desk.station.parts.audit.verify([])).findings).toEqual([]);
});

test("what is refused is kept with its reason, and what changes nothing is not kept", async () => {
  const desk = await openDeskOn(await filledFolder());
  const student = await eligible(desk, 0);
  const walkedIn = await desk.station.board.walkIn(student.id);
  if (!walkedIn.ok) throw new Error(walkedIn.fault.kind);
  await desk.station.board.search("a");
  await desk.station.board.view();
  expect(await desk.station.issuing.start(walkedIn.value.visitId)).toMatchObject({ ok: false });
  const entries = await entriesOf(desk);
  expect(entries.map(({ act, outcome, by }) => [act, outcome, by])).toEqual([
    ["board.walkIn", "done", "desk"],
    ["issue.start", "refused", "desk"],
  ]);
  expect(entries.at(-1)?.facts).toEqual({ reason: "identity-not-seen", before: {}, after: {} });
});

test("a window reads the acts a page at a time, under names, and seals and verifies the chain", async () => {
  const desk = await openDeskOn(await filledFolder());
  const window = await signedInWindow(desk, ["admin"]);
  const student = await eligible(desk, 0);
  const other = await eligible(desk, 1);
  await prepared(desk, other);
  await window.board.walkIn({ studentId: student.id });
  const all = { act: null, from: null, until: null, by: null, student: null, beforeSeq: null };

  const lines = await window.audit.look({ ...all, student: student.number });
  expect(lines).toMatchObject([
    { act: "board.walkIn", outcome: "done", by: "Essai admin", subject: { number: student.number } },
  ]);
  const [first] = lines;
  expect(await window.audit.look({ ...all, student: "nobody" })).toEqual([]);
  const older = await window.audit.look({ ...all, beforeSeq: first?.seq ?? null });
  expect(older.length).toBeGreaterThan(5);
  expect(older.every(({ seq }) => seq < (first?.seq ?? 0))).toBe(true);
  const today = older[0]?.at.slice(0, 10) ?? "";
  const tomorrow = calendarDay.parse(`${Number(today.slice(0, 4)) + 1}${today.slice(4)}`);
  expect(await window.audit.look({ ...all, from: tomorrow })).toEqual([]);
  expect((await window.audit.choices()).acts).toContain("board.walkIn");

  expect((await window.audit.seal()).head).toBeNull();
  const signed = await window.audit.sign();
  const head = signed.ok ? signed.value.head : null;
  expect(headOfLine(head?.line ?? "")).toMatchObject({ number: 1, why: "asked" });
  expect(head?.qr.length).toBeGreaterThan(40);
  expect(await window.audit.verify()).toMatchObject({ heads: 1, findings: [] });
});
