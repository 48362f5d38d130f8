import type { Instant } from "../core/calendar.ts";
import { normaliseIdentifier } from "../core/identifier-text.ts";
import { looksLikeNir } from "../core/ine.ts";
import type { AppointmentFile, ImportReason, ImportRow } from "../core/ports/file-import.ts";
import type { AgendaColumn } from "./agenda-columns.ts";
import { instantIn, localTimeIn } from "./local-time.ts";
import { isIllegible, type OpenRow } from "./open-row.ts";
import { writtenDay, writtenTime } from "./written-day.ts";

/** How an appointment names its student. */
type StudentName = AppointmentFile["student"];

/** Longest motive kept: a board shows one line. */
export const longestReason = 200;

/**
 * Reads one row of an agenda kept as a table; its times are those of `zone`. The key is made of time and student;
 * `keysBefore` holds the keys of the rows above and takes this one's.
 */
export function appointmentOf(
  row: OpenRow<AgendaColumn>,
  zone: string,
  keysBefore: Set<string>,
): ImportRow<AppointmentFile> {
  const student = studentIn(row);
  const startsAt = startOf(row, zone);
  if (student === null || startsAt === null) return row.closed<AppointmentFile>(null);
  const endsAt = endOf(row, zone, startsAt);
  if (endsAt !== null && endsAt < startsAt) {
    row.remark("end", "endsAt", "impossible-date", row.cell("end"));
  }
  const reason = row.cell("reason");
  if (reason.length > longestReason) row.remark("reason", "reason", "too-long", reason);
  if (isIllegible(reason)) row.remark("reason", "reason", "illegible-characters", reason);
  const key = keyOf(startsAt, student);
  if (keysBefore.has(key)) row.remark(null, "row", "same-number-twice", student.text);
  keysBefore.add(key);
  const { day } = localTimeIn(zone, startsAt);
  return row.closed<AppointmentFile>({ key, student, day, startsAt, endsAt, reason });
}

/** The key of an appointment that has none of its own: the same row gives the same key in every export. */
export function keyOf(startsAt: Instant, student: StudentName): string {
  return `${startsAt} ${student.text}`;
}

/** Why a text can not name a student by number, or null when it can. */
export function numberFault(number: string): ImportReason | null {
  if (looksLikeNir(normaliseIdentifier(number))) return "social-security-number";
  if (number.length > 20) return "too-long";
  return /^[\p{L}\p{N}._/-]+$/u.test(number) ? null : "malformed";
}

function studentIn(row: OpenRow<AgendaColumn>): StudentName | null {
  const number = row.cell("number").replaceAll(" ", "");
  const email = row.cell("email").toLowerCase();
  if (number !== "") {
    const fault = numberFault(number);
    if (fault === null) return { by: "number", text: number };
    row.remark("number", "student", fault, number);
    return null;
  }
  if (/^[^\s@]+@[^\s@]+$/u.test(email)) return { by: "email", text: email };
  if (email === "") row.remark("number", "student", "missing", "");
  else row.remark("email", "student", "malformed", email);
  return null;
}

/** Day and time from their two columns, or from one that holds both. */
function startOf(row: OpenRow<AgendaColumn>, zone: string): Instant | null {
  const start = row.cell("start");
  const day = row.cell("day");
  const time = row.cell("time") === "" ? start : row.cell("time").replace(/\s*[-–—à].*$/u, "");
  const together = day === "" || (row.cell("time") === "" && /\d{4}/u.test(start));
  const written = together ? start : `${day} ${time}`;
  const column: AgendaColumn = together ? "start" : "day";
  if (written.trim() === "") {
    row.remark(row.cell("start") === "" ? "day" : "start", "startsAt", "missing", "");
    return null;
  }
  const read = momentOf(written, zone);
  if (read.instant !== null) return read.instant;
  const timeIsWrong = !together && read.fault === "malformed";
  row.remark(
    timeIsWrong && row.cell("time") !== "" ? "time" : column,
    "startsAt",
    read.fault,
    timeIsWrong ? time : written,
  );
  return null;
}

/** The end as written, on the day of the start when it is a time alone; or a number of minutes after the start; or none. */
function endOf(row: OpenRow<AgendaColumn>, zone: string, startsAt: Instant): Instant | null {
  const minutes = /^(\d{1,4})(?:\s*(?:min|mn|minutes?|['’]))?$/u.exec(row.cell("minutes"))?.[1];
  const range = /[-–—à]\s*(\d{1,2}\s*[:hH]\s*(?:\d{2})?(?::\d{2})?)$/u.exec(row.cell("time"))?.[1];
  const written = row.cell("end") === "" ? (range ?? "") : row.cell("end");
  if (written === "") {
    return minutes === undefined
      ? null
      : (new Date(Date.parse(startsAt) + Number(minutes) * 60_000).toISOString() as Instant);
  }
  const { day } = localTimeIn(zone, startsAt);
  const read = momentOf(/\d{4}/u.test(written) ? written : `${day} ${written}`, zone);
  if (read.instant === null) row.remark("end", "endsAt", read.fault, written);
  return read.instant;
}

type Moment =
  | { readonly instant: Instant }
  | { readonly instant: null; readonly fault: "not-a-date" | "impossible-date" | "malformed" };

/** A day and a time behind it, in local time or, with `Z` or an offset, absolute. */
function momentOf(written: string, zone: string): Moment {
  const [, dayText = "", timeText = ""] = /^([\d/.-]+)(?:T|\s+(?:à\s+)?)(.*)$/u.exec(written) ?? [];
  const day = writtenDay(dayText === "" ? written : dayText);
  if (!day.ok) return { instant: null, fault: day.fault };
  const absolute = /^(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/u.exec(timeText);
  if (absolute !== null) {
    const unixMs = Date.parse(`${day.value}T${absolute[1]}${absolute[2]}`);
    if (Number.isNaN(unixMs)) return { instant: null, fault: "malformed" };
    return { instant: new Date(unixMs).toISOString() as Instant };
  }
  const second = writtenTime(timeText);
  if (second === null) return { instant: null, fault: "malformed" };
  return { instant: instantIn(zone, { day: day.value, second }) };
}
