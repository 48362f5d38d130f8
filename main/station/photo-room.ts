import type { PhotoRules } from "../contract/photo-care.ts";
import type { RetentionRule } from "../core/photo/retention.ts";

/** What a desk decided about photos: the rules they are held against, and how long they are kept. */
export interface PhotoChoice {
  readonly profile: string;
  readonly retention: RetentionRule;
}

/** The rules for photos of a desk. */
export interface PhotoRoom {
  /** Read for the first photo. */
  rules(): Promise<PhotoRules>;
  retention(): RetentionRule;
  /** Changes both at once and for good; refuses nothing: the profile was looked up before. */
  choose(choice: PhotoChoice): Promise<void>;
}
