import { tried, wrongLimitOf } from "../../../main/core/photo/amending.ts";
import {
  type LimitName,
  limitNames,
  limitsIn,
  type PhotoLimits,
} from "../../../main/core/photo/photo-limits.ts";
import type { PhotoProfile } from "../../../main/core/photo/photo-profile.ts";
import { storeOf } from "../../parts/store.ts";

/** A profile being changed: its limits as they stand in the form, NaN where a field is empty. */
export interface RulesDraft {
  /** The version that was seen. */
  readonly profile: PhotoProfile;
  readonly limits: PhotoLimits;
  /** The limits before each change, the latest last; typing on in one field is one change. */
  readonly past: readonly { readonly limits: PhotoLimits; readonly by: LimitName | "all" }[];
  readonly decision: string;
}

/** What is being changed at this window; kept when the page is left. */
export const rulesDraft = storeOf<RulesDraft | null>(null);

/** A profile before anything is changed. */
export function draftOf(profile: PhotoProfile): RulesDraft {
  return { profile, limits: limitsIn(profile), past: [], decision: "" };
}

/** The draft with another value of one limit; null waives it. */
export function withLimit(draft: RulesDraft, name: LimitName, value: number | null): RulesDraft {
  const { limits, past } = draft;
  const typedOn = past.at(-1)?.by === name && value !== null && limits[name] !== null;
  return {
    ...draft,
    limits: { ...limits, [name]: value },
    past: typedOn ? past : [...past, { limits, by: name }],
  };
}

/** The draft with all limits of another version. */
export function withAll(draft: RulesDraft, version: PhotoProfile): RulesDraft {
  const { limits, past } = draft;
  return { ...draft, limits: limitsIn(version), past: [...past, { limits, by: "all" }] };
}

/** The draft before its last change. */
export function undone(draft: RulesDraft): RulesDraft {
  const last = draft.past.at(-1);
  return last === undefined ? draft : { ...draft, limits: last.limits, past: draft.past.slice(0, -1) };
}

/** The limits that are not what they were in the version that was seen. */
export function changedIn({ profile, limits }: RulesDraft): readonly LimitName[] {
  const before = limitsIn(profile);
  return limitNames.filter((name) => !Object.is(limits[name], before[name]));
}

/** The limit that can not stand, where there is one. */
export function wrongIn({ profile, limits }: RulesDraft): LimitName | null {
  return wrongLimitOf(profile, limits);
}

/** The profile the draft would make, for looking at what it says; null while a limit can not stand. */
export function triedDraft({ profile, limits }: RulesDraft): PhotoProfile | null {
  const made = tried(profile, limits);
  return made.ok ? made.value : null;
}
