import type { WaitingScreen } from "../contract/queue.ts";
import type { Standing } from "../core/queue.ts";
import { waits } from "../core/queue-estimate.ts";
import { inTurn } from "../core/queue-order.ts";
import { ticketText } from "../core/queue-ticket.ts";
import type { StationParts } from "./parts.ts";
import type { Queue } from "./queue.ts";
import { today } from "./today.ts";

/** What those who wait may read: tickets and desks, never whose they are. */
export async function waitingScreen(
  parts: Pick<StationParts, "store" | "clock" | "settings">,
  queue: Queue,
): Promise<WaitingScreen> {
  const { store, clock } = parts;
  const day = today(parts);
  const [{ plan }, ended] = await Promise.all([queue.plan(), store.queue.endedOf(day)]);
  const lines = await queue.lines(day, plan);
  const waitOf = waits(plan.desks, lines, ended, clock.now());
  const waiting = inTurn(lines);
  return {
    called: lines.flatMap((line) => called(line, plan.desks)).toSorted(latestFirst),
    waiting: plan.services.map(({ id, letter, name }) => {
      const theirs = waiting.filter(({ turn }) => turn.service === id);
      const last = theirs.at(-1);
      const waitMs = last === undefined ? null : (waitOf.get(last.visit.id)?.waitMs ?? null);
      return { letter, name, count: theirs.length, waitMs };
    }),
    chime: plan.chime,
  };
}

type Called = WaitingScreen["called"][number];

function called(
  { ticket, passage }: Standing,
  desks: readonly { readonly id: string; readonly name: string }[],
): readonly Called[] {
  if (ticket === null || passage === null) return [];
  const desk = desks.find(({ id }) => id === passage.desk)?.name ?? passage.desk;
  const { calls, lastCalledAt } = passage;
  return [{ ticket: ticketText(ticket), desk, calls, lastCalledAt }];
}

function latestFirst(a: Called, b: Called): number {
  return b.lastCalledAt.localeCompare(a.lastCalledAt);
}
