import { implement } from "@orpc/server";
import { feesContract } from "../contract/fees.ts";
import { failed, succeeded } from "../core/result.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { StationParts } from "./parts.ts";
import { now } from "./today.ts";

/** What windows ask about the table of fees. A table put in force is an act of its own, with both versions. */
export function feeAnswers(parts: StationParts, changes: Changes) {
  const { store, audit, log } = parts;
  const os = implement(feesContract).$context<DeskContext>();
  return {
    look: os.look.handler(async () => ({
      university: parts.settings.university,
      tables: await store.fees.all(),
      examples: await parts.feeExamples(),
    })),
    keep: os.keep.handler(async ({ input }) => {
      const before = (await store.fees.inForce())?.version ?? 0;
      if (before !== input.version) return failed({ kind: "rules-changed" });
      const version = before + 1;
      const kept = await store.fees.add({
        version,
        at: now(parts),
        by: parts.acting.now(),
        rules: input.rules,
      });
      if (!kept.ok) {
        return failed({ kind: kept.fault.kind === "disk-full" ? "disk-full" : "rules-changed" });
      }
      const facts = { before: { version: before }, after: { version, rules: input.rules.length } };
      const told = await audit.append({ act: "fees.keep", subject: null, outcome: "done", facts });
      if (!told.ok) log({ what: "act-not-audited", act: "fees.keep", fault: told.fault.kind });
      changes.tell("renewals");
      return succeeded({ version });
    }),
  };
}
