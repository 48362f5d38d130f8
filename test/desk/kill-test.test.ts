import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { damageIn } from "../../main/command-line/verbs/kill-test-damage.ts";
import { openDesk } from "../../main/compose.ts";
import { keepWorld, readWorld } from "../../main/simulation/world-file.ts";
import { guichetFile } from "../support/guichet.ts";
import {
  clearAway,
  closeDesk,
  eligible,
  emptyFolder,
  filledFolder,
  givenOut,
  openDeskOn,
} from "./desk-in-hand.ts";

afterAll(clearAway);

const forgetfulStation = fileURLToPath(new URL("forgetful-main.ts", import.meta.url));
/** Every step of one card, before and after, in the odd rounds; the even ones fall at random. */
const rounds = 36;
const fewerRounds = 18;

const nothingWrong = {
  encodedTwice: 0,
  printedTwice: 0,
  studentsWithTwoLiveCards: 0,
  chipsOnTwoCards: 0,
  visitsLost: 0,
};

async function run(entry: string, ...words: readonly string[]) {
  const child = spawn(process.execPath, [entry, "guichet", ...words], { stdio: ["ignore", "pipe", "pipe"] });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { out, err, code: child.exitCode, signal: child.signalCode };
}

test.each([
  ["the chip inside the printer, then the print", "chip-first", rounds],
  ["the chip on the desk reader, then the print", "none", fewerRounds],
])(
  "a station killed at every step it keeps, and at random, harms no card, no chip and no visit: %s",
  {
    timeout: 240_000,
  },
  async (_, way, count) => {
    const asked = ["--rounds", String(count), "--seed", "7", "--way", way, "--json"];
    const { out, err, code } = await run(guichetFile, "kill-test", ...asked, "--data", await emptyFolder());
    expect(err).toBe("");
    const told = JSON.parse(out);
    expect(told).toMatchObject({ rounds: count, ...nothingWrong });
    expect(told.kills).toBeGreaterThanOrEqual(count / 2);
    // How many cards come out between the kills depends on the machine's speed: some do.
    expect(told.cardsOut).toBeGreaterThan(0);
    expect(code).toBe(0);
  },
);

/** Kills a station just after it printed and before it kept that, and lets another take its place. */
async function killedAfterPrint(entry: string) {
  const folder = await filledFolder();
  const inner = ["kill-test-station", "--data", folder, "--cards", "1"];
  const first = await run(entry, ...inner, "--kill-at", "6", "--side", "before");
  expect(first.signal).toBe("SIGKILL");
  const second = await run(entry, ...inner);
  expect(second).toMatchObject({ code: 0, err: "" });
  const told = [first, second].flatMap(({ out }) => [...out.matchAll(/^visit (\S+)$/gm)].map(([, id]) => id));
  return damageIn(openDesk, folder, new Set(told.flatMap((id) => id ?? [])));
}

describe("the count of damage", () => {
  test("finds the card printed twice by a station that forgets what it had begun, and none by ours", async () => {
    expect(await killedAfterPrint(forgetfulStation)).toMatchObject({
      ...nothingWrong,
      printedTwice: 1,
      chipsOnTwoCards: 1,
    });
    expect(await killedAfterPrint(guichetFile)).toMatchObject({ ...nothingWrong, cardsOut: 2, rejected: 1 });
  });

  test("finds what is wrong with plastic and with visits, whoever did it", async () => {
    const folder = await filledFolder();
    const desk = await openDeskOn(folder);
    const visits = [
      await givenOut(desk, await eligible(desk, 0)),
      await givenOut(desk, await eligible(desk, 1)),
    ];
    await closeDesk(desk);
    expect(await damageIn(openDesk, folder, new Set(visits))).toMatchObject({ ...nothingWrong, cardsOut: 2 });
    const place = join(folder, "simulated");
    const world = readWorld(place);
    const [first = "", second = ""] = world?.mechanism.hopper ?? [];
    if (world === null) throw new Error("no hardware in this folder");
    const chip = world.bodies[first]?.chip;
    if (chip == null) throw new Error("no chip in this card");
    keepWorld(place, {
      ...world,
      bodies: {
        ...world.bodies,
        [first]: { kind: "blank-ev2", chip: { ...chip, changes: [...chip.changes, "CreateApplication"] } },
      },
      mechanism: {
        ...world.mechanism,
        printings: {
          ...world.mechanism.printings,
          [second]: [...(world.mechanism.printings[second] ?? []), { sha256: "", whole: true }],
        },
      },
    });
    const told = new Set([...visits, "018f0000-0000-7000-8000-000000000000"]);
    expect(await damageIn(openDesk, folder, told)).toMatchObject({
      encodedTwice: 1,
      printedTwice: 1,
      chipsOnTwoCards: 2,
      visitsLost: 1,
    });
  });
});
