import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { printerStation } from "../../core/ports/printer-room.ts";
import { missing, wholeNumber } from "../usage-problem.ts";
import { UsageError, type Verb, type VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";
import { damageIn } from "./kill-test-damage.ts";

/** Steps one card takes on its way; kills go round them, before and after each. */
const stepsOfACard = 12;
const cardsEachRound = 3;
/** A random kill falls between these, counted from the start of the station. */
const earliestKillMs = 300;
const latestKillMs = 1800;

/** `kill-test --rounds N --seed S [--way chip-first|print-first|none]`: kills stations with SIGKILL at every step they keep and at random moments, and counts the damage. */
export const killTestVerb: Verb = async (call) => {
  const { values } = parseArgs({
    args: [...call.args],
    options: {
      rounds: { type: "string" },
      seed: { type: "string", default: "1" },
      way: { type: "string", default: "chip-first" },
    },
  });
  if (values.rounds === undefined) throw missing({ rounds: values.rounds });
  const rounds = wholeNumber("--rounds", values.rounds);
  if (rounds < 1) throw new UsageError({ kind: "not-positive", option: "--rounds", value: values.rounds });
  const seed = wholeNumber("--seed", values.seed);
  const way = printerStation.safeParse(values.way);
  if (!way.success) {
    const allowed = printerStation.options.join(", ");
    throw new UsageError({ kind: "not-one-of", option: "--way", value: values.way, allowed });
  }
  const folder = call.folderTold ? call.folder : await mkdtemp(join(tmpdir(), "guichet-kill-test-"));
  try {
    // A folder that is not to be rehearsed on is refused here, in words, before any station starts.
    const refused = await withDesk(call, { folder }, async () => 0);
    if (refused !== 0) return refused;
    const told = new Set<string>();
    let kills = 0;
    const chance = seededChance(seed);
    for (let round = 1; round <= rounds; round += 1) {
      const death = deathOf(round, chance);
      const end = await runStation(folder, way.data, death, told);
      if (end.killed) kills += 1;
      else if (end.code !== 0) return stationFailed(call, end.said, round);
      if (!call.json)
        process.stderr.write(
          `${call.words("kill.round", { round, how: call.words(death.how, death.facts) })}\n`,
        );
    }
    // A student whose visit was left without a card comes first again: one card more finishes it.
    const last = await runStation(folder, way.data, oneCardMore, told);
    if (last.code !== 0) return stationFailed(call, last.said, rounds + 1);
    const damage = await damageIn(call.openDesk, folder, told);
    const result = { rounds, kills, ...damage };
    call.answer(result, [resultSentence(result, call)]);
    return isUnharmed(damage) ? 0 : 1;
  } finally {
    if (!call.folderTold) await rm(folder, { recursive: true, force: true });
  }
};

function stationFailed(call: VerbCall, said: string, round: number): number {
  const sentence = call.words("kill.station-failed", { round, said: said.trimEnd() });
  return call.refuse("station-failed", sentence, { round });
}

function resultSentence(result: Readonly<Record<string, number>>, { words }: VerbCall): string {
  const counted = ["rounds", "kills", "cardsOut", "rejected"].map((name) => [
    name,
    words(`kill.${name}`, { count: result[name] ?? 0 }),
  ]);
  return words("kill.result", { ...result, ...Object.fromEntries(counted) });
}

function isUnharmed(damage: Awaited<ReturnType<typeof damageIn>>): boolean {
  const { encodedTwice, printedTwice, studentsWithTwoLiveCards, chipsOnTwoCards, visitsLost } = damage;
  return encodedTwice + printedTwice + studentsWithTwoLiveCards + chipsOnTwoCards + visitsLost === 0;
}

/** How one station is to die. */
interface Death {
  /** The words for it, and their facts. */
  readonly how: string;
  readonly facts: Readonly<Record<string, number>>;
  readonly args: readonly string[];
  readonly afterMs: number | null;
}

const oneCardMore: Death = { how: "kill.none", facts: {}, args: ["--cards", "1"], afterMs: null };

/** Odd rounds go round the kept steps of the first cards, even ones fall at random. */
function deathOf(round: number, chance: () => number): Death {
  const cards = ["--cards", String(cardsEachRound)];
  if (round % 2 === 0) {
    const afterMs = Math.round(earliestKillMs + chance() * (latestKillMs - earliestKillMs));
    return { how: "kill.at", facts: { ms: afterMs }, args: cards, afterMs };
  }
  const turn = (round - 1) / 2;
  const killAt = (Math.floor(turn / 2) % (stepsOfACard * cardsEachRound)) + 1;
  const side = turn % 2 === 0 ? "before" : "after";
  return {
    how: `kill.${side}`,
    facts: { step: killAt },
    args: [...cards, "--kill-at", String(killAt), "--side", side],
    afterMs: null,
  };
}

/** Starts a station on the folder and sees it to its end. */
async function runStation(
  folder: string,
  way: string,
  death: Death,
  told: Set<string>,
): Promise<{ readonly killed: boolean; readonly code: number | null; readonly said: string }> {
  const entry = process.argv[1] ?? "";
  const args = [entry, "guichet", "kill-test-station", "--data", folder, "--way", way, ...death.args];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let heard = "";
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    heard += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const timer = death.afterMs === null ? undefined : setTimeout(() => child.kill("SIGKILL"), death.afterMs);
  await once(child, "close");
  clearTimeout(timer);
  for (const [, id] of heard.matchAll(/^visit (\S+)$/gm)) if (id !== undefined) told.add(id);
  return { killed: child.signalCode === "SIGKILL", code: child.exitCode, said };
}

/** Numbers from 0 to 1 that are the same for the same seed (xorshift32). */
function seededChance(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
