import { afterAll, expect, test } from "vitest";
import {
  benchOf,
  clearAway,
  eligible,
  filledFolder,
  finish,
  openDeskOn,
  prepared,
  say,
  untilNeed,
} from "./desk-in-hand.ts";
import { expectOneLiveCard } from "./what-is-left.ts";

afterAll(clearAway);

const heading =
  "PIX.SS;PIX.NN;AAPL;NUM_PROTOCOLAIRE;NUM_APPLICATIF;NFO;CNOUS;CROUS;EMETTEUR(hex);MAPPING;NUM_CARTE;DATE_CREATION(dd/MM/yyyy)";

test("a pre-encoded card waits in the printer until the maker's file is imported, and is then made beside its zone", async () => {
  const desk = await openDeskOn(await filledFolder());
  benchOf(desk).fill("crous", 1);
  const visit = await prepared(desk, await eligible(desk, 0));
  const { need } = await untilNeed(desk, visit);
  if (need?.kind !== "crous-unlisted") throw new Error(JSON.stringify(need));
  expect((await say(desk, visit, "go-on")).need).toEqual(need);
  const file = new TextEncoder().encode(`${heading}\n1;2;A;${need.uid};7;;;;0A;1;99990001;01/09/2026\n`);
  const imported = await desk.station.importing.read({
    bytes: file,
    fileName: "InfoCarteCROUS.csv",
    as: null,
    columns: null,
    dryRun: false,
  });
  expect(imported).toMatchObject({ value: { as: "crous", added: 1 } });
  await say(desk, visit, "go-on");
  expect(await finish(desk, visit)).toBeNull();
  await expectOneLiveCard(desk, visit);
  const { chips } = desk.station.parts.store;
  expect(await chips.byUid(need.uid as Parameters<typeof chips.byUid>[0])).toMatchObject({
    state: "personalised",
    profile: { name: "annual", version: 1 },
  });
});
