import type { PhotoKeeping } from "../../../main/contract/photo-care.ts";
import { station } from "../../call.ts";
import { type Store, storeOf } from "../../parts/store.ts";

/** What is kept of photos, as it was last looked at; null before the first look. */
export const keeping: Store<PhotoKeeping | null> = storeOf<PhotoKeeping | null>(null);

/** Asks the station again; what it said before stays where it does not answer. */
export async function lookAtKeeping(): Promise<void> {
  keeping.write(await station.photoCare.keeping());
}
