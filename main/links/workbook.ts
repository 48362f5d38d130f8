import { unzipSync } from "fflate";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import type { ImportFileFault } from "../core/ports/file-import.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { maximumBytes } from "./file-text.ts";
import { isDateFormat, writtenSerial } from "./serial-date.ts";
import { mostColumns, mostRecords, type TableRecord } from "./table-record.ts";

/** What the parts of a workbook may unpack to; a bomb says more, or lies and fails. */
const mostUnpackedBytes = 300 * 1024 * 1024;
const longestCell = 32_767;
const chunkBytes = 1024 * 1024;

/** Whether a file is a ZIP archive, as workbooks are, or the older kind of Office file: never a text. */
export function isArchive(file: Uint8Array): boolean {
  return startsWith(file, [0x50, 0x4b, 0x03, 0x04]) || isCompound(file);
}

/**
 * The records of the first visible sheet of a workbook (ECMA-376, XLSX), blank ones left out: numbers as they are stored,
 * dates as ISO 8601. Old (XLS), enciphered and other Office files are refused as such, and nothing is unpacked past its bounds.
 */
export function workbookRecords(file: Uint8Array): Result<readonly TableRecord[], ImportFileFault> {
  if (file.length > maximumBytes) return failed({ kind: "too-large", maximumBytes });
  if (isCompound(file)) return failed({ kind: "old-workbook" });
  try {
    const parts = unpacked(file);
    if (parts === null) return failed({ kind: "too-large", maximumBytes: mostUnpackedBytes });
    return sheetRecords(parts);
  } catch (cause) {
    if (cause instanceof TableTooLarge) return failed({ kind: "malformed", line: cause.line });
    // Whatever fflate and saxes find wrong in bytes that are no workbook.
    return failed({ kind: "unknown-format" });
  }
}

type Parts = ReadonlyMap<string, Uint8Array>;

class TableTooLarge extends Error {
  readonly line: number;
  constructor(line: number) {
    super("too large");
    this.line = line;
  }
}

/** The parts a table can be in. Sizes are checked before anything is unpacked, and unpacking never goes past the size announced. */
function unpacked(file: Uint8Array): Parts | null {
  let bytes = 0;
  const parts = unzipSync(file, {
    filter: ({ name, originalSize }) => {
      const wanted =
        /^xl\/(?:workbook|styles|sharedStrings|worksheets\/[^/]+|_rels\/workbook)\.xml(?:\.rels)?$/u.test(
          name,
        );
      if (wanted) bytes += originalSize;
      return wanted && bytes <= mostUnpackedBytes;
    },
  });
  return bytes > mostUnpackedBytes ? null : new Map(Object.entries(parts));
}

function sheetRecords(parts: Parts): Result<readonly TableRecord[], ImportFileFault> {
  const { sheet, from1904 } = firstSheet(parts);
  const sheetPart = sheet === null ? undefined : parts.get(sheet);
  if (sheetPart === undefined) return failed({ kind: "unknown-format" });
  const strings = sharedStrings(parts.get("xl/sharedStrings.xml"));
  const records = recordsOfSheet(sheetPart, strings, dateStyles(parts.get("xl/styles.xml")), from1904);
  return records.length === 0 ? failed({ kind: "empty-file" }) : succeeded(records);
}

/** The part of the first sheet that is not hidden, and which calendar its dates count from. */
function firstSheet(parts: Parts): { readonly sheet: string | null; readonly from1904: boolean } {
  let relation: string | null = null;
  let from1904 = false;
  readXml(parts.get("xl/workbook.xml"), {
    open({ name, attributes }) {
      if (name === "workbookPr") from1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
      if (name === "sheet" && relation === null && (attributes["state"] ?? "visible") === "visible") {
        relation = attributes["r:id"] ?? null;
      }
    },
  });
  let sheet: string | null = null;
  readXml(parts.get("xl/_rels/workbook.xml.rels"), {
    open({ name, attributes }) {
      if (name !== "Relationship" || attributes["Id"] !== relation) return;
      const target = attributes["Target"] ?? "";
      sheet = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    },
  });
  return { sheet, from1904 };
}

/** The texts cells point at, without the readings that Asian files put beside them. */
function sharedStrings(part: Uint8Array | undefined): readonly string[] {
  const strings: string[] = [];
  let text = "";
  let within = false;
  let reading = false;
  readXml(part, {
    open({ name }) {
      if (name === "si") text = "";
      if (name === "rPh") reading = true;
      within = name === "t" && !reading;
    },
    text(more) {
      if (within && text.length < longestCell) text += more;
    },
    close(name) {
      within = false;
      if (name === "rPh") reading = false;
      if (name === "si") strings.push(text);
    },
  });
  return strings;
}

/** For each style of a cell, whether it shows a number as a date. */
function dateStyles(part: Uint8Array | undefined): readonly boolean[] {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  let ofCells = false;
  readXml(part, {
    open({ name, attributes }) {
      if (name === "numFmt") formats.set(Number(attributes["numFmtId"]), attributes["formatCode"] ?? "");
      if (name === "cellXfs") ofCells = true;
      if (name === "xf" && ofCells) {
        const format = Number(attributes["numFmtId"] ?? 0);
        styles.push(isDateFormat(format, formats.get(format)));
      }
    },
    close(name) {
      if (name === "cellXfs") ofCells = false;
    },
  });
  return styles;
}

function recordsOfSheet(
  part: Uint8Array,
  strings: readonly string[],
  dates: readonly boolean[],
  from1904: boolean,
): readonly TableRecord[] {
  const records: TableRecord[] = [];
  let line = 0;
  let cells: string[] = [];
  let column = -1;
  let kind = "n";
  let style = 0;
  let text = "";
  let within = false;
  const value = (): string => {
    if (kind === "s") return strings[Number(text)] ?? "";
    if (kind === "b") return text === "1" ? "oui" : "non";
    if (kind === "e") return "";
    if (kind === "n" && dates[style] === true) return writtenSerial(Number(text), from1904);
    return text;
  };
  readXml(part, {
    open({ name, attributes }) {
      if (name === "row") {
        line = attributes["r"] === undefined ? line + 1 : Number(attributes["r"]);
        [cells, column] = [[], -1];
      }
      if (name === "c") {
        column = attributes["r"] === undefined ? column + 1 : columnOf(attributes["r"]);
        if (column >= mostColumns) throw new TableTooLarge(line);
        kind = attributes["t"] ?? "n";
        style = Number(attributes["s"] ?? 0);
        text = "";
      }
      within = name === "v" || (name === "t" && kind === "inlineStr");
    },
    text(more) {
      if (within && text.length < longestCell) text += more;
    },
    close(name) {
      within = false;
      if (name === "c" && text !== "") {
        while (cells.length < column) cells.push("");
        cells[column] = value();
      }
      if (name === "row" && cells.some((cell) => cell.trim() !== "")) {
        if (records.length === mostRecords) throw new TableTooLarge(line);
        records.push({ line, cells });
      }
    },
  });
  return padded(records);
}

/** Spreadsheets leave out the empty cells at the end of a row: they are put back, so that a row has as many as there are headings. */
function padded(records: readonly TableRecord[]): readonly TableRecord[] {
  const width = records[0]?.cells.length ?? 0;
  return records.map(({ line, cells }) => {
    const missing = width - cells.length;
    return missing <= 0 ? { line, cells } : { line, cells: [...cells, ...Array<string>(missing).fill("")] };
  });
}

/** The column of a reference such as `AB12`, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const digit = letter.charCodeAt(0) - 64;
    if (digit < 1 || digit > 26) break;
    column = column * 26 + digit;
  }
  return column - 1;
}

interface XmlListener {
  readonly open?: (tag: SaxesTagPlain) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Reads a part in pieces. Names lose their prefix; entities a document declares for itself are not expanded. */
function readXml(part: Uint8Array | undefined, { open, text, close }: XmlListener): void {
  if (part === undefined) return;
  const parser = new SaxesParser<{ xmlns?: false; position: boolean }>({ position: false });
  parser.on("error", (cause) => {
    throw cause;
  });
  if (open !== undefined) {
    parser.on("opentag", (tag) => open({ ...tag, name: bare(tag.name) }));
  }
  if (text !== undefined) parser.on("text", text);
  if (close !== undefined) parser.on("closetag", (tag) => close(bare(tag.name)));
  const decoder = new TextDecoder("utf-8");
  for (let from = 0; from < part.length; from += chunkBytes) {
    parser.write(decoder.decode(part.subarray(from, from + chunkBytes), { stream: true }));
  }
  parser.write(decoder.decode()).close();
}

function bare(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** The older container of Office: XLS, or an XLSX behind a password. */
function isCompound(file: Uint8Array): boolean {
  return startsWith(file, [0xd0, 0xcf, 0x11, 0xe0]);
}

function startsWith(file: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => file[at] === byte);
}
