import type { CalendarDay } from "../core/calendar.ts";
import { failed, type Result, succeeded } from "../core/result.ts";

/** Why a text is no day: not written as one, or one that no calendar has. */
export type DayFault = "not-a-date" | "impossible-date";

const time = String.raw`(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?`;
const yearFirst = new RegExp(String.raw`^(\d{4})-(\d{2})-(\d{2})${time}$`, "u");
const dayFirst = new RegExp(String.raw`^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})${time}$`, "u");

/** The day a text names: `31/12/2026`, `31-12-2026`, `31.12.2026` or `2026-12-31`; a time of day behind it is left out. */
export function writtenDay(text: string): Result<CalendarDay, DayFault> {
  const iso = yearFirst.exec(text);
  if (iso !== null) return realDay(`${iso[1]}-${iso[2]}-${iso[3]}`);
  const french = dayFirst.exec(text);
  if (french === null) return failed("not-a-date");
  const [, day = "", , month = "", year = ""] = french;
  return realDay(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

/** Seconds since midnight that a text names: `8h45`, `8 h`, `08:45`, `08:45:00`; null when it names none. */
export function writtenTime(text: string): number | null {
  const found = /^(\d{1,2})\s*(?:[:hH]\s*(\d{2})?)(?::(\d{2}))?(?:\.\d+)?$/u.exec(text);
  if (found === null) return null;
  const [hour, minute, second] = [Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0)];
  return hour < 24 && minute < 60 && second < 60 ? hour * 3600 + minute * 60 + second : null;
}

/** A `yyyy-mm-dd` of the calendar, from 1900 on. */
export function realDay(text: string): Result<CalendarDay, DayFault> {
  const date = new Date(`${text}T00:00:00.000Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
  return exists && text >= "1900" ? succeeded(text as CalendarDay) : failed("impossible-date");
}
