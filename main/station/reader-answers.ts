import { implement } from "@orpc/server";
import { readersContract } from "../contract/readers.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { StationParts } from "./parts.ts";
import { readCardOn } from "./reading-cards.ts";

/** What windows ask about readers and the cards on them. */
export function readerAnswers(parts: StationParts, changes: Changes) {
  const os = implement(readersContract).$context<DeskContext>();
  const { readers, audit, log } = parts;
  return {
    live: os.live.handler(({ signal }) => changes.live(["readers"], () => readers.look(), signal)),
    choose: os.choose.handler(async ({ input: { role, chosen } }) => {
      const before = (await readers.look()).roles[role].chosen;
      await readers.choose(role, chosen);
      const facts = { before: { role, reader: before }, after: { role, reader: chosen } };
      const kept = await audit.append({ act: "readers.choose", subject: null, outcome: "done", facts });
      if (!kept.ok) log({ what: "act-not-audited", act: "readers.choose", fault: kept.fault.kind });
      return null;
    }),
    signal: os.signal.handler(({ input }) => readers.signal(input.reader)),
    read: os.read.handler(({ input }) => readCardOn(input.reader, parts)),
  };
}
