import { implement } from "@orpc/server";
import { startContract } from "../contract/start.ts";
import type { StartFault } from "../core/ports/start-lock.ts";
import { type Result, succeeded } from "../core/result.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { StationParts } from "./parts.ts";

/** What windows ask about how this desk starts, answered. */
export function startAnswers({ start }: Pick<StationParts, "start">, changes: Changes) {
  const os = implement(startContract).$context<DeskContext>();
  const told = async (done: Promise<Result<void, StartFault>>): Promise<Result<null, StartFault>> => {
    const said = await done;
    changes.tell("start");
    return said.ok ? succeeded(null) : said;
  };
  return {
    open: os.open.handler(() => succeeded(null)),
    live: os.live.handler(({ signal }) => changes.live(["start"], () => start.view(), signal)),
    ask: os.ask.handler(({ input }) => told(start.ask(input))),
    unattended: os.unattended.handler(({ input }) => told(start.unattended(input))),
    addHolder: os.addHolder.handler(({ input }) => told(start.addHolder(input.by, input.fresh))),
    removeHolder: os.removeHolder.handler(({ input }) => told(start.removeHolder(input.by, input.holder))),
  };
}
