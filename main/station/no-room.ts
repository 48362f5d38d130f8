import type { StoreFault } from "../core/ports/record-store.ts";
import { failed } from "../core/result.ts";

/** The fault of a change that no rule of the database can forbid: only want of room is left, anything else is a bug. */
export function noRoom(fault: StoreFault) {
  if (fault.kind === "refused") throw new Error(`refused for no known reason: ${fault.rule}`);
  return failed({ kind: "disk-full" as const });
}
