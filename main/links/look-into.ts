import type { FileLook, ImportFileFault, ImportKind } from "../core/ports/file-import.ts";
import { type Result, succeeded } from "../core/result.ts";
import { agendaHeadings } from "./agenda-columns.ts";
import { type Columns, columnsOf, foldedHeadings } from "./columns.ts";
import { textOf } from "./file-text.ts";
import { eventsOf, isCalendar } from "./ics-events.ts";
import { cleaned, shown } from "./open-row.ts";
import { readCrousZones } from "./read-crous-zones.ts";
import { requiredStudentColumns, studentHeadings } from "./student-columns.ts";
import { tableOf } from "./table.ts";
import { isArchive } from "./workbook.ts";

const samplesOfAColumn = 3;

/** Looks into a file: what kind it is, which columns it has, and which of them are recognised. */
export function lookInto(file: Uint8Array): Result<FileLook, ImportFileFault> {
  if (!isArchive(file)) {
    const text = textOf(file);
    if (text.ok && isCalendar(text.value))
      return succeeded(fixedLook("agenda", [...eventsOf(text.value)].length));
  }
  const zones = readCrousZones(file);
  if (zones.ok) return succeeded(fixedLook("crous", zones.value.rows.length));
  const table = tableOf(file);
  if (!table.ok) return table;
  const { headings, records } = table.value;
  const students = columnsOf(headings, studentHeadings);
  const agenda = columnsOf(headings, agendaHeadings);
  const samples = headings.map((_, at) =>
    records
      .slice(0, 50)
      .map(({ cells }) => shown(cleaned(cells[at] ?? "")))
      .filter((cell) => cell !== "")
      .slice(0, samplesOfAColumn),
  );
  return succeeded({
    as: kindOf(students, agenda),
    choosable: true,
    headings: headings.map((heading) => cleaned(heading).slice(0, 100)),
    source: foldedHeadings(headings).join("|"),
    guesses: {
      students: Object.fromEntries(students.positions),
      agenda: Object.fromEntries(agenda.positions),
    },
    samples,
    rows: records.length,
  });
}

/** A file of which no column can be chosen. */
function fixedLook(as: ImportKind, rows: number): FileLook {
  const guesses = { students: {}, agenda: {} };
  return { as, choosable: false, headings: [], source: as, guesses, samples: [], rows };
}

/** Students, unless a column they need is missing and what an agenda needs is there. */
function kindOf(students: Columns<string>, agenda: Columns<string>): ImportKind {
  if (requiredStudentColumns.every((column) => students.positions.has(column))) return "students";
  const hasStart =
    agenda.positions.has("start") || (agenda.positions.has("day") && agenda.positions.has("time"));
  return hasStart && (agenda.positions.has("number") || agenda.positions.has("email"))
    ? "agenda"
    : "students";
}
