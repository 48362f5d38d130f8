import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import type { VisitId } from "../../main/core/ids.ts";
import type { VisitState } from "../../main/core/visit.ts";
import {
  clearAway,
  eligible,
  filledFolder,
  finish,
  openDeskOn,
  prepared,
  untilNeed,
  viewOf,
} from "./desk-in-hand.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDeskOn(await filledFolder());
});
afterAll(clearAway);

const board = () => desk.station.board;
const move = (visit: VisitId, to: VisitState) => board().move(visit, to);

/** Visits expected today, by the order of their hours. */
async function expected(): Promise<readonly VisitId[]> {
  const { lines } = await board().view();
  return lines.flatMap((line) => (line.state === "expected" ? [line.visitId] : []));
}

test("the board puts who is served first, then who waits longest, then who is due, then who is done or absent", async () => {
  const [one, two, three, four, five] = await expected();
  if (!one || !two || !three || !four || !five) throw new Error("too few are expected");
  for (const visit of [three, one, two]) await move(visit, "arrived");
  await move(two, "being-served");
  await move(four, "absent");
  await move(five, "arrived");
  await move(five, "being-served");
  await move(five, "done");
  const { lines } = await board().view();
  const order = lines.map((line) => line.state).filter((state, at, all) => state !== all[at - 1]);
  expect(order).toEqual(["being-served", "arrived", "expected", "done", "absent"]);
  const waiting = lines.filter((line) => line.state === "arrived");
  expect(waiting.map((line) => line.visitId)).toEqual([three, one]);
  const due = lines.flatMap((line) => (line.state === "expected" ? (line.dueAt ?? []) : []));
  expect(due).toEqual(due.toSorted());
});

test("a move is undone by the move back, and a wait is not shorter for it", async () => {
  const [visit] = await expected();
  if (visit === undefined) throw new Error("nobody is expected");
  const before = await desk.station.parts.store.visits.byId(visit);
  expect(await move(visit, "arrived")).toEqual({ ok: true, value: { from: "expected" } });
  expect(await move(visit, "expected")).toEqual({ ok: true, value: { from: "arrived" } });
  expect(await desk.station.parts.store.visits.byId(visit)).toEqual(before);
  await move(visit, "arrived");
  const arrived = await desk.station.parts.store.visits.byId(visit);
  for (const there of ["absent", "being-served"] as const) {
    await move(visit, there);
    await move(visit, "arrived");
    expect(await desk.station.parts.store.visits.byId(visit)).toEqual(arrived);
  }
});

test("a move that the day does not know is refused with both its ends, and changes nothing", async () => {
  const [visit] = await expected();
  if (visit === undefined) throw new Error("nobody is expected");
  const fault = { kind: "move-not-allowed", from: "expected", to: "done" };
  expect(await move(visit, "done")).toEqual({ ok: false, fault });
  expect((await viewOf(desk, visit)).visit.state).toBe("expected");
});

describe("somebody who comes without being called", () => {
  test("and is expected is the one expected", async () => {
    const [visit] = await expected();
    if (visit === undefined) throw new Error("nobody is expected");
    const { student } = await viewOf(desk, visit);
    expect(await board().walkIn(student.id)).toMatchObject({ ok: true, value: { visitId: visit } });
    expect((await viewOf(desk, visit)).visit).toMatchObject({ state: "arrived" });
  });

  test("named in two windows at once has one visit", async () => {
    const { day } = await board().view();
    const { store } = desk.station.parts;
    const found = (await board().search("e")).find((each) => each.visitId === null);
    if (found === undefined) throw new Error("everybody found is expected");
    const [first, second] = await Promise.all([
      board().walkIn(found.studentId),
      board().walkIn(found.studentId),
    ]);
    expect(first).toEqual(second);
    const visits = (await store.visits.ofDay(day)).filter(({ student }) => student.id === found.studentId);
    expect(visits).toMatchObject([{ visit: { state: "arrived", appointmentId: null } }]);
  });
});

test("while a card is made its visit stays where it is; afterwards it is over for good", async () => {
  const visit = await prepared(desk, await eligible(desk, 150));
  expect((await viewOf(desk, visit)).steps.map((step) => step.state)).toEqual([
    "done",
    "done",
    "done",
    "now",
    "ahead",
  ]);
  await untilNeed(desk, visit);
  expect((await viewOf(desk, visit)).steps.map((step) => step.state)).toEqual([
    "done",
    "done",
    "done",
    "done",
    "now",
  ]);
  const underWay = { ok: false, fault: { kind: "issue-under-way" } };
  expect(await move(visit, "arrived")).toEqual(underWay);
  expect(await desk.station.visits.close(visit)).toEqual(underWay);
  expect(await finish(desk, visit)).toBeNull();
  const { steps, visit: over } = await viewOf(desk, visit);
  expect(steps.every((step) => step.state === "done")).toBe(true);
  expect(over.closedAt).not.toBeNull();
  expect(await desk.station.visits.checkIn(visit, "passport", false)).toEqual({
    ok: false,
    fault: { kind: "visit-closed" },
  });
});
