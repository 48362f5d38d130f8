import { station } from "../../call.ts";
import { liveOf, useLive } from "../../parts/live.ts";

const rulesLive = liveOf((signal) => station.photoCare.live(undefined, { signal }));

/** The rules photos are held against, or undefined before the station told them. */
export function usePhotoRules() {
  return useLive(rulesLive);
}
