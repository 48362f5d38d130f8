import type { Board } from "../../main/contract/board.ts";
import { nextToServe } from "./day-order.ts";
import { act } from "./moves.ts";
import { goTo } from "./place.ts";

/** Serves whoever has waited longest; goes back to the day when nobody waits. */
export async function serveNext(board: Board): Promise<void> {
  const next = nextToServe(board);
  if (next === null) goTo({ at: "day" });
  else await act(next, "being-served");
}
