import { station } from "../../call.ts";
import { warmDetector } from "./live-detector.ts";

/** Gets everything ready that a photo will ask for: the detector here, the decoder at the station. Costs the screen nothing. */
export function warmPhoto(): void {
  requestIdleCallback(() => {
    warmDetector();
    station.photoCare.prepare().catch(() => undefined);
  });
}
