import { implement } from "@orpc/server";
import { moneyContract } from "../contract/money.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { Till } from "./till.ts";

/** What windows ask about the money of a day. */
export function moneyAnswers(till: Till, changes: Changes) {
  const os = implement(moneyContract).$context<DeskContext>();
  return {
    day: os.day.handler(({ input, signal }) => changes.live(["money"], () => till.day(input.day), signal)),
    close: os.close.handler(({ input }) => till.close(input.day)),
    copy: os.copy.handler(({ input }) => till.copy(input)),
  };
}
