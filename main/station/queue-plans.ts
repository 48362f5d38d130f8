import type { PlanFault } from "../contract/queue.ts";
import { differencesBetween } from "../core/differences.ts";
import { problemOfPlan, type QueuePlan } from "../core/queue-plan.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { nameOnCard } from "../core/student.ts";
import type { Changes } from "./changes.ts";
import { noRoom } from "./no-room.ts";
import type { StationParts } from "./parts.ts";
import type { DayLine, Queue } from "./queue.ts";
import { today } from "./today.ts";

/** A plan, and how often it was changed. */
export interface KeptPlan {
  readonly version: number;
  readonly plan: QueuePlan;
}

/** Gives the plan in force: the one somebody chose, or the one the desk comes with. */
export function plansOf({
  store,
  firstPlan,
}: Pick<StationParts, "store" | "firstPlan">): () => Promise<KeptPlan> {
  let first: Promise<QueuePlan> | null = null;
  return async () => {
    const kept = await store.queue.plan();
    first ??= firstPlan();
    return kept ?? { version: 0, plan: await first };
  };
}

/** Puts another plan in force over the version it was made from; nobody who is here now may be left without service or desk. */
export async function choosePlan(
  chosen: QueuePlan,
  over: number,
  parts: StationParts,
  queue: Queue,
  changes: Changes,
): Promise<Result<null, PlanFault>> {
  const { store, audit, log } = parts;
  const problem = problemOfPlan(chosen);
  if (problem !== null) return failed({ kind: "problem", problem });
  const before = await queue.plan();
  const stranded = (await queue.lines(today(parts), before.plan)).find((line) => isStranded(line, chosen));
  if (stranded !== undefined) {
    const { firstName, lastName } = nameOnCard(stranded.student);
    return failed({ kind: "in-use", name: `${firstName} ${lastName}` });
  }
  const kept = await store.queue.keepPlan(chosen, over);
  if (!kept.ok) return noRoom(kept.fault);
  if (!kept.value) return failed({ kind: "changed-since" });
  const act = "queue.choosePlan";
  const facts = differencesBetween(asFacts(before), asFacts({ version: over + 1, plan: chosen }));
  const told = await audit.append({ act, subject: null, outcome: "done", facts });
  if (!told.ok) log({ what: "act-not-audited", act, fault: told.fault.kind });
  changes.tell("board");
  return succeeded(null);
}

function isStranded({ visit, turn, passage }: DayLine, { services, desks }: QueuePlan): boolean {
  if (visit.state !== "arrived" && visit.state !== "being-served") return false;
  const isDesk = (id: string | undefined | null) => id == null || desks.some((desk) => desk.id === id);
  return !services.some(({ id }) => id === turn.service) || !isDesk(turn.forDesk) || !isDesk(passage?.desk);
}

function asFacts({ version, plan }: KeptPlan) {
  return { version, ...plan };
}
