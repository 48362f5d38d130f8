import { afterAll, beforeAll, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
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
  signedInWindow,
  tapOwn,
  untilNeed,
} from "./desk-in-hand.ts";
import { expectOneLiveCard } from "./what-is-left.ts";

const operator = "Camille Roux";
const passphrase = "trois chevaux sous la pluie";
let desk: Desk;

beforeAll(async () => {
  desk = await openDeskOn(await filledFolder());
  const { keys } = desk.station.parts;
  await keys.create(operator, passphrase);
  for (const name of ["guichet", "guichet-chip"]) {
    await keys.beginCeremony(name, "aes-128");
    for (const custodian of ["Première gardienne", "Second gardien"]) await keys.component(custodian, null);
    expect(await keys.endCeremony()).toMatchObject({ ok: true });
  }
});
afterAll(clearAway);

test("a card that meets locked keys waits in the printer and goes on once they are open; the card laid meanwhile is read again by itself", async () => {
  const { keys } = desk.station.parts;
  desk.station.screenLocked();
  expect(await keys.view()).toMatchObject({ state: "locked", lockedBecause: "screen" });
  const visit = await prepared(desk, await eligible(desk, 0));
  const waiting = await untilNeed(desk, visit);
  expect(waiting).toMatchObject({
    state: "waiting",
    need: { kind: "keys-unavailable", key: expect.stringMatching(/ v1$/), why: "keys-locked" },
  });
  expect(
    benchOf(desk)
      .view()
      .cards.filter(({ place }) => place === "reject-box"),
  ).toEqual([]);
  expect(await keys.unlock(operator, passphrase)).toMatchObject({ ok: true });
  expect((await say(desk, visit, "go-on")).need).toMatchObject({ kind: "verify" });

  await keys.lock("idle");
  await tapOwn(desk, visit);
  await reads(desk, visit, { kind: "verify", chipMatched: false, lastTap: "keys-locked" });
  await keys.unlock(operator, passphrase);
  await reads(desk, visit, { kind: "verify", chipMatched: true, lastTap: "matches" });
  expect(await finish(desk, visit)).toBeNull();
  expect((await issueOf(desk, visit)).attempt).toBe(1);
  await expectOneLiveCard(desk, visit);
});

test("keys lock when the last operator locks their window or leaves, and not while another is still there", async () => {
  const { keys } = desk.station.parts;
  const [one, other] = [await signedInWindow(desk), await signedInWindow(desk, ["encodage"])];
  await keys.unlock(operator, passphrase);
  await one.operators.lock();
  expect(await keys.view()).toMatchObject({ state: "open" });
  await other.operators.signOut();
  expect(await keys.view()).toMatchObject({ state: "locked", lockedBecause: "screen" });
});
