import { implement } from "@orpc/server";
import { type UniversityFault, type UniversityView, universityContract } from "../contract/university.ts";
import { differencesBetween } from "../core/differences.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { changedFacts, type UniversityFacts } from "../core/university.ts";
import { changeLook } from "./artwork-answers.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { StationParts } from "./parts.ts";
import { thisYear } from "./today.ts";

/** What windows ask about the university. A change of its facts is an act of its own, with what was before. */
export function universityAnswers(parts: StationParts, changes: Changes) {
  const os = implement(universityContract).$context<DeskContext>();
  return {
    look: os.look.handler(() => viewOf(parts)),
    keep: os.keep.handler(({ input: { before, facts } }) => keepUniversity(before, facts, parts, changes)),
    logo: os.logo.handler(async () => {
      const bytes = await parts.artwork.picture("logo");
      return bytes === null ? null : new Blob([bytes.slice()]);
    }),
  };
}

/** Changes the facts of the university, unless a card or a sticker is being made with them. */
export async function keepUniversity(
  before: UniversityFacts,
  facts: UniversityFacts,
  parts: StationParts,
  changes: Changes,
): Promise<Result<UniversityView, UniversityFault>> {
  const { university, store, artwork, audit, log, settings } = parts;
  const kept = university.kept();
  if (changedFacts(kept, before).length > 0) return failed({ kind: "changed-meanwhile" });
  const stickers = await store.stickers.open(settings.escnPrefix, thisYear(parts));
  if ((await store.jobs.open()).length > 0 || stickers.length > 0) return failed({ kind: "issue-under-way" });
  if (await isTaken(facts.escnPrefix, parts)) return failed({ kind: "prefix-taken" });
  const { accent, returnTo } = facts;
  if (accent !== kept.accent || returnTo !== kept.returnTo) {
    const look = await changeLook({ ...artwork.look(), accent, returnTo }, parts);
    if (!look.ok) return look;
  }
  await university.keep(facts);
  const act = "university.keep";
  const told = await audit.append({
    act,
    subject: null,
    outcome: "done",
    facts: differencesBetween(kept, university.kept()),
  });
  if (!told.ok) log({ what: "act-not-audited", act, fault: told.fault.kind });
  // Names stand on every screen, and where the year turns decides who is enrolled.
  changes.tell("university", "board", "students");
  return succeeded(viewOf(parts));
}

function viewOf({ university }: StationParts): UniversityView {
  return { inForce: university.inForce(), kept: university.kept() };
}

/** Each desk of a shared database keeps its acts in a chain that bears its prefix. */
async function isTaken(prefix: number, { university, store, settings }: StationParts): Promise<boolean> {
  if (!university.sharesDatabase || prefix === settings.escnPrefix) return false;
  return (await store.audit.ends()).some(({ chain }) => chain === `desk-${prefix}`);
}
