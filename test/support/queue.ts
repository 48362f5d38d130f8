import type { Instant } from "../../main/core/calendar.ts";
import { visitId } from "../../main/core/ids.ts";
import type { Passage, Standing } from "../../main/core/queue.ts";
import type { EndedPassage } from "../../main/core/queue-estimate.ts";
import { type DeskId, deskId, queueDesk, type ServiceId, serviceId } from "../../main/core/queue-plan.ts";

/** A moment of the morning all of these are of, in UTC. */
export const clock = (time: string) => `2026-09-07T${time}:00.000Z` as Instant;

/** Two services and three desks: one for each, and one for both. */
export const cards: ServiceId = serviceId.parse("card");
export const lost: ServiceId = serviceId.parse("replacement");
export const [first, second, both] = [
  queueDesk.parse({ id: "desk-1", name: "Guichet 1", services: [cards] }),
  queueDesk.parse({ id: "desk-2", name: "Guichet 2", services: [lost] }),
  queueDesk.parse({ id: "desk-3", name: "Guichet 3", services: [cards, lost] }),
];

let made = 0;

/** Somebody who waits for a card since 09:00, without appointment, unless told otherwise. */
export function waiting(
  visit: Partial<Standing["visit"]> = {},
  turn: Partial<Standing["turn"]> = {},
  passage: Passage | null = null,
): Standing {
  made += 1;
  return {
    visit: {
      id: visitId.parse(`018f0000-0000-7000-8000-${String(made).padStart(12, "0")}`),
      state: "arrived",
      dueAt: null,
      arrivedAt: clock("09:00"),
      servedAt: null,
      closedAt: null,
      ...visit,
    },
    turn: { service: cards, forDesk: null, parkedAt: null, ...turn },
    ticket: { letter: "A", number: made },
    passage,
  };
}

/** A call to a desk. */
export function called(at: Instant, desk: DeskId = deskId.parse("desk-1"), service = cards): Passage {
  return { number: 1, service, desk, by: "desk", calledAt: at, calls: 1, lastCalledAt: at };
}

/** Somebody who was served from then on for so many minutes, and left at `ended`. */
export function served(ended: Instant, minutes: number, more: Partial<EndedPassage> = {}): EndedPassage {
  const calledAt = new Date(Date.parse(ended) - minutes * 60_000).toISOString() as Instant;
  return { ...called(calledAt), endedAt: ended, endedAs: "done", ...more };
}
