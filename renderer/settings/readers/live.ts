import { station } from "../../call.ts";
import { liveOf } from "../../parts/live.ts";
import { storeOf } from "../../parts/store.ts";

/** The readers of the station's machine, while a page shows them. */
export const readersLive = liveOf((signal) => station.readers.live(undefined, { signal }));

/** All readers, as last seen. */
export type ReadersShown = NonNullable<ReturnType<typeof readersLive.read>>;
export type ReaderShown = ReadersShown["readers"][number];
export type RoleName = keyof ReadersShown["roles"];

/** The reader a person turned to, by its whole name; null: whichever is most likely meant. */
export const turnedTo = storeOf<string | null>(null);

/** Name of a reader without the numbers PC/SC adds, and its serial where it tells one. */
export function properName(name: string): string {
  return name.replace(/(?: [0-9A-F]{2} [0-9A-F]{2}| \d+)$/, "");
}
