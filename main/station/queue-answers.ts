import type { Implementer } from "./implementer.ts";
import type { Queue } from "./queue.ts";

/** The queue, answered. */
export function queueAnswers({ queue: os }: Pick<Implementer, "queue">, queue: Queue) {
  return {
    say: os.say.handler(({ input }) => queue.say(input.visitId, input.verb)),
    next: os.next.handler(({ input }) => queue.next(input.desk, input.service)),
    undo: os.undo.handler(({ input }) => queue.undo(input.visitId)),
    plan: os.plan.handler(() => queue.plan()),
    choosePlan: os.choosePlan.handler(({ input }) => queue.choosePlan(input.plan, input.over)),
  };
}
