import { type Instant, instantOf, unixMsOf } from "../core/calendar.ts";
import type {
  AppointmentFile,
  ImportField,
  ImportReason,
  ImportRemark,
  ImportRow,
} from "../core/ports/file-import.ts";
import { keyOf, longestReason, numberFault } from "./agenda-row.ts";
import { type IcsEvent, type IcsProperty, secondsOfDuration } from "./ics-events.ts";
import { instantIn, localTimeIn, zoneNamed } from "./local-time.ts";
import { cleaned, closedRow, isIllegible, shown } from "./open-row.ts";
import { realDay } from "./written-day.ts";

/** Properties that make an event no appointment of one person on one day. */
const recurrence = ["rrule", "rdate", "recurrence-id"];

type Remark = (property: string, field: ImportField, reason: ImportReason, seen: string) => void;

/**
 * Reads one event of a calendar. Times without zone are those of `zone`. All-day, cancelled and recurring events are
 * refused; `keysBefore` holds the keys of the events above and takes this one's.
 */
export function eventAppointment(
  event: IcsEvent,
  zone: string,
  keysBefore: Set<string>,
): ImportRow<AppointmentFile> {
  const remarks: ImportRemark[] = [];
  const remark: Remark = (property, field, reason, seen) => {
    remarks.push({ line: event.line, column: property.toUpperCase(), field, reason, seen: shown(seen) });
  };
  if (event.properties === null) remark("vevent", "row", "malformed", "");
  const properties = event.properties ?? [];
  const status = textOf(properties, "status");
  if (status.toUpperCase() === "CANCELLED") remark("status", "row", "unknown-value", status);
  const recurs = properties.find(({ name }) => recurrence.includes(name));
  if (recurs !== undefined) remark(recurs.name, "row", "unknown-value", recurs.text);
  if (remarks.length > 0) return closedRow<AppointmentFile>(event.line, null, remarks);

  const student = studentIn(properties, remark);
  const startsAt = startOf(properties, zone, remark);
  if (student === null || startsAt === null) return closedRow<AppointmentFile>(event.line, null, remarks);
  const endsAt = endOf(properties, zone, startsAt, remark);
  const reason = cleaned(textOf(properties, "summary"));
  if (reason.length > longestReason) remark("summary", "reason", "too-long", reason);
  if (isIllegible(reason)) remark("summary", "reason", "illegible-characters", reason);
  const uid = textOf(properties, "uid").trim();
  const key = uid === "" ? keyOf(startsAt, student) : uid;
  if (keysBefore.has(key)) remark("uid", "row", "same-number-twice", key);
  keysBefore.add(key);
  const { day } = localTimeIn(zone, startsAt);
  return closedRow(event.line, { key, student, day, startsAt, endsAt, reason }, remarks);
}

function textOf(properties: readonly IcsProperty[], name: string): string {
  return properties.find((property) => property.name === name)?.text ?? "";
}

/** By the number of an X- property, else one written in the text, else the one person invited. */
function studentIn(properties: readonly IcsProperty[], remark: Remark): AppointmentFile["student"] | null {
  const named = numberIn(properties);
  if (named !== null) {
    const fault = numberFault(named.number);
    if (fault === null) return { by: "number", text: named.number };
    remark(named.property, "student", fault, named.number);
    return null;
  }
  const invited = addressesOf(properties);
  const [email, another] = invited;
  if (email !== undefined && another === undefined) return { by: "email", text: email };
  if (email === undefined) remark("attendee", "student", "missing", "");
  else remark("attendee", "student", "unknown-value", invited.join(" "));
  return null;
}

function numberIn(
  properties: readonly IcsProperty[],
): { readonly property: string; readonly number: string } | null {
  for (const { name, text } of properties) {
    const number = text.replace(/\s+/gu, "");
    if (/^x-.*(?:student|etudiant|etu$)/u.test(name) && number !== "") return { property: name, number };
  }
  for (const name of ["description", "summary"]) {
    const number = writtenNumber(textOf(properties, name));
    if (number !== null) return { property: name, number };
  }
  return null;
}

/** The number after « N° étudiant », « numéro étudiant », "student number" and the like. */
function writtenNumber(text: string): string | null {
  const french =
    /(?:\bn[°ºo.]?|\bnum[ée]ro|\bcode)\s*(?:d['’]\s*)?[ée]tudiante?\s*[:=]?\s*([\p{L}\p{N}]*\d[\p{L}\p{N}]*)/iu;
  const english = /\bstudent\s*(?:number|no\.?|id)\s*[:=]?\s*([\p{L}\p{N}]*\d[\p{L}\p{N}]*)/iu;
  const plain = text.slice(0, 4000).normalize("NFC");
  return (french.exec(plain) ?? english.exec(plain))?.[1] ?? null;
}

/** Who is invited, but for the organiser and for rooms. */
function addressesOf(properties: readonly IcsProperty[]): readonly string[] {
  const organiser = textOf(properties, "organizer").toLowerCase();
  const found = new Set<string>();
  for (const { name, invited, text } of properties) {
    const address = text.toLowerCase();
    if (name !== "attendee" || invited === "ROOM" || invited === "RESOURCE" || address === organiser)
      continue;
    if (/^mailto:[^\s@]+@[^\s@]+$/u.test(address)) found.add(address.slice("mailto:".length));
  }
  return [...found];
}

function startOf(properties: readonly IcsProperty[], zone: string, remark: Remark): Instant | null {
  const start = properties.find(({ name }) => name === "dtstart");
  if (start === undefined) {
    remark("dtstart", "startsAt", "missing", "");
    return null;
  }
  return momentOf(start, "startsAt", zone, remark);
}

function endOf(
  properties: readonly IcsProperty[],
  zone: string,
  startsAt: Instant,
  remark: Remark,
): Instant | null {
  const end = properties.find(({ name }) => name === "dtend");
  if (end !== undefined) {
    const endsAt = momentOf(end, "endsAt", zone, remark);
    if (endsAt !== null && endsAt < startsAt) remark("dtend", "endsAt", "impossible-date", end.text);
    return endsAt;
  }
  const duration = textOf(properties, "duration");
  if (duration === "") return null;
  const seconds = secondsOfDuration(duration);
  if (seconds !== null && seconds >= 0) return instantOf(unixMsOf(startsAt) + seconds * 1000);
  remark("duration", "endsAt", "malformed", duration);
  return null;
}

/** A date-time in UTC, in its own zone, or in that of the desk. A day without time is no appointment. */
function momentOf(
  property: IcsProperty,
  field: "startsAt" | "endsAt",
  zone: string,
  remark: Remark,
): Instant | null {
  const { name, text } = property;
  const written = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(Z?)$/u.exec(text);
  if (written === null) {
    remark(name, field, "malformed", text);
    return null;
  }
  const day = realDay(written[1] ?? "");
  const [hour, minute, second] = [Number(written[2]), Number(written[3]), Number(written[4])];
  if (!day.ok || hour > 23 || minute > 59 || second > 60) {
    remark(name, field, "impossible-date", text);
    return null;
  }
  const named = written[5] === "Z" ? "UTC" : property.zone;
  const itsZone = named === null ? zone : zoneNamed(named);
  if (itsZone === null) {
    remark(name, field, "unknown-value", named ?? "");
    return null;
  }
  return instantIn(itsZone, { day: day.value, second: hour * 3600 + minute * 60 + Math.min(second, 59) });
}
