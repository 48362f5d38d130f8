import type { PhotoRules } from "../contract/photo-care.ts";
import type { PhotoProfile } from "../core/photo/photo-profile.ts";
import type { RetentionRule } from "../core/photo/retention.ts";

/** What a desk decided about photos: the rules they are held against, and how long they are kept. */
export interface PhotoChoice {
  readonly profile: string;
  readonly retention: RetentionRule;
}

/** How a profile came to be what it is. */
export interface ProfileHistory {
  /** As Guichet ships it; null for one of the establishment's own making. */
  readonly shipped: PhotoProfile | null;
  /** As it was before each change, the latest first. */
  readonly former: readonly PhotoProfile[];
}

/** The rules for photos of a desk. */
export interface PhotoRoom {
  /** Read for the first photo. */
  rules(): Promise<PhotoRules>;
  history(profile: string): Promise<ProfileHistory>;
  /** Puts a profile in the place of the one of its name, which becomes a former one. False: the disk took nothing, and all is as before. */
  keep(profile: PhotoProfile): Promise<boolean>;
  /** Takes the establishment's own profile of this name away, among the former ones. False: as with `keep`. */
  restore(profile: string): Promise<boolean>;
  retention(): RetentionRule;
  /** Changes both at once and for good; refuses nothing: the profile was looked up before. */
  choose(choice: PhotoChoice): Promise<void>;
}
