import { dayIn } from "./calendar.ts";

/** The night's copy belongs to the night that ends the day: from two o'clock on, when nobody is at the desk. */
const nightTurnsAtMs = 2 * 3_600_000;

/** Whether the copy of this night is still to be made, or that of a night when the desk was off. `lastMadeAt` and `now` in Unix milliseconds. */
export function backupDue(lastMadeAt: number | null, now: number, zone: string): boolean {
  if (lastMadeAt === null) return true;
  return dayIn(zone, lastMadeAt - nightTurnsAtMs) < dayIn(zone, now - nightTurnsAtMs);
}
