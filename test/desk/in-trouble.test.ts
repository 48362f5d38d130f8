import { afterAll, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import {
  clearAway,
  finish,
  folderWithVisit,
  openDeskOn,
  say,
  untilNeed,
  watchedStore,
} from "./desk-in-hand.ts";
import { troubles } from "./troubles.ts";
import { expectOneLiveCard, leftBehind } from "./what-is-left.ts";

const table: Record<string, string>[] = [];

afterAll(async () => {
  await clearAway();
  process.stdout.write(`${table.map((line) => `${line["trouble"]}\n    ${line["left"]}\n`).join("")}\n`);
});

test.each(troubles)("$name", async (trouble) => {
  const { at } = trouble;
  let happened = at === undefined;
  let desk: Desk | null = null;
  const wrapStore = watchedStore({
    kept({ intent }) {
      if (happened || desk === null || intent?.act !== at?.act) return;
      happened = true;
      at?.happen(desk);
    },
  });
  const { folder, visit } = await folderWithVisit();
  desk = await openDeskOn(folder, { wrapStore, printMs: trouble.printMs ?? 0 });
  trouble.arrange?.(desk);
  let issue = await untilNeed(desk, visit);
  if (trouble.says !== undefined) issue = await say(desk, visit, trouble.says);
  const left = await leftBehind(desk, visit);
  table.push({
    trouble: trouble.name,
    left: `reads: ${left.need} | journal: ${left.journal.join("; ") || "nothing failed"} | plastic: ${left.plastic.join("; ") || "all in the feeder"} | cards: ${left.cards.join("; ")}`,
  });
  expect(issue.need).toMatchObject(trouble.need);
  expect(left.journal).toEqual(trouble.journal);
  expect(left.plastic).toEqual(trouble.plastic);
  expect(left.cards).toEqual(trouble.cards);
  trouble.mend?.(desk);
  if (trouble.printMs !== undefined) expect(happened).toBe(true);
  expect(await finish(desk, visit)).toBeNull();
  await expectOneLiveCard(desk, visit);
});
