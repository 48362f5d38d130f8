import { afterAll, describe, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import type { VisitId } from "../../main/core/ids.ts";
import {
  benchOf,
  clearAway,
  eligible,
  filledFolder,
  finish,
  issueOf,
  openDeskOn,
  prepared,
  reads,
  say,
  tapOwn,
  untilNeed,
  viewOf,
} from "./desk-in-hand.ts";
import { expectOneLiveCard } from "./what-is-left.ts";

afterAll(clearAway);

test("two cards that wait at once are each handed over by their own tap, in any order", async () => {
  const desk = await openDeskOn(await filledFolder());
  const visits = [
    await prepared(desk, await eligible(desk, 0)),
    await prepared(desk, await eligible(desk, 1)),
  ];
  for (const visit of visits) await untilNeed(desk, visit);
  for (const visit of visits) await say(desk, visit, "looks-good");
  for (const visit of visits.toReversed()) {
    await tapOwn(desk, visit);
    expect((await untilNeedOver(desk, visit)).state).toBe("done");
    await expectOneLiveCardAmong(desk, visit);
  }
});

async function untilNeedOver(desk: Desk, visit: VisitId) {
  const done = new AbortController();
  for await (const view of desk.station.follow(visit, done.signal)) {
    if (view?.issue?.state === "done") break;
  }
  done.abort();
  return issueOf(desk, visit);
}

async function expectOneLiveCardAmong(desk: Desk, visit: VisitId): Promise<void> {
  const { card, issue } = await viewOf(desk, visit);
  expect(card).toMatchObject({ state: "ENABLED" });
  expect(issue?.acts.filter((act) => act.state === "failed")).toEqual([]);
}

describe("two windows that ask at the same moment", () => {
  test("for two cards get one printer between them", async () => {
    const desk = await openDeskOn(await filledFolder());
    const [one, two] = [
      await prepared(desk, await eligible(desk, 0)),
      await prepared(desk, await eligible(desk, 1)),
    ];
    const started = await Promise.all([desk.station.issuing.start(one), desk.station.issuing.start(two)]);
    expect(started).toMatchObject([{ ok: true }, { ok: false, fault: { kind: "printer-taken" } }]);
    expect(await finish(desk, one)).toBeNull();
    expect(await finish(desk, two)).toBeNull();
    await expectOneLiveCard(desk, two);
  });

  test("for the same card get one issue", async () => {
    const desk = await openDeskOn(await filledFolder());
    const visit = await prepared(desk, await eligible(desk, 0));
    const started = await Promise.all([desk.station.issuing.start(visit), desk.station.issuing.start(visit)]);
    expect(started.filter((each) => each.ok)).toHaveLength(1);
    expect(await finish(desk, visit)).toBeNull();
    await expectOneLiveCard(desk, visit);
  });
});

test("a card left lying on the desk reader after its own issue read it is no stranger to the next issue", async () => {
  const desk = await openDeskOn(await filledFolder());
  const [one, two] = [
    await prepared(desk, await eligible(desk, 0)),
    await prepared(desk, await eligible(desk, 1)),
  ];
  await untilNeed(desk, one);
  await tapOwn(desk, one);
  await reads(desk, one, { kind: "verify", lastTap: "matches" });
  await untilNeed(desk, two);
  await tapOwn(desk, two);
  await reads(desk, two, { kind: "verify", lastTap: "matches" });
  const taps = (await issueOf(desk, two)).acts.filter(({ act }) => act === "await-tap");
  expect(taps.map(({ state }) => state)).toEqual(["done", "under-way"]);
  benchOf(desk).tap(null);
  for (const visit of [one, two]) expect((await say(desk, visit, "looks-good")).state).toBe("done");
});
