import type { AmendFault } from "../contract/photo-care.ts";
import { amended } from "../core/photo/amending.ts";
import { limitNames, limitsIn, type PhotoLimits } from "../core/photo/photo-limits.ts";
import type { PhotoProfile } from "../core/photo/photo-profile.ts";
import type { AuditedAct, Facts } from "../core/ports/audit-log.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { Changes } from "./changes.ts";
import type { StationParts } from "./parts.ts";
import { today } from "./today.ts";

/** What is asked of a profile: other limits than those of the version that was seen. */
interface AmendWish {
  readonly profile: string;
  readonly version: number;
  readonly limits: PhotoLimits;
  readonly decision: string;
}

/** Gives a profile other limits, in force at once where it is; photos that are there already are not judged again. */
export async function amendPhotoRules(
  { profile: name, version, limits, decision }: AmendWish,
  parts: StationParts,
  changes: Changes,
): Promise<Result<PhotoProfile, AmendFault>> {
  const { photos } = parts;
  const now = await profileNamed(name, parts);
  if (now === null) return failed({ kind: "no-such-profile" });
  if (now.version !== version) return failed({ kind: "changed-meanwhile" });
  const { shipped, former } = await photos.history(name);
  const next = amended(now, shipped, {
    limits,
    decision,
    on: today(parts),
    version: Math.max(now.version, ...former.map((each) => each.version)) + 1,
  });
  if (!next.ok) return next;
  if (!(await photos.keep(next.value))) return failed({ kind: "unwritable" });
  await tellAudit("photoCare.amend", changed(now, next.value), parts);
  changes.tell("photos");
  return next;
}

/** Puts a profile back as it is shipped. */
export async function restorePhotoRules(
  name: string,
  parts: StationParts,
  changes: Changes,
): Promise<Result<null, AmendFault>> {
  const now = await profileNamed(name, parts);
  const { shipped } = await parts.photos.history(name);
  if (now === null || shipped === null) return failed({ kind: "no-such-profile" });
  if (JSON.stringify(now) === JSON.stringify(shipped)) return failed({ kind: "as-shipped" });
  if (!(await parts.photos.restore(name))) return failed({ kind: "unwritable" });
  await tellAudit("photoCare.restore", changed(now, shipped), parts);
  changes.tell("photos");
  return succeeded(null);
}

async function profileNamed(name: string, { photos }: StationParts): Promise<PhotoProfile | null> {
  const { inForce, others } = await photos.rules();
  return [inForce, ...others].find((each) => each.name === name) ?? null;
}

/** The limits that are not what they were, before and after. What decided them stands in the profile: it may name somebody. */
function changed(
  before: PhotoProfile,
  after: PhotoProfile,
): { readonly before: Facts; readonly after: Facts } {
  const [was, is] = [limitsIn(before), limitsIn(after)];
  const other = limitNames.filter((name) => was[name] !== is[name]);
  const of = ({ name: profile, version }: PhotoProfile, limits: PhotoLimits): Facts => ({
    profile,
    version,
    ...Object.fromEntries(other.map((name) => [name, limits[name]])),
  });
  return { before: of(before, was), after: of(after, is) };
}

async function tellAudit(
  act: string,
  facts: AuditedAct["facts"],
  { audit, log }: StationParts,
): Promise<void> {
  const kept = await audit.append({ act, subject: null, outcome: "done", facts });
  if (!kept.ok) log({ what: "act-not-audited", act, fault: kept.fault.kind });
}
