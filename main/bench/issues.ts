import type { Desk } from "../command-line/desk.ts";
import { makeCard, prepareVisit, verifyingHands } from "../command-line/rehearse.ts";
import { dayIn } from "../core/calendar.ts";
import { isEnrolled, isMinor, type Student } from "../core/student.ts";
import { medianOf } from "./sampling.ts";

const cards = 20;
const cardsBeforeMemory = 10;
/** More students than the examples have. */
const everybody = 1000;

/** One card on simulated devices that take no time, and what the station weighs after ten of them. */
export interface IssueFigures {
  /** From the start of the issue to the live card, hands answering at once: milliseconds. */
  readonly stationMs: number;
  /** From the start of the issue to the card that lies in the hopper, written and printed by a printer that takes no time: milliseconds. */
  readonly overheadMs: number;
  /** Commands the chip was sent by the encoder. */
  readonly exchanges: number;
  readonly stationRssMb: number;
}

/** Makes twenty cards with hands that answer at once. */
export async function measureIssues(desk: Desk, photo: Uint8Array): Promise<IssueFigures> {
  const { station, bench } = desk;
  if (bench === null) throw new Error("the bench wants a simulated desk");
  const took: number[] = [];
  const untilOut: number[] = [];
  let exchanges = 0;
  let stationRssMb = 0;
  for (const student of await servable(desk)) {
    if (took.length === cards) break;
    const visit = await prepareVisit(station, student, photo);
    if (!visit.ok) throw new Error(`no visit: ${visit.fault.kind}`);
    const hands = verifyingHands(station, bench, visit.value);
    let outAt: number | null = null;
    const from = performance.now();
    const made = await makeCard(station, visit.value, (need) => {
      if (need.kind === "verify") outAt ??= performance.now();
      return hands(need);
    });
    took.push(performance.now() - from);
    if (outAt !== null) untilOut.push(outAt - from);
    if (!made.ok) throw new Error(`no card: ${made.fault.kind}`);
    const job = await station.parts.store.jobs.byId(made.value.jobId);
    exchanges = job?.state.exchanges ?? 0;
    bench.tap(null);
    if (took.length === cardsBeforeMemory) stationRssMb = process.memoryUsage().rss / 1_048_576;
  }
  if (took.length < cards) throw new Error("the examples have too few students for the bench");
  return { stationMs: medianOf(took), overheadMs: medianOf(untilOut), exchanges, stationRssMb };
}

async function servable({ station }: Desk): Promise<readonly Student[]> {
  const { store, settings, clock } = station.parts;
  const day = dayIn(settings.zone, clock.now());
  const students = await store.students.first(everybody);
  return students.filter(
    (student) =>
      isEnrolled(student, day, settings.yearTurn) && student.blocks.length === 0 && !isMinor(student, day),
  );
}
