import type { Changes } from "./changes.ts";
import type { StationParts } from "./parts.ts";
import { today } from "./today.ts";

/** Soon enough for whoever looks from one desk to the next, and nothing to a database. */
const lookEveryMs = 2000;

/**
 * Several stations may share one database, and an import may run beside a desk: whatever moved on the board without this station having
 * moved it is told to its windows. What it moved itself is told once more, which changes nothing on the screen.
 */
export function watchOthers(
  { store, log, ...parts }: StationParts,
  changes: Changes,
): { readonly look: () => Promise<void>; readonly close: () => Promise<void> } {
  let before: string | null = null;
  let looking = Promise.resolve();
  const look = async () => {
    const mark = await store.queue.mark(today(parts));
    if (before !== null && mark !== before) changes.tell("board");
    before = mark;
  };
  const lookLater = () => {
    looking = looking
      .then(look)
      .catch((cause: unknown) => log({ what: "others-not-seen", cause: String(cause) }));
  };
  const timer = setInterval(lookLater, lookEveryMs);
  timer.unref();
  return {
    look,
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}
