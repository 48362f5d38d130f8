import { implement } from "@orpc/server";
import { profilesContract } from "../contract/profiles.ts";
import type { DeskContext } from "./guard.ts";
import type { StationParts } from "./parts.ts";

/** What windows ask about chip profiles. A profile put in force is an act of its own, with the one before. */
export function profileAnswers({ profiles, audit, log }: StationParts) {
  const os = implement(profilesContract).$context<DeskContext>();
  const keep = async (act: "profiles.keep" | "profiles.choose", before: string, after: string) => {
    const facts = { before: { profile: before }, after: { profile: after } };
    const kept = await audit.append({ act, subject: null, outcome: "done", facts });
    if (!kept.ok) log({ what: "act-not-audited", act, fault: kept.fault.kind });
  };
  return {
    look: os.look.handler(() => profiles.look()),
    check: os.check.handler(({ input }) => profiles.check(input.text)),
    keep: os.keep.handler(async ({ input }) => {
      const { inForce } = await profiles.look();
      const kept = await profiles.keep(input.text);
      if (kept.ok) await keep("profiles.keep", inForce, `${kept.value.name} v${kept.value.version}`);
      return kept;
    }),
    choose: os.choose.handler(async ({ input }) => {
      const { inForce } = await profiles.look();
      const chosen = await profiles.choose(input.name);
      if (chosen.ok) await keep("profiles.choose", inForce, input.name);
      return chosen;
    }),
  };
}
