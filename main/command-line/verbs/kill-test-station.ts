import { writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { printerStation } from "../../core/ports/printer-room.ts";
import type { RecordStore } from "../../core/ports/record-store.ts";
import { isEnrolled, isMinor, type Student } from "../../core/student.ts";
import type { SimulatedBench } from "../../station/parts.ts";
import type { Station } from "../../station/station.ts";
import { today } from "../../station/today.ts";
import { framedStudio } from "../framed-studio.ts";
import { type Hands, makeCard, prepareVisit, verifyingHands } from "../rehearse.ts";
import type { Verb } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

const fewBlanks = 10;
const manyBlanks = 40;
/** More students than any rehearsal serves. */
const everybody = 1000;

/**
 * The station of a kill test: takes up what the last one left, then makes cards until it has made `--cards` of them or is killed.
 * With `--kill-at N --side before|after` it kills itself at the N-th step it keeps. Says `visit ID` as soon as a visit is kept:
 * from then on it may not be lost.
 */
export const killTestStationVerb: Verb = async (call) => {
  const { values } = parseArgs({
    args: [...call.args],
    options: {
      cards: { type: "string" },
      "kill-at": { type: "string" },
      side: { type: "string" },
      way: { type: "string" },
    },
  });
  const cards = Number(values.cards ?? 1);
  const killAt = Number(values["kill-at"] ?? 0);
  const wrapStore = (store: RecordStore) => dyingAt(store, killAt, values.side === "before");
  const station = printerStation.parse(values.way ?? "chip-first");
  const portrait = await readFile(new URL("../../../assets/examples/portrait.jpg", import.meta.url));
  const studio = framedStudio(portrait);
  return withDesk(
    call,
    { folder: call.folder, wrapStore, station, studio },
    async ({ station: desk, bench }) => {
      if (bench === null) throw new Error("a simulated desk has a bench");
      await finishOpen(desk, bench);
      let made = 0;
      for (const student of await candidates(desk)) {
        if (made >= cards) break;
        restock(bench);
        const arrived = await desk.board.walkIn(student.id);
        if (!arrived.ok) throw new Error(`visit: ${arrived.fault.kind}`);
        writeSync(1, `visit ${arrived.value.visitId}\n`);
        const visit = await prepareVisit(desk, student, portrait);
        if (!visit.ok) throw new Error(`${visit.fault.step}: ${visit.fault.kind}`);
        const card = await makeCard(desk, visit.value, persistentHands(desk, bench, visit.value));
        if (!card.ok) throw new Error(`${card.fault.step}: ${card.fault.kind}`);
        bench.tap(null);
        made += 1;
      }
      return 0;
    },
  );
};

/** A store whose station dies at the n-th step it keeps, just before or just after. */
function dyingAt(store: RecordStore, killAt: number, before: boolean): RecordStore {
  let steps = 0;
  const around = async <T>(keep: () => Promise<T>): Promise<T> => {
    steps += 1;
    const mine = steps === killAt;
    if (mine && before) process.kill(process.pid, "SIGKILL");
    const kept = await keep();
    if (mine) process.kill(process.pid, "SIGKILL");
    return kept;
  };
  const { jobs } = store;
  return {
    ...store,
    jobs: {
      ...jobs,
      add: (job, first) => around(() => jobs.add(job, first)),
      commit: (job, step) => around(() => jobs.commit(job, step)),
    },
  };
}

/** Every issue left open is brought to its end first, as an operator would. */
async function finishOpen(station: Station, bench: SimulatedBench): Promise<void> {
  restock(bench);
  bench.tap(null);
  for (const job of await station.parts.store.jobs.open()) {
    const card = await makeCard(station, job.visitId, persistentHands(station, bench, job.visitId));
    if (!card.ok) throw new Error(`${card.fault.step}: ${card.fault.kind}`);
    bench.tap(null);
  }
}

/** Students who may have a card and have none, in the order of their numbers. */
async function candidates(station: Station): Promise<readonly Student[]> {
  const { store, settings } = station.parts;
  const students = await store.students.first(everybody);
  const day = today(station.parts);
  const waiting: Student[] = [];
  for (const student of students) {
    const eligible = isEnrolled(student, day, settings.yearTurn) && student.blocks.length === 0;
    if (!eligible || isMinor(student, day)) continue;
    if ((await store.cards.liveOf(student.id)) === null) waiting.push(student);
  }
  return waiting.toSorted((a, b) => a.number.localeCompare(b.number));
}

function restock(bench: SimulatedBench): void {
  if (bench.view().feeder < fewBlanks) bench.fill("blank-ev2", manyBlanks);
  if (bench.view().ribbonLeft < fewBlanks) bench.changeRibbon();
}

/** Hands that verify, and go on with another card whenever one was lost or thrown away. */
function persistentHands(
  station: Station,
  bench: SimulatedBench,
  visit: Parameters<typeof verifyingHands>[2],
): Hands {
  const verify = verifyingHands(station, bench, visit);
  return async (need) => {
    if (need.kind !== "card-rejected" && need.kind !== "card-lost") return verify(need);
    restock(bench);
    if (need.kind === "card-rejected" && need.byHand) await throwAwaySpoiled(station, bench, visit);
    const issue = await station.issuing.view(visit);
    if (issue !== null) await station.issuing.say(issue.jobId, "go-on");
    return true;
  };
}

/** What no printer threw away, an operator does: the plastic of every card of the visit that ended. */
async function throwAwaySpoiled(
  station: Station,
  bench: SimulatedBench,
  visit: Parameters<typeof verifyingHands>[2],
): Promise<void> {
  for (const card of await station.parts.store.cards.ofVisit(visit)) {
    if (card.state === "DESTROYED" && card.uid !== null) await bench.throwAway(card.uid);
  }
}
