import type { Position } from "./card-walk.ts";
import type { KeyState } from "./keyring.ts";

/** What an application of the profile that is on a card holds. */
export interface ApplicationFacts {
  /** By key number. */
  readonly keys: readonly KeyState[];
  /** Files that are there, by number: they are right, their content is to be written, or it is right and nobody closed them yet. */
  readonly files: ReadonlyMap<number, FileFound>;
  /** Numbers of the keys whose final value has opened a session. */
  readonly proven: ReadonlySet<number>;
}

/** What was found of one file. */
export type FileFound = "right" | "to-write" | "to-close";

/** What a card was found to be, as far as its profile asks: what the planner works from. */
export interface CardFacts {
  /** Applications of the profile that are on the card. */
  readonly present: ReadonlyMap<string, ApplicationFacts>;
  /** The chip's own key and settings; null: the profile leaves them alone and nobody asked. */
  readonly chip: { readonly key: KeyState; readonly settingsAreRight: boolean } | null;
  /** Where the look at the card ended. */
  readonly position: Position;
}

/** What each file is to hold, by application and number. */
export type Contents = ReadonlyMap<string, ReadonlyMap<number, Uint8Array>>;
