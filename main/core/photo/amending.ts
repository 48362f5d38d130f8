import { z } from "zod";
import type { CalendarDay } from "../calendar.ts";
import { failed, type Result, succeeded } from "../result.ts";
import {
  type CheckSources,
  type LimitName,
  limitNames,
  limitsIn,
  type PhotoLimits,
  sameLimits,
  withLimits,
} from "./photo-limits.ts";
import { type PhotoCheck, type PhotoProfile, photoChecks, photoProfile } from "./photo-profile.ts";

/** Which limits are to be, and what the establishment decided them by: kept as the source of those that are its own. */
export const decisionText = z.string().trim().min(1).max(300);

/** A decision on the limits of a profile. */
export interface Amendment {
  readonly limits: PhotoLimits;
  readonly decision: string;
  readonly on: CalendarDay;
  /** The number the profile will bear. */
  readonly version: number;
}

/** A limit that can not stand: out of its range, or on the wrong side of another one. */
export interface WrongLimit {
  readonly kind: "wrong-limit";
  readonly limit: LimitName;
}

/**
 * A profile with other limits. A check that is as before, or as shipped, keeps the source it had there; one that is neither is the
 * establishment's own, and says what decided it.
 */
export function amended(
  now: PhotoProfile,
  shipped: PhotoProfile | null,
  { limits, decision, on, version }: Amendment,
): Result<PhotoProfile, WrongLimit> {
  const own = `decided-${version}`;
  const before = limitsIn(now);
  const first = shipped === null ? before : limitsIn(shipped);
  const sourceOf = (check: PhotoCheck): string => {
    const kept = sameLimits(check, limits, before) ? now[check] : null;
    const back = shipped !== null && sameLimits(check, limits, first) ? shipped[check] : null;
    return kept?.source ?? back?.source ?? own;
  };
  const sources = Object.fromEntries(photoChecks.map((check) => [check, sourceOf(check)])) as CheckSources;
  const told = {
    ...shipped?.sources,
    ...now.sources,
    [own]: { decision, on },
  };
  const used = new Set<string>(
    photoChecks
      .filter((check) => check !== "mouth" || limits["mouth.mostOpen"] !== null)
      .map((check) => sources[check]),
  );
  const made = photoProfile.safeParse({
    ...withLimits(now, limits, sources),
    version,
    sources: Object.fromEntries(
      Object.entries(told).filter(([name, source]) => used.has(name) || !("decision" in source)),
    ),
  });
  if (made.success) return succeeded(made.data);
  const limit = limitNames.find((name) => made.error.issues.some(({ path }) => path.join(".") === name));
  if (limit === undefined)
    throw new Error("an amended profile is wrong beside its limits", { cause: made.error });
  return failed({ kind: "wrong-limit", limit });
}

/** The limit that can not stand, where there is one. */
export function wrongLimitOf(profile: PhotoProfile, limits: PhotoLimits): LimitName | null {
  const made = tried(profile, limits);
  return made.ok ? null : made.fault.limit;
}

/** A profile under other limits nobody decided yet: to see what they would say. */
export function tried(profile: PhotoProfile, limits: PhotoLimits): Result<PhotoProfile, WrongLimit> {
  const { version, readOn } = profile;
  return amended(profile, null, { limits, decision: "?", on: readOn, version: version + 1 });
}
