import type { ChipProfile } from "../chip-profile/profile.ts";
import type { Result } from "../result.ts";

/** A profile that can be put in force: shipped with Guichet, or the university's own; a former one was the university's before. */
export interface ShelvedProfile {
  readonly profile: ChipProfile;
  readonly from: "shipped" | "own" | "former";
}

/** All profiles there are. `broken`: files of the university's that can not be used, with the place that is wrong. */
export interface ShelfSeen {
  readonly inForce: string;
  readonly profiles: readonly ShelvedProfile[];
  readonly broken: readonly { readonly file: string; readonly at: string }[];
}

/** Why a profile was not taken: what is wrong in it, and where; or another of its name and version is there already. */
export type ProfileRefused =
  | { readonly kind: "profile-malformed"; readonly at: string }
  | { readonly kind: "same-version"; readonly name: string; readonly version: number };

/** The chip profiles of a desk. */
export interface ProfileShelf {
  look(): Promise<ShelfSeen>;
  /** Reads a profile from its text without keeping it. */
  check(text: string): Promise<Result<ChipProfile, ProfileRefused>>;
  /** Keeps a profile of the university's own; the one of its name that was there before becomes a former one. */
  keep(text: string): Promise<Result<ChipProfile, ProfileRefused>>;
  /** Puts a shipped or own profile in force, for every card from now on. */
  choose(name: string): Promise<Result<null, { readonly kind: "no-such-profile" }>>;
}
