import type { PhotoKeeping, PhotoRules } from "../../../main/contract/photo-care.ts";
import { station } from "../../call.ts";
import { type Store, storeOf } from "../../parts/store.ts";

/** What the station says of the care of photos. */
export interface Care {
  readonly rules: PhotoRules;
  readonly keeping: PhotoKeeping;
}

/** The care of photos as it was last looked at; null before the first look. */
export const care: Store<Care | null> = storeOf<Care | null>(null);

/** Asks the station again; what it said before stays where it does not answer. */
export async function lookAtCare(): Promise<void> {
  const [rules, keeping] = await Promise.all([station.photoCare.rules(), station.photoCare.keeping()]);
  care.write({ rules, keeping });
}
