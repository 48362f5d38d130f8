import { type CalendarDay, type Instant, instantOf, unixMsOf } from "../core/calendar.ts";

/** A moment on the clocks of one time zone. */
export interface LocalTime {
  readonly day: CalendarDay;
  /** Seconds since the local midnight, as the clock shows them. */
  readonly second: number;
}

/** Names that Outlook writes where others write the zone's own, for the zones French universities live in. */
const outlookNames: ReadonlyMap<string, string> = new Map([
  ["romance standard time", "Europe/Paris"],
  ["w. europe standard time", "Europe/Berlin"],
  ["gmt standard time", "Europe/London"],
  ["central europe standard time", "Europe/Budapest"],
  ["sa western standard time", "America/Martinique"],
  ["mauritius standard time", "Indian/Reunion"],
  ["central pacific standard time", "Pacific/Noumea"],
]);

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The zone of a calendar's TZID, whatever path some programs write before it; null when nothing is known of it. */
export function zoneNamed(name: string): string | null {
  const known =
    outlookNames.get(name.toLowerCase()) ??
    /(?:^|\/)([A-Z][A-Za-z_]+(?:\/[A-Za-z_+-]+\d{0,2})?)$/u.exec(name)?.[1];
  if (known === undefined) return null;
  try {
    clockOf(known);
    return known;
  } catch {
    return null;
  }
}

/**
 * The instant at which the clocks of a zone show a local time. A time that the spring change skips is moved past it; of a time that
 * the autumn change repeats, the first is taken.
 */
export function instantIn(zone: string, local: LocalTime): Instant {
  const shown = Date.parse(`${local.day}T00:00:00.000Z`) + local.second * 1000;
  const before = shown - offsetMs(zone, shown - 86_400_000);
  const after = shown - offsetMs(zone, shown + 86_400_000);
  const first = [before, after].find((unixMs) => unixMs + offsetMs(zone, unixMs) === shown);
  return instantOf(first ?? before);
}

/** What the clocks of a zone show at an instant. */
export function localTimeIn(zone: string, at: Instant): LocalTime {
  const shown = unixMsOf(at) + offsetMs(zone, unixMsOf(at));
  const day = instantOf(shown).slice(0, 10) as CalendarDay;
  return { day, second: (shown - Date.parse(`${day}T00:00:00.000Z`)) / 1000 };
}

/** How far the clocks of a zone are ahead of UTC at an instant. */
function offsetMs(zone: string, unixMs: number): number {
  const wholeSecond = Math.floor(unixMs / 1000) * 1000;
  const part: Record<string, number> = {};
  for (const { type, value } of clockOf(zone).formatToParts(wholeSecond)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecond;
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  clocks.set(zone, clock);
  return clock;
}
