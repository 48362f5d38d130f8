import type { Card } from "../../core/card.ts";
import { visitId } from "../../core/ids.ts";
import type { DeskOpener, PlasticHistory } from "../desk.ts";

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

/** Compares what the simulated plastic says happened to it with what the database says of the visits that were told as kept. */
export async function damageIn(
  openDesk: DeskOpener,
  folder: string,
  told: ReadonlySet<string>,
): Promise<Damage> {
  const desk = await openDesk({ folder, printMs: 0, simulate: true });
  if (!desk.ok) throw new Error(desk.fault.kind);
  const { store } = desk.value.station.parts;
  try {
    const plastic = desk.value.plastic();
    const cards: Card[] = [];
    let visitsLost = 0;
    for (const id of told) {
      const visit = await store.visits.byId(visitId.parse(id));
      const ofVisit = visit === null ? [] : await store.cards.ofVisit(visit.id);
      const served = visit?.state === "done" && ofVisit.some((card) => card.state === "ENABLED");
      if (!served) visitsLost += 1;
      cards.push(...ofVisit);
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
