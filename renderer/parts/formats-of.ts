import type { CalendarDay, Instant } from "../../main/core/calendar.ts";
import type { Language } from "./language.ts";

const noBreak = "\u00a0";

/** How a language writes times, days and durations, in the desk's own time zone. */
export interface Formats {
  /** `9 h 05` in French, `09:05` in English. */
  time(at: Instant | number): string;
  /** A day in full: `lundi 1er septembre 2026`. */
  longDay(day: CalendarDay): string;
  /** A day as on a form: `01/09/2026`. */
  shortDay(day: CalendarDay): string;
  /** `850 ms` under a second, then `4,2 s`. */
  duration(ms: number): string;
  /** A whole number. */
  count(number: number): string;
  /** A number to one decimal at most: `-3,3` in French. */
  tenths(number: number): string;
  /** An amount of money: `10,50 €` in French, `€10.50` in English. */
  euros(cents: number): string;
  /** Things one after the other: `a, b et c`. */
  list(things: readonly string[]): string;
  /** The day an instant falls on, where the desk is. */
  dayOf(at: Instant): CalendarDay;
}

const known = new Map<string, Formats>();

/** The formats of one language in one IANA zone. */
export function formatsOf(language: Language, zone: string): Formats {
  const key = `${language} ${zone}`;
  const made = known.get(key) ?? makeFormats(language, zone);
  known.set(key, made);
  return made;
}

/** Makes what the first board is written with, which takes long the first time: to be called while the board is on its way. */
export function prepareFormats(language: Language): void {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const formats = formatsOf(language, timeZone);
  const anyDay = "2026-09-01" as CalendarDay;
  formats.longDay(anyDay);
  formats.time(0);
}

function makeFormats(language: Language, zone: string): Formats {
  const tag = language === "fr" ? "fr-FR" : "en-GB";
  const clock = firstUsed(
    () => new Intl.DateTimeFormat(tag, { timeZone: zone, hour: "numeric", minute: "2-digit" }),
  );
  const long = firstUsed(() => new Intl.DateTimeFormat(tag, { timeZone: "UTC", dateStyle: "full" }));
  const short = firstUsed(
    () =>
      new Intl.DateTimeFormat(tag, { timeZone: "UTC", day: "2-digit", month: "2-digit", year: "numeric" }),
  );
  const one = firstUsed(
    () => new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  );
  // Swedish writes days as ISO 8601 does.
  const dayThere = firstUsed(() => new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }));
  const whole = firstUsed(() => new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }));
  const tenths = firstUsed(
    () => new Intl.NumberFormat(tag, { maximumFractionDigits: 1, signDisplay: "negative" }),
  );
  const money = firstUsed(() => new Intl.NumberFormat(tag, { style: "currency", currency: "EUR" }));
  const all = firstUsed(() => new Intl.ListFormat(tag, { type: "conjunction" }));
  return {
    time(at) {
      const parts = clock().formatToParts(typeof at === "number" ? at : new Date(at));
      const part = (type: "hour" | "minute") => parts.find((found) => found.type === type)?.value ?? "";
      return language === "fr"
        ? `${Number(part("hour"))}${noBreak}h${noBreak}${part("minute")}`
        : `${part("hour").padStart(2, "0")}:${part("minute")}`;
    },
    longDay(day) {
      const text = long().format(new Date(`${day}T00:00:00Z`));
      return language === "fr" ? text.replace(/\b1 (?=\p{L})/u, "1er ") : text.replace(",", "");
    },
    shortDay: (day) => short().format(new Date(`${day}T00:00:00Z`)),
    duration: (ms) =>
      ms < 1_000 ? `${whole().format(ms)}${noBreak}ms` : `${one().format(ms / 1_000)}${noBreak}s`,
    count: (number) => whole().format(number),
    tenths: (number) => tenths().format(number),
    euros: (cents) => money().format(cents / 100),
    list: (things) => all().format(things),
    dayOf: (at) => dayThere().format(new Date(at)) as CalendarDay,
  };
}

/** Makes a formatter when it is first used: each takes milliseconds to make, and the first board needs two. */
function firstUsed<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
