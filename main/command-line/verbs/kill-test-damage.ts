import type { Card } from "../../core/card.ts";
import type { Station } from "../../station/station.ts";
import { today } from "../../station/today.ts";
import type { PlasticHistory } from "../desk.ts";
import type { VerbCall } from "../verb.ts";

/** What a kill test counts: all but the first two must be zero. */
export interface Damage {
  readonly cardsOut: number;
  readonly rejected: number;
  readonly encodedTwice: number;
  readonly printedTwice: number;
  readonly studentsWithTwoLiveCards: number;
  readonly chipsOnTwoCards: number;
  readonly visitsLost: number;
}

/** Compares what the simulated plastic says happened to it with what the database says. */
export async function damageIn(call: VerbCall, folder: string, begun: ReadonlySet<string>): Promise<Damage> {
  const desk = await call.openDesk({ folder, printMs: 0, simulate: true });
  if (!desk.ok) throw new Error(desk.fault.kind);
  const { station } = desk.value;
  try {
    const plastic = desk.value.plastic();
    const cards: Card[] = [];
    let visitsLost = 0;
    for (const number of begun) {
      const ofStudent = await cardsOfToday(station, number);
      if (ofStudent === null || !ofStudent.served) visitsLost += 1;
      cards.push(...(ofStudent?.cards ?? []));
    }
    const live = cards.filter((card) => card.state === "ENABLED");
    return {
      cardsOut: live.length,
      rejected: plastic.filter((body) => body.place === "reject-box").length,
      encodedTwice: plastic.filter((body) => body.timesEncoded > 1).length,
      printedTwice: plastic.filter((body) => body.timesPrinted > 1).length,
      studentsWithTwoLiveCards: repeated(live.map((card) => card.studentId)),
      chipsOnTwoCards: repeated(cards.flatMap((card) => card.uid ?? [])) + strangers(live, plastic),
      visitsLost,
    };
  } finally {
    await desk.value.close();
  }
}

/** The cards of a student's visit of today, and whether the visit ended with a live one. */
async function cardsOfToday(
  station: Station,
  number: string,
): Promise<{ readonly cards: readonly Card[]; readonly served: boolean } | null> {
  const { store } = station.parts;
  const student = await store.students.byNumber(number);
  const visit = student === null ? null : await store.visits.ofStudent(student.id, today(station.parts));
  if (visit === null) return null;
  const cards = await store.cards.ofVisit(visit.id);
  return { cards, served: visit.state === "done" && cards.some((card) => card.state === "ENABLED") };
}

/** Live cards whose plastic was not given out, or was not encoded and printed exactly once. */
function strangers(live: readonly Card[], plastic: readonly PlasticHistory[]): number {
  return live.filter((card) => {
    const body = plastic.find((each) => each.uid === card.uid);
    return body?.place !== "hopper" || body.timesEncoded !== 1 || body.timesPrinted !== 1;
  }).length;
}

/** How many values stand more than once. */
function repeated(values: readonly string[]): number {
  const seen = new Map<string, number>();
  for (const value of values) seen.set(value, (seen.get(value) ?? 0) + 1);
  return [...seen.values()].filter((times) => times > 1).length;
}
