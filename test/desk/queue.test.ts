import { createRouterClient } from "@orpc/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import type { BoardLine } from "../../main/contract/board.ts";
import { dayAfter, instantOf, startOfDay, unixMsOf } from "../../main/core/calendar.ts";
import { visitId as anyVisitId, appointmentId, type VisitId } from "../../main/core/ids.ts";
import { deskId, serviceId } from "../../main/core/queue-plan.ts";
import { clearAway, filledFolder, openDeskOn, signedInWindow } from "./desk-in-hand.ts";

const [first, second] = [deskId.parse("desk-1"), deskId.parse("desk-2")];
const lost = serviceId.parse("replacement");

let desk: Desk;
let one: Awaited<ReturnType<typeof signedInWindow>>;
let other: Awaited<ReturnType<typeof signedInWindow>>;
beforeAll(async () => {
  desk = await openDeskOn(await filledFolder());
  one = await signedInWindow(desk);
  other = await signedInWindow(desk, ["accueil"]);
  const { plan, version } = await one.queue.plan();
  const desks = [...plan.desks, { id: second, name: "Guichet 2", services: [lost] }];
  expect(await one.queue.choosePlan({ plan: { ...plan, desks }, over: version })).toMatchObject({ ok: true });
});
afterAll(clearAway);

async function lineOf(visit: VisitId): Promise<BoardLine> {
  const line = (await desk.station.board.view()).lines.find(({ visitId }) => visitId === visit);
  if (line === undefined) throw new Error("not on the board");
  return line;
}

/** The n-th who is expected for the first service and has come now. */
async function arrived(): Promise<BoardLine> {
  const { lines } = await desk.station.board.view();
  const next = lines.find((line) => line.state === "expected" && line.service !== lost);
  if (next === undefined) throw new Error("nobody is expected");
  expect(await one.queue.say({ visitId: next.visitId, verb: { do: "arrive" } })).toMatchObject({ ok: true });
  return lineOf(next.visitId);
}

describe("two agents at two desks", () => {
  test("who take the same visit: one has it, the other is told who", async () => {
    const { visitId } = await arrived();
    const calls = await Promise.all([
      one.queue.say({ visitId, verb: { do: "call", desk: first } }),
      other.queue.say({ visitId, verb: { do: "call", desk: second } }),
    ]);
    expect(calls.filter(({ ok }) => ok)).toHaveLength(1);
    const served = (await lineOf(visitId)).served;
    expect(calls.find(({ ok }) => !ok)).toEqual({
      ok: false,
      fault: { kind: "taken", desk: served?.deskName, by: served?.by },
    });
    expect(served?.by).toMatch(/^Essai/);
  });

  test("who press next at the same moment get two people, each by turn and for their services", async () => {
    const lines = [await arrived(), await arrived()];
    for (const { visitId } of lines) {
      await one.queue.say({ visitId, verb: { do: "transfer", service: lost, desk: null } });
    }
    const next = await Promise.all([
      one.queue.next({ desk: first, service: lost }),
      other.queue.next({ desk: second, service: null }),
    ]);
    const called = next.map((each) => (each.ok ? each.value?.visitId : null));
    expect(new Set(called)).toEqual(new Set(lines.map(({ visitId }) => visitId)));
    expect(await other.queue.next({ desk: second, service: null })).toEqual({ ok: true, value: null });
  });
});

test("a morning at a desk: ticket, call, recall, aside, back, sent on, absent; and every step is taken back", async () => {
  const { visitId, ticket } = await arrived();
  expect(ticket).toMatch(/^A-\d{3}$/);
  const said = (verb: Parameters<typeof one.queue.say>[0]["verb"]) => one.queue.say({ visitId, verb });
  for (const verb of [
    { do: "call", desk: first },
    { do: "recall" },
    { do: "park" },
    { do: "unpark" },
    { do: "transfer", service: lost, desk: second },
    { do: "call", desk: second },
    { do: "no-show" },
  ] as const) {
    const before = await lineOf(visitId);
    expect(await said(verb), verb.do).toMatchObject({ ok: true });
    const after = await lineOf(visitId);
    expect(after.ticket).toBe(ticket);
    if (verb.do === "recall") expect(after.served?.calls).toBe(2);
    else {
      expect(await other.queue.undo({ visitId }), verb.do).toEqual({ ok: true, value: null });
      expect({ ...(await lineOf(visitId)), wait: null }).toEqual({ ...before, wait: null });
      await said(verb);
    }
  }
  expect((await lineOf(visitId)).state).toBe("absent");
  expect(await one.queue.undo({ visitId })).toEqual({ ok: true, value: null });
  expect(await one.queue.undo({ visitId })).toEqual({ ok: false, fault: { kind: "changed-since" } });
  expect(await said({ do: "finish" })).toMatchObject({ ok: true });
  expect(await said({ do: "reopen", desk: first })).toMatchObject({ ok: true });
  expect((await lineOf(visitId)).served).toMatchObject({ desk: first });
});

test("whoever waits reads ticket and desk on a screen nobody signed in at, and nobody's name", async () => {
  const { visitId, ticket, lastName } = await arrived();
  await one.queue.say({ visitId, verb: { do: "call", desk: first } });
  await one.queue.say({ visitId, verb: { do: "recall" } });
  const hall = createRouterClient(desk.station.router, { context: { connection: {} } });
  const stop = new AbortController();
  for await (const screen of await hall.queue.screen(undefined, { signal: stop.signal })) {
    expect(screen.called[0]).toMatchObject({ ticket, desk: "Guichet 1", calls: 2 });
    expect(JSON.stringify(screen)).not.toContain(lastName);
    expect(JSON.stringify(screen)).not.toContain(visitId);
    break;
  }
  stop.abort();
  await one.queue.say({ visitId, verb: { do: "finish" } });
});

test("the day before, it is known what will go wrong: with the file, the hour, the slot and a second appointment", async () => {
  const { parts, board } = desk.station;
  const { plan, version } = await one.queue.plan();
  const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], from: "09:00", to: "12:00" }];
  const stricter = { ...plan, hours, slots: { minutes: 10, places: 1 } };
  expect(await one.queue.choosePlan({ plan: stricter, over: version })).toMatchObject({ ok: true });
  const { day, lines } = await board.view();
  const ready = lines.find(({ readiness }) => readiness === "green");
  const blocked = lines.find(({ concerns }) => concerns.includes("not-enrolled"));
  if (ready === undefined || blocked === undefined) throw new Error("the examples hold both");
  const tomorrow = dayAfter(day);
  const opens = unixMsOf(startOfDay(parts.settings.zone, tomorrow)) + 9 * 3_600_000;
  const files = [
    { student: blocked.studentId, afterMinutes: -60 },
    { student: ready.studentId, afterMinutes: 0 },
    { student: ready.studentId, afterMinutes: 5 },
  ].map(({ student, afterMinutes }) => ({
    student,
    file: {
      key: `preflight ${afterMinutes}`,
      student: { by: "number" as const, text: "" },
      day: tomorrow,
      startsAt: instantOf(opens + afterMinutes * 60_000),
      endsAt: null,
      reason: "",
    },
    freshIds: {
      appointment: appointmentId.parse(parts.randomness.uuid()),
      visit: anyVisitId.parse(parts.randomness.uuid()),
    },
  }));
  expect(await parts.store.visits.upsertAppointments(files, true)).toMatchObject({ ok: true });
  const ahead = await other.preflight.look({ day: null });
  expect(ahead).toMatchObject({ day: tomorrow, days: [tomorrow] });
  const [early, punctual, again] = ahead.lines.map(({ problems }) => problems);
  expect(early).toEqual(expect.arrayContaining(["not-enrolled", "outside-hours"]));
  expect(punctual).toEqual([]);
  expect(again).toEqual(["slot-full", "twice"]);
});

test("no service that somebody waits for is taken away from under them, and each change of the plan is audited", async () => {
  const { visitId: waiting } = await arrived();
  const { plan: without, version: before } = await one.queue.plan();
  const third = { id: deskId.parse("desk-3"), name: "Guichet 3", services: [lost] };
  const plan = { ...without, desks: [...without.desks, third] };
  expect(await one.queue.choosePlan({ plan, over: before })).toMatchObject({ ok: true });
  await one.queue.say({ visitId: waiting, verb: { do: "transfer", service: lost, desk: third.id } });
  const version = before + 1;
  expect(await one.queue.choosePlan({ plan: without, over: version })).toMatchObject({
    ok: false,
    fault: { kind: "in-use" },
  });
  await one.queue.say({ visitId: waiting, verb: { do: "finish" } });
  expect(await one.queue.choosePlan({ plan: without, over: version })).toMatchObject({ ok: true });
  const nothing = { from: null, until: null, by: null, student: null, beforeSeq: null };
  const [entry] = await one.audit.look({ act: "queue.choosePlan", ...nothing });
  expect(entry?.facts).toMatchObject({ before: { version }, after: { version: version + 1 } });
  expect(JSON.stringify(entry?.facts)).toContain(third.name);
});

test("typed or scanned, a ticket and an appointment's code find their visit before everybody else", async () => {
  const { visitId, ticket } = await arrived();
  const typed = ticket?.replace("-0", "").toLowerCase() ?? "";
  expect((await one.board.search({ text: typed }))[0]?.exactly).toMatchObject({
    by: "ticket",
    visitId,
    state: "arrived",
  });
  const { day } = await desk.station.board.view();
  const key = `rdv-20260907-001@agenda.univ-exemple.fr@${day}`;
  const code = `https://rdv.univ-exemple.fr/b?id=${encodeURIComponent(key)}`;
  expect((await one.board.search({ text: code }))[0]?.exactly).toMatchObject({ by: "appointment" });
});

test("a service or desk that does not fit the others is not kept, and one that is not there calls nobody", async () => {
  const { plan, version } = await one.queue.plan();
  const services = plan.services.map((each) => ({ ...each, letter: "A" }));
  expect(await one.queue.choosePlan({ plan: { ...plan, services }, over: version })).toEqual({
    ok: false,
    fault: { kind: "problem", problem: "same-letter" },
  });
  expect(await one.queue.choosePlan({ plan, over: version - 1 })).toEqual({
    ok: false,
    fault: { kind: "changed-since" },
  });
  expect(await one.queue.next({ desk: deskId.parse("desk-9"), service: null })).toEqual({
    ok: false,
    fault: { kind: "no-such-desk" },
  });
});
