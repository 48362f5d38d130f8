import { afterAll, describe, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import {
  benchOf,
  changeWorld,
  clearAway,
  closeDesk,
  eligible,
  filledFolder,
  finish,
  folderWithVisit,
  givenOut,
  issueOf,
  openDeskOn,
  prepared,
  reads,
  say,
  tapOwn,
  untilNeed,
  viewOf,
  watchedStore,
} from "./desk-in-hand.ts";
import { type Trouble, troubles } from "./troubles.ts";
import { expectOneLiveCard, leftBehind } from "./what-is-left.ts";

afterAll(clearAway);

/** A desk whose student's issue has come to a named trouble. */
async function inTrouble(name: string) {
  const trouble = troubles.find((each) => each.name === name);
  if (trouble === undefined) throw new Error(`no trouble called ${name}`);
  const { folder, visit } = await folderWithVisit();
  const desk = await openTroubled(folder, trouble);
  trouble.arrange?.(desk);
  await untilNeed(desk, visit);
  if (trouble.says !== undefined) await say(desk, visit, trouble.says);
  return { folder, desk, visit, mend: () => trouble.mend?.(desk) };
}

async function openTroubled(folder: string, { at }: Trouble): Promise<Desk> {
  let desk: Desk | null = null;
  let happened = false;
  const wrapStore = watchedStore({
    kept({ intent }) {
      if (happened || desk === null || at === undefined || intent?.act !== at.act) return;
      happened = true;
      at.happen(desk);
    },
  });
  desk = await openDeskOn(folder, { wrapStore });
  return desk;
}

/** A desk whose student's card is out and waits to be verified. */
async function verifying() {
  const { folder, visit } = await folderWithVisit();
  const desk = await openDeskOn(folder);
  expect(await untilNeed(desk, visit)).toMatchObject({ need: { kind: "verify" } });
  return { folder, desk, visit };
}

describe("a card of ours that is another student's", () => {
  test("put back into the feeder is thrown away and not written, and its owner keeps their card", async () => {
    const folder = await filledFolder();
    const before = await openDeskOn(folder);
    const first = await givenOut(before, await eligible(before, 0));
    await closeDesk(before);
    await changeWorld(folder, (mechanism) => ({
      ...mechanism,
      hopper: [],
      feeder: [...mechanism.hopper, ...mechanism.feeder],
    }));
    const desk = await openDeskOn(folder);
    const visit = await prepared(desk, await eligible(desk, 1));
    expect((await untilNeed(desk, visit)).need).toEqual({
      kind: "card-rejected",
      reason: "chip-of-another-card",
      byHand: false,
    });
    expect(await leftBehind(desk, visit)).toMatchObject({
      journal: ["look-at-chip personalised"],
      plastic: ["reject-box, encoded 1, printed 1"],
      cards: ["REQUEST_CHECKED"],
    });
    expect(await finish(desk, visit)).toBeNull();
    await expectOneLiveCard(desk, visit);
    expect((await viewOf(desk, first)).card).toMatchObject({ state: "ENABLED" });
  });

  test("laid on the desk reader changes nothing but what is read, and the right one ends it", async () => {
    const desk = await openDeskOn(await filledFolder());
    const other = await givenOut(desk, await eligible(desk, 0));
    const visit = await prepared(desk, await eligible(desk, 1));
    await untilNeed(desk, visit);
    await say(desk, visit, "looks-good");
    await tapOwn(desk, other);
    await reads(desk, visit, { kind: "verify", lookedAt: true, chipMatched: false, lastTap: "another-card" });
    expect((await viewOf(desk, visit)).card).toMatchObject({ state: "ENCODED" });
    expect(await finish(desk, visit)).toBeNull();
    await expectOneLiveCard(desk, visit);
  });
});

test("a card that cannot be read at the desk says so, and verifies nothing", async () => {
  const { desk, visit, mend } = await inTrouble("mute chip");
  mend();
  await say(desk, visit, "go-on");
  await say(desk, visit, "looks-good");
  const mute = benchOf(desk)
    .view()
    .cards.find((card) => card.kind === "mute");
  benchOf(desk).tap(mute?.id ?? "");
  await reads(desk, visit, { kind: "verify", lookedAt: true, chipMatched: false, lastTap: "unreadable" });
  expect(await finish(desk, visit)).toBeNull();
  await expectOneLiveCard(desk, visit);
});

test("a card that lies on the desk reader before it is asked for is read when it is", async () => {
  const { desk, visit } = await verifying();
  await tapOwn(desk, visit);
  await reads(desk, visit, { kind: "verify", chipMatched: true, lastTap: "matches" });
  expect((await say(desk, visit, "looks-good")).state).toBe("done");
  await expectOneLiveCard(desk, visit);
});

describe("a station that stops with a written card in the printer", () => {
  test("goes on with that card when it is still there", async () => {
    const { folder, desk, visit } = await inTrouble("cover opened on a written card");
    await closeDesk(desk);
    const again = await openDeskOn(folder);
    expect((await issueOf(again, visit)).need).toMatchObject({ kind: "printer", condition: "cover-open" });
    benchOf(again).setFault("cover-open", false);
    expect(await finish(again, visit)).toBeNull();
    await expectOneLiveCard(again, visit);
    expect((await viewOf(again, visit)).issue?.attempt).toBe(1);
  });

  test("and finds it taken out, reads so and makes another", async () => {
    const { folder, desk, visit } = await inTrouble("cover opened on a written card");
    await closeDesk(desk);
    await changeWorld(folder, (mechanism) => ({ ...mechanism, held: null, faults: [] }));
    const again = await openDeskOn(folder);
    expect((await say(again, visit, "go-on")).need).toEqual({ kind: "card-lost" });
    expect(await leftBehind(again, visit)).toMatchObject({
      plastic: ["taken, encoded 1, printed 0"],
      cards: ["DESTROYED card-lost-inside", "REQUEST_CHECKED"],
    });
    expect(await finish(again, visit)).toBeNull();
    await expectOneLiveCard(again, visit);
  });

  test("and finds another blank in its place, throws that away", async () => {
    const { folder, desk, visit } = await inTrouble("cover opened on a written card");
    await closeDesk(desk);
    await changeWorld(folder, (mechanism) => {
      const [cardId = "", ...feeder] = mechanism.feeder;
      return { ...mechanism, held: { cardId, place: "contactless" }, feeder, faults: [] };
    });
    const again = await openDeskOn(folder);
    expect((await say(again, visit, "go-on")).need).toEqual({
      kind: "card-rejected",
      reason: "chip-of-another-card",
      byHand: false,
    });
    expect(await finish(again, visit)).toBeNull();
    await expectOneLiveCard(again, visit);
  });

  test("and with a card that waits to be verified, takes the tap after the start", async () => {
    const { folder, desk, visit } = await verifying();
    await say(desk, visit, "looks-good");
    await closeDesk(desk);
    const again = await openDeskOn(folder);
    expect((await issueOf(again, visit)).need).toMatchObject({ kind: "verify", lookedAt: true });
    expect(await finish(again, visit)).toBeNull();
    await expectOneLiveCard(again, visit);
  });
});

describe("giving up", () => {
  test.each([
    ["feeder empty", "CANCELED abandoned", []],
    ["mute chip", "CANCELED abandoned", ["reject-box, encoded 0, printed 0"]],
    ["jam while giving out", "DESTROYED abandoned", ["reject-box, encoded 1, printed 1"]],
    ["jam while rejecting", "CANCELED abandoned", ["reject-box, encoded 0, printed 0"]],
    ["cover opened on a written card", "DESTROYED abandoned", ["reject-box, encoded 1, printed 0"]],
    ["ribbon ends while printing", "CANCELED abandoned", ["reject-box, encoded 1, printed 1"]],
    ["print looks bad", "CANCELED abandoned", ["hopper, encoded 1, printed 1"]],
  ])("at “%s” ends the card as %s, and the visit can ask for another", async (name, card, plastic) => {
    const { desk, visit, mend } = await inTrouble(name);
    mend();
    await say(desk, visit, "give-up");
    expect(await issueOf(desk, visit)).toMatchObject({ state: "ended", need: null });
    const left = await leftBehind(desk, visit);
    expect(left.cards.at(-1)).toBe(card);
    expect(left.plastic).toEqual(plastic);
    await prepared(desk, await eligible(desk, 0));
    expect(await finish(desk, visit)).toBeNull();
    await expectOneLiveCard(desk, visit);
  });

  test("while a card waits to be verified destroys it", async () => {
    const { desk, visit } = await verifying();
    expect((await say(desk, visit, "give-up")).state).toBe("ended");
    expect((await leftBehind(desk, visit)).cards).toEqual(["DESTROYED abandoned"]);
    await prepared(desk, await eligible(desk, 0));
    expect(await finish(desk, visit)).toBeNull();
    await expectOneLiveCard(desk, visit);
  });

  test("on a printer that stays dead takes two words, and the card inside is thrown away by the next issue", async () => {
    const { desk, visit, mend } = await inTrouble("printer goes offline on a written card");
    expect((await say(desk, visit, "give-up")).need).toMatchObject({ condition: "offline" });
    expect((await say(desk, visit, "give-up")).state).toBe("ended");
    expect((await leftBehind(desk, visit)).plastic).toEqual(["printer, encoded 1, printed 0"]);
    mend();
    const next = await prepared(desk, await eligible(desk, 1));
    expect(await finish(desk, next)).toBeNull();
    await expectOneLiveCard(desk, next);
    expect((await leftBehind(desk, next)).plastic).toEqual([
      "hopper, encoded 1, printed 1",
      "reject-box, encoded 1, printed 0",
    ]);
  });
});
