import type { Standing } from "./queue.ts";
import type { QueueDesk, ServiceId } from "./queue-plan.ts";

/**
 * Those who wait to be called, first come first: an appointment counts as come at its hour, everybody else at their arrival. Who is a
 * little early does not pass before whoever waits already; who is late keeps their place.
 */
export function inTurn<T extends Standing>(standings: readonly T[]): readonly T[] {
  return standings
    .filter(({ visit, turn }) => visit.state === "arrived" && turn.parkedAt === null)
    .toSorted((a, b) => momentOf(a).localeCompare(momentOf(b)) || arrivalOf(a).localeCompare(arrivalOf(b)));
}

/** Whether a desk takes somebody by turn: its services, and nobody who was sent to another desk. */
export function takes({ id, services }: QueueDesk, { turn }: Pick<Standing, "turn">): boolean {
  return turn.forDesk === null ? services.includes(turn.service) : turn.forDesk === id;
}

/** Who is next at a desk, for one of its services or for any; null when nobody waits for it. */
export function nextAt<T extends Standing>(
  desk: QueueDesk,
  only: ServiceId | null,
  standings: readonly T[],
): T | null {
  return (
    inTurn(standings).find((one) => takes(desk, one) && (only === null || one.turn.service === only)) ?? null
  );
}

function momentOf({ visit }: Standing): string {
  return visit.dueAt ?? arrivalOf({ visit });
}

function arrivalOf({ visit }: Pick<Standing, "visit">): string {
  return visit.arrivedAt ?? "";
}
