import { chipUid } from "../core/card.ts";
import type { CrousZone } from "../core/crous-zone.ts";
import type { ImportFile, ImportFileFault, ImportRow } from "../core/ports/file-import.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { columnsOf, type Headings } from "./columns.ts";
import { type OpenRow, openRow, slippedRow } from "./open-row.ts";
import { tableOf } from "./table.ts";
import { writtenDay } from "./written-day.ts";

type ZoneColumn = "uid" | "zdc" | "rid" | "transmitter" | "mapping" | "pixSs" | "pixNn" | "appl" | "madeOn";

/** Headings of InfoCarteCROUS (esup-sgc sheet §5.6), folded as `columnsOf` folds them, with and without what stands in brackets. */
const headings: Headings<ZoneColumn> = {
  uid: ["num protocolaire"],
  zdc: ["num carte"],
  rid: ["num applicatif"],
  transmitter: ["emetteur hex", "emetteur"],
  mapping: ["mapping"],
  pixSs: ["pix ss"],
  pixNn: ["pix nn"],
  appl: ["aapl", "appl"],
  madeOn: ["date creation dd mm yyyy", "date creation"],
};
const required: readonly ZoneColumn[] = ["uid", "zdc", "madeOn"];
/** NXP's first byte of a chip's number: where it stands last, the file has the bytes the other way round. */
const nxp = "04";

/** Reads the file InfoCarteCROUS that a maker delivers with pre-encoded cards. */
export function readCrousZones(file: Uint8Array): Result<ImportFile<CrousZone>, ImportFileFault> {
  const table = tableOf(file);
  if (!table.ok) return table;
  const columns = columnsOf(table.value.headings, headings);
  if (columns.positions.size === 0) return failed({ kind: "unknown-format" });
  const missing = required.filter((column) => !columns.positions.has(column));
  if (missing.length > 0) return failed({ kind: "missing-columns", columns: missing });
  const seen = new Set<string>();
  const rows = table.value.records.map(
    (record) => slippedRow(columns.headings.length, record) ?? zoneOf(openRow(columns, record), seen),
  );
  return succeeded({ rows, unusedColumns: columns.unused });
}

function zoneOf(row: OpenRow<ZoneColumn>, seen: Set<string>): ImportRow<CrousZone> {
  const written = row.cell("uid").replaceAll(/[\s:]/gu, "").toUpperCase();
  const isReversed = !written.startsWith(nxp) && written.endsWith(nxp);
  const hex = isReversed ? (written.match(/../gu)?.toReversed().join("") ?? "") : written;
  const uid = chipUid.safeParse(hex);
  if (!uid.success || hex.length !== 14)
    row.remark("uid", "uid", hex === "" ? "missing" : "malformed", written);
  else if (seen.has(hex)) row.remark("uid", "uid", "same-chip-twice", written);
  seen.add(hex);
  const zdc = row.cell("zdc");
  if (!/^\d{1,15}$/.test(zdc)) row.remark("zdc", "zdc", zdc === "" ? "missing" : "malformed", zdc);
  const day = writtenDay(row.cell("madeOn"));
  if (!day.ok) row.remark("madeOn", "madeOn", day.fault, row.cell("madeOn"));
  const short = (column: ZoneColumn): string => {
    const cell = row.cell(column);
    if (cell.length > 40) row.remark(column, "row", "too-long", cell);
    return cell;
  };
  const rest = {
    rid: short("rid"),
    transmitter: short("transmitter"),
    mapping: short("mapping"),
    pixSs: short("pixSs"),
    pixNn: short("pixNn"),
    appl: short("appl"),
  };
  return row.closed(
    uid.success && day.ok ? { uid: uid.data, zdc: zdc.padStart(15, "0"), madeOn: day.value, ...rest } : null,
  );
}
