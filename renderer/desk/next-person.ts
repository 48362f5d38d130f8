import type { Board } from "../../main/contract/board.ts";
import { nextToServe } from "./day-order.ts";
import { act, outcome } from "./moves.ts";
import { goTo } from "./place.ts";

/** Serves whoever has waited longest; goes back to the day, and says so, when nobody waits. */
export async function serveNext(board: Board): Promise<void> {
  const next = nextToServe(board);
  if (next !== null) return act(next, "being-served");
  outcome.write({ kind: "nobody-waits" });
  goTo({ at: "day" });
}
