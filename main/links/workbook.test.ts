import { Buffer } from "node:buffer";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import writeXlsxFile, { type SheetData } from "write-excel-file/node";
import { calendarDay } from "../core/calendar.ts";
import { readAgenda } from "./read-agenda.ts";
import { readStudents } from "./read-students.ts";
import { createFileReader } from "./reading.ts";
import { workbookRecords } from "./workbook.ts";

const today = calendarDay.parse("2026-11-22");

/** A workbook written by another library. */
async function written(rows: SheetData): Promise<Uint8Array> {
  const file = await writeXlsxFile(rows).toBuffer();
  return new Uint8Array(file);
}

const text = (value: string) => ({ value, type: String });

describe("a workbook", () => {
  test("gives the students it holds: numbers whole, dates as days, accents and empty cells kept", async () => {
    const file = await written([
      ["N° étudiant", "Nom", "Prénom", "Date de naissance", "Niveau", "Blocage BU"].map(text),
      [
        { value: 22602924, type: Number },
        text("Œuvrard-d’Arc"),
        text("Zoé"),
        { value: new Date(Date.UTC(2007, 1, 3)), type: Date, format: "dd/mm/yyyy" },
        null,
        { value: true, type: Boolean },
      ],
    ]);
    const students = readStudents(file, today);
    expect(students).toMatchObject({
      ok: true,
      value: {
        rows: [
          {
            line: 2,
            remarks: [],
            value: {
              number: "22602924",
              civilLastName: "Œuvrard-d’Arc",
              civilFirstName: "Zoé",
              birthDate: "2007-02-03",
              level: "",
              blocks: ["library-books"],
            },
          },
        ],
      },
    });
  });

  test("gives an agenda with day and time in one cell", async () => {
    const file = await written([
      ["Date et heure", "Numéro étudiant"].map(text),
      [
        { value: new Date(Date.UTC(2026, 8, 7, 9, 20)), type: Date, format: "dd/mm/yyyy hh:mm" },
        text("22602924"),
      ],
    ]);
    expect(readAgenda(file, "rdv.xlsx")).toMatchObject({
      ok: true,
      value: { rows: [{ value: { startsAt: "2026-09-07T07:20:00.000Z" } }] },
    });
  });
});

const relations = (target: string) =>
  `<Relationships xmlns="x"><Relationship Id="rId1" Target="${target}"/></Relationships>`;
const book = (sheet: string, more: Record<string, string> = {}) =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        "xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>`,
        "xl/_rels/workbook.xml.rels": relations("worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
        ...more,
      }).map(([name, content]) => [name, strToU8(content)]),
    ),
  );
const sheetOf = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;

describe("a hostile file", () => {
  const bounds = { deadlineMs: 20_000, heapMb: 512 };
  const reader = createFileReader("Europe/Paris", bounds);
  const read = (bytes: Uint8Array) =>
    reader.read({ bytes, fileName: "x.xlsx", as: "students", columns: null, today });

  test("that would unpack to more than any table is refused before it is unpacked", () => {
    const bomb = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(310 * 1024 * 1024) }, { level: 1 });
    expect(bomb.length).toBeLessThan(5_000_000);
    expect(workbookRecords(bomb)).toMatchObject({ ok: false, fault: { kind: "too-large" } });
  });

  test("that lies about its size, or is cut, is no workbook", async () => {
    const honest = Buffer.from(
      book(sheetOf(`<row r="1"><c r="A1" t="inlineStr"><is><t>${"x".repeat(90_000)}</t></is></c></row>`)),
    );
    const lying = Buffer.from(honest);
    for (let at = lying.indexOf("PK\u0001\u0002"); at !== -1; at = lying.indexOf("PK\u0001\u0002", at + 4)) {
      lying.writeUInt32LE(10, at + 24);
    }
    expect(await read(lying)).toMatchObject({ ok: false });
    expect(await read(honest.subarray(0, honest.length / 2))).toMatchObject({ ok: false });
  });

  test("with a million columns, or a row beyond all others, is given up", () => {
    const wide = book(sheetOf(`<row r="1"><c r="ZZZZ1"><v>1</v></c></row>`));
    expect(workbookRecords(wide)).toEqual({ ok: false, fault: { kind: "malformed", line: 1 } });
    const csv = `${"a;".repeat(1_000_000)}\n`;
    expect(readStudents(strToU8(csv), today)).toMatchObject({ ok: false, fault: { kind: "malformed" } });
  });

  test("that declares entities within entities expands none of them", () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${sheetOf('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>')}`;
    expect(workbookRecords(book(laughs))).toMatchObject({ ok: false });
  });

  test("of the old kind, or behind a password, is named as such", () => {
    const old = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
    expect(workbookRecords(old)).toEqual({ ok: false, fault: { kind: "old-workbook" } });
  });

  test("that is another archive, or hides its only sheet, is of unknown format", () => {
    const other = zipSync({ "content.xml": strToU8("<x/>") });
    expect(workbookRecords(other)).toEqual({ ok: false, fault: { kind: "unknown-format" } });
  });

  test("that takes too long is ended with its thread, and the next one is read", async () => {
    const hurried = createFileReader("Europe/Paris", { deadlineMs: 1, heapMb: 512 });
    const rows = Array.from({ length: 20_000 }, (_, n) => `${n};Nom;Prénom;01/01/2004`).join("\n");
    const bytes = strToU8(`numero;nom;prenom;date de naissance\n${rows}`);
    const wish = { bytes, fileName: "x.csv", as: "students" as const, columns: null, today };
    expect(await hurried.read(wish)).toEqual({ ok: false, fault: { kind: "too-much" } });
    const next = await reader.read(wish);
    expect(next.ok && next.value.file.rows.length).toBe(20_000);
  });

  test("that takes too much memory is ended with its thread", async () => {
    const small = createFileReader("Europe/Paris", { deadlineMs: 60_000, heapMb: 24 });
    const rows = Array.from({ length: 250_000 }, (_, n) => `${n};Nom;Prénom;01/01/2004`).join("\n");
    const bytes = strToU8(`numero;nom;prenom;date de naissance\n${rows}`);
    const wish = { bytes, fileName: "x.csv", as: "students" as const, columns: null, today };
    expect(await small.read(wish)).toEqual({ ok: false, fault: { kind: "too-much" } });
  });

  test("called off, reading ends", async () => {
    const bytes = strToU8("numero;nom;prenom;date de naissance\n1;A;B;01/01/2004");
    const wish = { bytes, fileName: "x.csv", as: "students" as const, columns: null, today };
    expect(await reader.read(wish, Promise.resolve())).toEqual({ ok: false, fault: { kind: "called-off" } });
  });
});
