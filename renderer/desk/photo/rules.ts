import { station } from "../../call.ts";
import { liveOf, useLive } from "../../parts/live.ts";

const rulesLive = liveOf(async (signal) => once(await station.photoCare.rules(undefined, { signal })));

/** The rules photos are held against, or undefined before the station told them. */
export function usePhotoRules() {
  return useLive(rulesLive);
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield await Promise.resolve(value);
}
