import { implement } from "@orpc/server";
import { retentionContract } from "../contract/retention.ts";
import { differencesBetween } from "../core/differences.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { StationParts } from "./parts.ts";
import { purge, retentionView } from "./purging.ts";

/** What windows ask about how long things are kept. Other periods are an act of their own, with those before. */
export function retentionAnswers(parts: StationParts, changes: Changes) {
  const { retention, audit, log } = parts;
  const os = implement(retentionContract).$context<DeskContext>();
  return {
    look: os.look.handler(() => retentionView(parts)),
    choose: os.choose.handler(async ({ input }) => {
      const before = retention.periods();
      await retention.choose(input);
      const act = "retention.choose";
      const facts = differencesBetween(before, input);
      const told = await audit.append({ act, subject: null, outcome: "done", facts });
      if (!told.ok) log({ what: "act-not-audited", act, fault: told.fault.kind });
      return retentionView(parts);
    }),
    purge: os.purge.handler(async () => {
      await purge(parts);
      changes.tell("board", "students", "photos");
      return retentionView(parts);
    }),
  };
}
