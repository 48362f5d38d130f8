import { expect } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import type { VisitId } from "../../main/core/ids.ts";
import { issueOf } from "./desk-in-hand.ts";

/** What a moment of a visit leaves to be seen: in words short enough for a table. */
export async function leftBehind(desk: Desk, visit: VisitId) {
  const { acts, need } = await issueOf(desk, visit);
  const cards = await desk.station.parts.store.cards.ofVisit(visit);
  return {
    need: need === null ? "" : Object.values(need).join(" "),
    journal: acts.flatMap(({ act, state, fault }) => (state === "failed" ? [`${act} ${fault}`] : [])),
    plastic: desk
      .plastic()
      .filter((body) => body.place !== "feeder")
      .map((body) => `${body.place}, encoded ${body.timesEncoded}, printed ${body.timesPrinted}`)
      .toSorted(),
    cards: cards.map(({ state, endedBecause }) =>
      [state, endedBecause].filter((word) => word !== null).join(" "),
    ),
  };
}

/** After everything was put right: one live card in the hand, on plastic written and printed once, and nothing else usable. */
export async function expectOneLiveCard(desk: Desk, visit: VisitId): Promise<void> {
  const { store } = desk.station.parts;
  const cards = await store.cards.ofVisit(visit);
  const live = cards.filter((card) => card.state === "ENABLED");
  expect(live).toHaveLength(1);
  const ended = cards.filter((card) => card.state !== "ENABLED").map((card) => card.state);
  expect(ended.filter((state) => state !== "DESTROYED" && state !== "CANCELED")).toEqual([]);
  expect(await store.visits.byId(visit)).toMatchObject({ state: "done" });
  const bodies = desk.plastic();
  expect(bodies.filter((body) => body.uid !== null && body.uid === live[0]?.uid)).toMatchObject([
    { place: "hopper", timesEncoded: 1, timesPrinted: 1 },
  ]);
  expect(bodies.filter((body) => body.timesEncoded > 1 || body.timesPrinted > 1)).toEqual([]);
  expect(await store.jobs.open()).toEqual([]);
}
