import type { ImportEvent } from "../contract/imports.ts";
import type { Importing, ImportWish } from "./importing.ts";

/** Runs an import and tells how far it has come, then how it ended. Whoever stops listening calls it off while that is possible. */
export async function* importEvents(
  importing: Importing,
  wish: ImportWish,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportEvent> {
  const leaving = new AbortController();
  const stop = () => leaving.abort();
  signal?.addEventListener("abort", stop);
  const told: ImportEvent[] = [];
  let wake: () => void = nothing;
  const tell = (event: ImportEvent) => {
    // Only the last word on how far it has come matters.
    told.splice(0, told.length, event);
    wake();
  };
  const ended = importing
    .read(wish, { progress: tell, signal: leaving.signal })
    .then((answer) => tell({ kind: "end", answer }));
  try {
    for (;;) {
      const event = told.shift();
      if (event === undefined) {
        const woken = Promise.withResolvers<void>();
        wake = woken.resolve;
        await Promise.race([woken.promise, ended]);
        continue;
      }
      yield event;
      if (event.kind === "end") return;
    }
  } finally {
    leaving.abort();
    signal?.removeEventListener("abort", stop);
  }
}

function nothing(): void {
  // Nobody waits yet.
}
