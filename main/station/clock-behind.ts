import { type Instant, unixMsOf } from "../core/calendar.ts";
import type { StationParts } from "./parts.ts";

/** Clocks of one computer drift, and are put right, by less than this. */
const driftMs = 2 * 60_000;

/** The moment of the last act at this desk, when the clock says it has not come yet; null when the clock may be right. */
export async function clockBehind({
  audit,
  clock,
}: Pick<StationParts, "audit" | "clock">): Promise<Instant | null> {
  const { at } = await audit.end();
  return at !== null && unixMsOf(at) - clock.now() > driftMs ? at : null;
}
