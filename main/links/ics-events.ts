import ICAL from "ical.js";

/** One property of an event, with the two parameters that matter here and its value as text. */
export interface IcsProperty {
  /** Lower case, as `dtstart` or `x-student-number`. */
  readonly name: string;
  /** TZID: the zone a local time is meant in; null when none is named. */
  readonly zone: string | null;
  /** CUTYPE in upper case: what an invited address stands for, INDIVIDUAL unless said otherwise. */
  readonly invited: string;
  readonly text: string;
}

/** One event of a calendar; `line` is that of its BEGIN:VEVENT, counted from 1. Without properties: it can not be read. */
export interface IcsEvent {
  readonly line: number;
  readonly properties: readonly IcsProperty[] | null;
}

/** Longest event: a description of some pages. Past it something else was put into a calendar. */
const longestEvent = 64 * 1024;

/** Whether a text is a calendar, by its first line. */
export function isCalendar(text: string): boolean {
  return /^\s*BEGIN:VCALENDAR\s*\n/iu.test(text.slice(0, 1000));
}

/** The events of a calendar with `\n` line ends, one by one, so that a broken one spoils no other. */
export function* eventsOf(text: string): Generator<IcsEvent> {
  let begun: { readonly line: number; readonly from: number } | null = null;
  let line = 0;
  for (let from = 0; from < text.length; ) {
    line += 1;
    const end = text.indexOf("\n", from);
    const next = end === -1 ? text.length : end + 1;
    const mark = next - from > 80 ? "" : text.slice(from, next).trimEnd().toUpperCase();
    if (mark === "BEGIN:VEVENT") {
      if (begun !== null) yield { line: begun.line, properties: null };
      begun = { line, from };
    } else if (mark === "END:VEVENT" && begun !== null) {
      yield { line: begun.line, properties: propertiesOf(text.slice(begun.from, next)) };
      begun = null;
    }
    from = next;
  }
  if (begun !== null) yield { line: begun.line, properties: null };
}

/** Seconds of a duration such as PT15M, or null when it is none. */
export function secondsOfDuration(text: string): number | null {
  try {
    return ICAL.Duration.fromString(text).toSeconds();
  } catch {
    return null;
  }
}

function propertiesOf(event: string): readonly IcsProperty[] | null {
  if (event.length > longestEvent) return null;
  try {
    const [, properties] = ICAL.parse(event) as readonly [string, readonly JcalProperty[]];
    return properties.map(([name, { tzid, cutype }, , value]) => ({
      name,
      zone: typeof tzid === "string" ? tzid : null,
      invited: typeof cutype === "string" ? cutype.toUpperCase() : "INDIVIDUAL",
      text: valueText(value),
    }));
  } catch {
    return null;
  }
}

/** A value as text: a rule of recurrence comes as an object, and some properties as lists. */
function valueText(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([part, of]) => `${part}=${String(of)}`.toUpperCase())
    .join(";");
}

/** A property as RFC 7265 writes it. */
type JcalProperty = readonly [
  name: string,
  parameters: { readonly tzid?: unknown; readonly cutype?: unknown },
  type: string,
  value: unknown,
];
