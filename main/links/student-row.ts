import type { CalendarDay } from "../core/calendar.ts";
import { foldName, normaliseIdentifier } from "../core/identifier-text.ts";
import { beaLetter, ineKind, ineReadAsDigits, looksLikeNir } from "../core/ine.ts";
import type { ImportRow } from "../core/ports/file-import.ts";
import { type Block, block, type StudentFile } from "../core/student.ts";
import { isIllegible, type OpenRow } from "./open-row.ts";
import { blockWords, type StudentColumn, yesOrNo } from "./student-columns.ts";
import { writtenDay } from "./written-day.ts";

/** Longest text of a cell: longer than any name known, short enough for every screen. */
const longestText = 200;
const longestNumber = 20;

/**
 * Reads one row of a student file (checks of the domain sheet "practice, rules, peers" §2.6). `today` bounds birth dates;
 * `numbersBefore` holds the numbers of the rows above and takes this one's.
 */
export function studentOf(
  row: OpenRow<StudentColumn>,
  today: CalendarDay,
  numbersBefore: Set<string>,
): ImportRow<StudentFile> {
  const number = numberOf(row);
  if (numbersBefore.has(number)) row.remark("number", "number", "same-number-twice", number);
  if (number !== "") numbersBefore.add(number);
  const ine = ineOf(row);
  const civilLastName = required(row, "civilLastName");
  const civilFirstName = required(row, "civilFirstName");
  const usageLastName = optional(row, "usageLastName");
  const usageFirstName = optional(row, "usageFirstName");
  const birthDate = birthDateOf(row, today);
  const email = emailOf(row);
  const programme = plainText(row, "programme");
  const level = plainText(row, "level");
  const enrolledOn = dayOf(row, "enrolledOn");
  const cvec = cvecOf(row);
  const blocks = blocksOf(row);
  const population = plainText(row, "population");
  const photoFile = photoFileOf(row);
  if (birthDate === null) return row.closed<StudentFile>(null);
  return row.closed<StudentFile>({
    number,
    ine,
    civilLastName,
    civilFirstName,
    usageLastName: usageLastName === civilLastName ? null : usageLastName,
    usageFirstName: usageFirstName === civilFirstName ? null : usageFirstName,
    birthDate,
    email,
    programme,
    level,
    enrolledOn,
    cvec,
    blocks,
    population,
    photoFile,
  });
}

type TextColumn = keyof StudentFile;

function plainText(row: OpenRow<StudentColumn>, column: TextColumn): string {
  const text = row.cell(column);
  if (text.length > longestText) row.remark(column, column, "too-long", text);
  if (isIllegible(text)) row.remark(column, column, "illegible-characters", text);
  return text;
}

function optional(row: OpenRow<StudentColumn>, column: TextColumn): string | null {
  const text = plainText(row, column);
  return text === "" ? null : text;
}

function required(row: OpenRow<StudentColumn>, column: TextColumn): string {
  const text = plainText(row, column);
  if (text === "") row.remark(column, column, "missing", "");
  return text;
}

/** Opaque, but never blanks inside, and never what a spreadsheet makes of a long number (2,2E+07). */
function numberOf(row: OpenRow<StudentColumn>): string {
  const number = row.cell("number").replaceAll(" ", "");
  if (number === "") row.remark("number", "number", "missing", "");
  else if (looksLikeNir(normaliseIdentifier(number))) {
    row.remark("number", "number", "social-security-number", "");
  } else if (number.length > longestNumber) row.remark("number", "number", "too-long", number);
  else if (!/^[\p{L}\p{N}._/-]+$/u.test(number)) row.remark("number", "number", "malformed", number);
  return number;
}

function ineOf(row: OpenRow<StudentColumn>): string | null {
  const written = row.cell("ine");
  const ine = normaliseIdentifier(written);
  if (ine === "") return null;
  const kind = ineKind(ine);
  if (looksLikeNir(ine)) row.remark("ine", "ine", "social-security-number", "");
  else if (kind === null) {
    const slip = ineReadAsDigits(ine) !== null;
    row.remark("ine", "ine", slip ? "ine-letter-for-digit" : "ine-unknown-form", written);
  } else if (kind === "provisional") row.remark("ine", "ine", "ine-provisional", written);
  else if (kind === "bea" && beaLetter(ine.slice(0, 10)) !== ine.slice(10)) {
    row.remark("ine", "ine", "ine-check-letter", written);
  }
  return ine;
}

function dayOf(row: OpenRow<StudentColumn>, column: "birthDate" | "enrolledOn"): CalendarDay | null {
  const written = row.cell(column);
  if (written === "") return null;
  const day = writtenDay(written);
  if (day.ok) return day.value;
  row.remark(column, column, day.fault, written);
  return null;
}

function birthDateOf(row: OpenRow<StudentColumn>, today: CalendarDay): CalendarDay | null {
  const written = row.cell("birthDate");
  if (written === "") row.remark("birthDate", "birthDate", "missing", "");
  const day = dayOf(row, "birthDate");
  if (day !== null && day > today) row.remark("birthDate", "birthDate", "impossible-date", written);
  return day;
}

/** In lower case, as agendas name students by the same address written differently. */
function emailOf(row: OpenRow<StudentColumn>): string | null {
  const email = optional(row, "email")?.toLowerCase() ?? null;
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email)) {
    row.remark("email", "email", "email-malformed", email);
  }
  return email;
}

/** Twelve letters and digits; the usual shape (ABC1…) is worth a look and no more. */
function cvecOf(row: OpenRow<StudentColumn>): string | null {
  const written = row.cell("cvec");
  const cvec = normaliseIdentifier(written);
  if (cvec === "") return null;
  if (!/^[A-Z0-9]{12}$/u.test(cvec)) row.remark("cvec", "cvec", "malformed", written);
  else if (!/^[A-Z]{3}\d[A-Z0-9]{6}\d{2}$/u.test(cvec)) row.remark("cvec", "cvec", "cvec-unusual", written);
  return cvec;
}

/** A block that cannot be read refuses the row: to lose it would let a card out. */
function blocksOf(row: OpenRow<StudentColumn>): readonly Block[] {
  const found = new Set<Block>();
  for (const part of row.cell("blocks").split(/[,;/+|&]|\set\s|\sand\s/u)) {
    const meant = blockWords.get(foldName(part));
    if (meant === undefined) row.remark("blocks", "blocks", "unknown-value", part);
    else if (meant !== null) found.add(meant);
  }
  if (isBlocked(row, "libraryBlock")) found.add("library-books");
  if (isBlocked(row, "debtBlock")) found.add("debt");
  return block.options.filter((known) => found.has(known));
}

/** Yes, no, or an amount owed. */
function isBlocked(row: OpenRow<StudentColumn>, column: "libraryBlock" | "debtBlock"): boolean {
  const written = row.cell(column);
  const answer = yesOrNo.get(foldName(written));
  if (answer !== undefined) return answer;
  const amount = /^(\d+(?:[.,]\d+)?)\s*€?$/u.exec(written)?.[1];
  if (amount !== undefined) return Number(amount.replace(",", ".")) > 0;
  row.remark(column, "blocks", "unknown-value", written);
  return false;
}

/** The bare file name: folders written before it are left out. */
function photoFileOf(row: OpenRow<StudentColumn>): string | null {
  const written = optional(row, "photoFile");
  if (written === null) return null;
  const name = written.replace(/^.*[/\\]/u, "");
  if (name === "" || /^\.+$/u.test(name)) row.remark("photoFile", "photoFile", "malformed", written);
  return name;
}
