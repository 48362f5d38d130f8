import type { Changes } from "./changes.ts";
import type { Implementer } from "./implementer.ts";
import type { StationParts } from "./parts.ts";
import type { Queue } from "./queue.ts";
import { choosePlan } from "./queue-plans.ts";
import { waitingScreen } from "./waiting-screen.ts";

/** The queue, answered. */
export function queueAnswers(
  { queue: os }: Pick<Implementer, "queue">,
  queue: Queue,
  parts: StationParts,
  changes: Changes,
) {
  return {
    screen: os.screen.handler(({ signal }) =>
      changes.live(["board"], () => waitingScreen(parts, queue), signal),
    ),
    say: os.say.handler(({ input }) => queue.say(input.visitId, input.verb)),
    next: os.next.handler(({ input }) => queue.next(input.desk, input.service)),
    undo: os.undo.handler(({ input }) => queue.undo(input.visitId)),
    plan: os.plan.handler(() => queue.plan()),
    choosePlan: os.choosePlan.handler(({ input }) =>
      choosePlan(input.plan, input.over, parts, queue, changes),
    ),
  };
}
