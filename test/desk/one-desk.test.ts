import { afterAll, expect, test } from "vitest";
import { openDesk } from "../../main/compose.ts";
import {
  benchOf,
  clearAway,
  closeDesk,
  eligible,
  filledFolder,
  finish,
  issueOf,
  openDeskOn,
  prepared,
  untilNeed,
  watchedStore,
} from "./desk-in-hand.ts";
import { expectOneLiveCard, leftBehind } from "./what-is-left.ts";

afterAll(clearAway);

test("a data folder has one desk that makes cards at a time, and is free when that one has closed", async () => {
  const folder = await filledFolder();
  const desk = await openDeskOn(folder);
  const second = await openDesk({ folder, printMs: 0, simulate: true });
  expect(second).toEqual({ ok: false, fault: { kind: "folder-in-use" } });
  await closeDesk(desk);
  const third = await openDeskOn(folder);
  expect((await third.station.board.view()).lines.length).toBeGreaterThan(0);
});

test("looking something up beside a desk that is making a card does not take that card up", async () => {
  const printing = Promise.withResolvers<void>();
  const wrapStore = watchedStore({
    kept: ({ intent }) => (intent?.act === "print" ? printing.resolve() : undefined),
  });
  const folder = await filledFolder();
  const desk = await openDeskOn(folder, { wrapStore, printMs: 400 });
  const visit = await prepared(desk, await eligible(desk, 0));
  expect(await desk.station.issuing.start(visit)).toMatchObject({ ok: true });
  await printing.promise;
  const beside = await openDeskOn(folder, { beside: true });
  expect(await beside.station.board.search("a")).toHaveLength(12);
  expect((await issueOf(beside, visit)).acts.at(-1)).toMatchObject({ act: "print", state: "under-way" });
  await closeDesk(beside);
  expect(await untilNeed(desk, visit)).toMatchObject({ attempt: 1, need: { kind: "verify" } });
  expect(await leftBehind(desk, visit)).toMatchObject({ journal: [], cards: ["ENCODED"] });
  expect(benchOf(desk).view().feeder).toBe(59);
  expect(await finish(desk, visit)).toBeNull();
  await expectOneLiveCard(desk, visit);
});
