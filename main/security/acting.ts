import { AsyncLocalStorage } from "node:async_hooks";
import type { Acting } from "../core/ports/audit-log.ts";

/** Remembers who acts through everything that follows from what they asked; `otherwise` when nobody asked. */
export function createActing(otherwise: string): Acting {
  const storage = new AsyncLocalStorage<string>();
  return {
    now: () => storage.getStore() ?? otherwise,
    as: (who, run) => storage.run(who, run),
  };
}
