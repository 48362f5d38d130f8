import type {
  AppointmentFile,
  ChosenColumns,
  ImportFile,
  ImportFileFault,
  ImportRow,
} from "../core/ports/file-import.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { type AgendaColumn, agendaHeadings } from "./agenda-columns.ts";
import { eventAppointment } from "./agenda-event.ts";
import { appointmentOf } from "./agenda-row.ts";
import { type Columns, columnsOf } from "./columns.ts";
import { textOf } from "./file-text.ts";
import { eventsOf, isCalendar } from "./ics-events.ts";
import { openRow, slippedRow } from "./open-row.ts";
import { tableOf } from "./table.ts";
import { isArchive } from "./workbook.ts";

/** No desk has so many appointments: past it the calendar is something else. */
const mostEvents = 100_000;

/**
 * Reads an agenda: a calendar (ICS), known by its first line, or a table (CSV). Times without zone are those of `zone`.
 * `missing-columns` names `startsAt` or `student`. A file called `.ics` that holds no calendar is of unknown format.
 */
export function readAgenda(
  file: Uint8Array,
  fileName: string,
  zone = "Europe/Paris",
  chosen: ChosenColumns | null = null,
): Result<ImportFile<AppointmentFile>, ImportFileFault> {
  if (!isArchive(file)) {
    const text = textOf(file);
    if (!text.ok) return text;
    if (isCalendar(text.value)) return fromCalendar(text.value, zone);
  }
  if (/\.ics$/iu.test(fileName)) return failed({ kind: "unknown-format" });
  return fromTable(file, zone, chosen);
}

function fromCalendar(text: string, zone: string): Result<ImportFile<AppointmentFile>, ImportFileFault> {
  const rows: ImportRow<AppointmentFile>[] = [];
  const keys = new Set<string>();
  for (const event of eventsOf(text)) {
    if (rows.length === mostEvents) return failed({ kind: "malformed", line: event.line });
    rows.push(eventAppointment(event, zone, keys));
  }
  return succeeded({ rows, unusedColumns: [] });
}

function fromTable(
  file: Uint8Array,
  zone: string,
  chosen: ChosenColumns | null,
): Result<ImportFile<AppointmentFile>, ImportFileFault> {
  const table = tableOf(file);
  if (!table.ok) return table;
  const { headings, records } = table.value;
  const columns = columnsOf(headings, agendaHeadings, chosen);
  if (columns.positions.size === 0 && headings.length === 1) return failed({ kind: "unknown-format" });
  const missing = missingFrom(columns);
  if (missing.length > 0) return failed({ kind: "missing-columns", columns: missing });
  const keys = new Set<string>();
  const rows = records.map(
    (record) => slippedRow(headings.length, record) ?? appointmentOf(openRow(columns, record), zone, keys),
  );
  return succeeded({ rows, unusedColumns: columns.unused });
}

function missingFrom({ positions }: Columns<AgendaColumn>): readonly string[] {
  const hasStart = positions.has("start") || (positions.has("day") && positions.has("time"));
  const hasStudent = positions.has("number") || positions.has("email");
  return [...(hasStart ? [] : ["startsAt"]), ...(hasStudent ? [] : ["student"])];
}
