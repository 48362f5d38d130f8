import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { calendarDay } from "../core/calendar.ts";
import type { ImportRemark } from "../core/ports/file-import.ts";
import { readStudents } from "./read-students.ts";

const today = calendarDay.parse("2026-11-22");

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Reads one row under the given headings, besides the four that every file needs. */
function readRow(cells: Readonly<Record<string, string>>) {
  const all = {
    "N° étudiant": "22600001",
    Nom: "Faure",
    Prénom: "Louise",
    "Né(e) le": "12/04/2006",
    ...cells,
  };
  const text = [Object.keys(all), Object.values(all)].map((row) => row.map(quoted).join(";")).join("\r\n");
  const row = rowsOf(text)[0];
  if (row === undefined) throw new Error("no row");
  return row;
}

function rowsOf(text: string) {
  return fileOf(text).rows;
}

function fileOf(text: string) {
  const file = readStudents(Buffer.from(text), today);
  if (!file.ok) throw new Error(JSON.stringify(file.fault));
  return file.value;
}

function remark(
  field: ImportRemark["field"],
  reason: ImportRemark["reason"],
  column: string,
  seen: string,
): ImportRemark {
  return { line: 2, column, field, reason, seen };
}

describe("what refuses a student", () => {
  test.each([
    ["number", "missing", "N° étudiant", " ", ""],
    ["number", "malformed", "N° étudiant", "2,26E+07", "2,26E+07"],
    ["number", "too-long", "N° étudiant", "A".repeat(21), "A".repeat(21)],
    ["number", "social-security-number", "N° étudiant", "206057505612345", ""],
    ["civilLastName", "missing", "Nom", "\u00A0", ""],
    ["civilLastName", "too-long", "Nom", "é".repeat(201), "é".repeat(40)],
    ["civilFirstName", "missing", "Prénom", "", ""],
    ["birthDate", "missing", "Né(e) le", "", ""],
    ["birthDate", "not-a-date", "Né(e) le", "12/04/06", "12/04/06"],
    ["birthDate", "impossible-date", "Né(e) le", "29/02/2006", "29/02/2006"],
    ["birthDate", "impossible-date", "Né(e) le", "23/11/2026", "23/11/2026"],
    ["birthDate", "impossible-date", "Né(e) le", "01/01/0206", "01/01/0206"],
    ["enrolledOn", "not-a-date", "Date IA", "oui", "oui"],
    ["enrolledOn", "impossible-date", "Date IA", "2026-13-01", "2026-13-01"],
    ["ine", "ine-unknown-form", "INE", "en cours", "en cours"],
    ["ine", "social-security-number", "INE", "2 06 05 75 056 123 45", ""],
    ["ine", "social-security-number", "INE", "1 06 05 2A 056 123", ""],
    ["cvec", "malformed", "CVEC", "ABC1", "ABC1"],
    ["blocks", "unknown-value", "Blocages", "à voir", "à voir"],
    ["blocks", "unknown-value", "Dette", "peut-être", "peut-être"],
    ["photoFile", "malformed", "Photo", "photos/..", "photos/.."],
  ] as const)("%s: %s", (field, reason, column, written, seen) => {
    const row = readRow({ [column]: written });
    expect(row.value).toBeNull();
    expect(row.remarks).toEqual([remark(field, reason, column, seen)]);
  });

  test("a social-security number is shown nowhere, whatever cell it stands in", () => {
    const row = readRow({
      "Né(e) le": "2 06 05 75 056 123 45",
      CVEC: "206057505612345",
      Blocages: "206057505612345",
    });
    expect(row.value).toBeNull();
    expect(row.remarks.map(({ seen }) => seen)).toEqual(["", "", ""]);
  });

  test("a number seen above is refused on the later row, with its line", () => {
    const rows = rowsOf("numero;nom;prenom;né le\n1;A;B;01/02/2006\n2;C;D;01/02/2006\n 1;E;F;01/02/2006\n");
    expect(rows.map(({ value }) => value?.civilLastName)).toEqual(["A", "C", undefined]);
    expect(rows[2]?.remarks).toEqual([
      { line: 4, column: "numero", field: "number", reason: "same-number-twice", seen: "1" },
    ]);
  });

  test("a row with a cell too many or too few is refused whole, one with empty cells behind is not", () => {
    const rows = rowsOf("numero;nom;prenom;né le\n1;A;01/02/2006\n2;C;D;01/02/2006;x\n3;E;F;01/02/2006;;\n");
    expect(rows.map(({ value }) => value?.number)).toEqual([undefined, undefined, "3"]);
    expect(rows.slice(0, 2).flatMap(({ remarks }) => remarks)).toEqual([
      { line: 2, column: "", field: "row", reason: "wrong-number-of-cells", seen: "3" },
      { line: 3, column: "", field: "row", reason: "wrong-number-of-cells", seen: "5" },
    ]);
  });
});

describe("what is worth a look, and keeps the student", () => {
  test.each([
    ["ine", "ine-letter-for-digit", "Code INE", "12345 O789 AB", "12345O789AB"],
    ["ine", "ine-check-letter", "NNE", "0906018155A", "0906018155A"],
    ["ine", "ine-provisional", "INE", "0260d12345b", "0260D12345B"],
    ["cvec", "cvec-unusual", "N° CVEC", "1234-567890-12", "123456789012"],
    ["email", "email-malformed", "Courriel", "Louise.Faure(at)etu.fr", "louise.faure(at)etu.fr"],
    ["usageLastName", "illegible-characters", "Nom d’usage", "FranÃ§ois", "FranÃ§ois"],
    ["usageFirstName", "illegible-characters", "Prénom d'usage", "Zo\uFFFD", "Zo\uFFFD"],
    ["programme", "illegible-characters", "Libellé étape", "L\u0081", "L\u0081"],
  ] as const)("%s: %s", (field, reason, column, written, kept) => {
    const row = readRow({ [column]: written });
    expect(row.value?.[field]).toBe(kept);
    expect(row.remarks).toHaveLength(1);
    expect(row.remarks[0]).toMatchObject({ line: 2, column, field, reason });
  });
});

describe("what is understood", () => {
  test.each([
    ["12/04/2006"],
    ["2006-04-12"],
    ["12-04-2006"],
    ["12.04.2006"],
    ["12/4/2006"],
    ["2006-04-12 00:00:00"],
    ["12/04/2006 00:00"],
  ])("the day %s", (written) => {
    expect(readRow({ "Né(e) le": written }).value?.birthDate).toBe("2006-04-12");
  });

  test.each([
    [{ Blocages: "BU, impayé" }, ["library-books", "debt"]],
    [{ Blocages: "dette / livres non rendus" }, ["library-books", "debt"]],
    [{ Blocages: "bibliothèque et agent comptable" }, ["library-books", "debt"]],
    [{ Blocages: "non" }, []],
    [{ "Blocage BU": "oui", Dette: "non" }, ["library-books"]],
    [{ "Livres non rendus": "2", Impayé: "0,00 €" }, ["library-books"]],
    [{ Dette: "15,50 €" }, ["debt"]],
  ])("the blocks %j", (cells, blocks) => {
    expect(readRow(cells as Record<string, string>).value?.blocks).toEqual(blocks);
  });

  test("names keep their spelling, but for blanks and the form of their accents", () => {
    const row = readRow({ Nom: " D’Ormesson \u00A0 -  LŒUILLET ", Prénom: "Zoe\u0301" });
    expect(row.value?.civilLastName).toBe("D’Ormesson - LŒUILLET");
    expect(row.value?.civilFirstName).toBe("Zoé");
  });

  test("a usage name that repeats the civil one is none", () => {
    expect(readRow({ "Prénom d'usage": "Louise", "Nom d'usage": "Roux" }).value).toMatchObject({
      usageFirstName: null,
      usageLastName: "Roux",
    });
  });

  test("an empty enrolment date is a student not enrolled yet", () => {
    expect(readRow({ "Inscription validée le": "" })).toMatchObject({
      value: { enrolledOn: null },
      remarks: [],
    });
  });

  test("a photo is known by its bare name", () => {
    expect(readRow({ Photo: String.raw`C:\photos\22600001.jpg` }).value?.photoFile).toBe("22600001.jpg");
  });

  test("the headings of Apogée and of an English export name the same columns", () => {
    const apogee =
      "COD_ETU\tLIB_NOM_PAT_IND\tLIB_PR1_IND\tDATE_NAI_IND\tCOD_NNE_IND\n1\tA\tB\t01/02/2006\t123456789AB\n";
    const english = "Student number,Last name,First name,Date of birth,INE\n1,A,B,2006-02-01,123456789AB\n";
    expect(rowsOf(apogee)).toEqual(rowsOf(english));
  });

  test("beside the birth name, a plain « Nom » is left unused and said to be", () => {
    const file = fileOf(
      "Nº Étudiant;Nom;Nom de naissance;Prénom;né le;Couleur\n1;Roux;Faure;B;01/02/2006;bleu\n",
    );
    expect(file.rows[0]?.value?.civilLastName).toBe("Faure");
    expect(file.unusedColumns).toEqual(["Nom", "Couleur"]);
  });

  test("a remark names the line a text editor shows, after names broken over two lines", () => {
    const rows = rowsOf('numero;nom;prenom;né le\r\n1;"A\r\nB";C;01/02/2006\r\n2;D;E;x\r\n');
    expect(rows[0]?.value?.civilLastName).toBe("A B");
    expect(rows[1]?.remarks[0]?.line).toBe(4);
  });
});

test("a file without the columns that tell students apart names them all", () => {
  expect(readStudents(Buffer.from("Nom;Formation\nA;B\n"), today)).toEqual({
    ok: false,
    fault: { kind: "missing-columns", columns: ["number", "civilFirstName", "birthDate"] },
  });
});

test("an agenda is no list of students", () => {
  const file = Buffer.from("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n");
  expect(readStudents(file, today)).toEqual({ ok: false, fault: { kind: "unknown-format" } });
});

/** A file of so many ordinary students. */
function studentsFile(count: number): Uint8Array {
  const rows = Array.from({ length: count }, (_, at) => {
    const email = `zoe.${at}@etu.univ-exemple.fr`;
    return `${at};123456789AB;Faure;Zoé;12/04/2005;${email};ABC1XXXXXX12;livres\n`;
  });
  return Buffer.from(`numero;ine;nom;prenom;né le;mail;cvec;blocages\n${rows.join("")}`);
}

/** Milliseconds that reading a file takes. */
function timeOf(bytes: Uint8Array): number {
  const started = performance.now();
  expect(readStudents(bytes, today).ok).toBe(true);
  return performance.now() - started;
}

test("the student files of a large university are read without the time growing faster than the file", () => {
  const [small, large] = [studentsFile(12_500), studentsFile(100_000)];
  timeOf(small);
  expect(timeOf(large)).toBeLessThan(Math.max(40 * timeOf(small), 5_000));
});
