import { Buffer } from "node:buffer";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { calendarDay } from "../core/calendar.ts";
import { isRefusal } from "../core/import-reason.ts";
import { type StudentFile, studentFile, toldBlock } from "../core/student.ts";
import { readStudents } from "./read-students.ts";

const today = calendarDay.parse("2026-11-22");

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

const name = fc
  .string({ unit: fc.constantFrom(...Array.from("aéÉœŁșễđßZ'’-;,\"نو ")), minLength: 1, maxLength: 60 })
  .map((text) => text.normalize("NFC").replace(/ +/gu, " ").trim())
  .filter((text) => text !== "" && !/\d{13}/u.test(text));
const day = fc
  .date({ min: new Date("1930-01-01"), max: new Date("2026-11-01"), noInvalidDate: true })
  .map((date) => calendarDay.parse(date.toISOString().slice(0, 10)));
const student: fc.Arbitrary<StudentFile> = fc.record({
  number: fc.stringMatching(/^[A-Z0-9]{1,12}$/),
  ine: fc.option(fc.stringMatching(/^\d{9}[A-HJK]{2}$/)),
  civilLastName: name,
  civilFirstName: name,
  usageLastName: fc.option(name),
  usageFirstName: fc.option(name),
  birthDate: day,
  email: fc.option(fc.stringMatching(/^[a-z]{1,9}\.[a-z]{1,9}@etu\.univ-exemple\.fr$/)),
  programme: name,
  level: fc.constantFrom("L1", "M2", "BUT 3", ""),
  enrolledOn: fc.option(day),
  cvec: fc.option(fc.stringMatching(/^[A-Z]{3}\d[A-Z0-9]{6}\d{2}$/)),
  blocks: fc.subarray([...toldBlock.options]),
  population: name,
  photoFile: fc.option(fc.stringMatching(/^[a-z0-9]{1,8}\.jpg$/)),
});

test("whatever students a university writes, in whatever table, the same students are read", () => {
  const fields = studentFile.keyof().options;
  const people = fc
    .uniqueArray(student, { selector: ({ number }) => number, maxLength: 8, minLength: 1 })
    .map((all) =>
      all.map((one) => ({
        ...one,
        usageLastName: one.usageLastName === one.civilLastName ? null : one.usageLastName,
        usageFirstName: one.usageFirstName === one.civilFirstName ? null : one.usageFirstName,
      })),
    );
  fc.assert(
    fc.property(
      people,
      fc.constantFrom(";", ",", "\t"),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      (all, separator, end, bom) => {
        const rows = all.map((one) =>
          fields.map((field) => quoted(String(one[field] ?? ""))).join(separator),
        );
        const text = `${bom ? "\uFEFF" : ""}${[fields.join(separator), ...rows].join(end)}${end}`;
        const file = readStudents(Buffer.from(text), today);
        if (!file.ok) throw new Error(JSON.stringify(file.fault));
        const read = file.value.rows;
        expect(read.flatMap(({ remarks }) => remarks)).toEqual([]);
        expect(read.map(({ value }) => value)).toEqual(all);
      },
    ),
  );
});

test("whatever bytes come, the file is read or refused, and a row has a value exactly when nothing refuses it", () => {
  const pieces = fc.constantFrom(
    "numero;nom;prenom;né le\n",
    '"',
    ";",
    "\n",
    "01/02/2006",
    "A",
    "\r",
    "é",
    "\u0000",
    "1",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const read = readStudents(Buffer.from(parts.join("")), today);
      if (read.ok)
        for (const row of read.value.rows)
          expect(row.value === null).toBe(row.remarks.some(({ reason }) => isRefusal(reason)));
    }),
  );
});
