import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { academicYearOf, calendarDay } from "../core/calendar.ts";
import { ineKind } from "../core/ine.ts";
import type { ImportFile } from "../core/ports/file-import.ts";
import type { Result } from "../core/result.ts";
import { isEnrolled, isMinor } from "../core/student.ts";
import { localTimeIn } from "./local-time.ts";
import { movedToDay, movedToYear } from "./moved-examples.ts";
import { readAgenda } from "./read-agenda.ts";
import { readStudents } from "./read-students.ts";

const turn = "09-01";
const exampleDay = calendarDay.parse("2026-09-07");
const example = (name: string) => readFileSync(new URL(`../../assets/examples/${name}`, import.meta.url));

function read<T>(file: Result<ImportFile<T>, unknown>): ImportFile<T> {
  if (!file.ok) throw new Error(JSON.stringify(file.fault));
  return file.value;
}

const studentsIn = (name: string) => read(readStudents(example(name), exampleDay));
const appointmentsIn = (name: string) =>
  read(readAgenda(example(name), name)).rows.flatMap(({ value }) => value ?? []);
const students = studentsIn("etudiants.csv").rows.flatMap(({ value }) => value ?? []);

test("the example university has 300 students, and what makes a desk's day", () => {
  const file = studentsIn("etudiants.csv");
  expect(file.rows).toHaveLength(300);
  expect(file.unusedColumns).toEqual([]);
  expect(file.rows.flatMap(({ remarks }) => remarks.map(({ reason }) => reason))).toEqual(
    Array.from({ length: 3 }, () => "ine-provisional"),
  );
  const count = (claim: (one: (typeof students)[number]) => boolean) => students.filter(claim).length;
  expect(students).toHaveLength(300);
  expect(count((one) => isMinor(one, exampleDay))).toBe(4);
  expect(count((one) => !isEnrolled(one, exampleDay, turn))).toBe(10);
  expect(count((one) => one.blocks.length > 0)).toBe(8);
  expect(count((one) => one.usageFirstName !== null)).toBe(8);
  expect(count((one) => one.photoFile !== null)).toBe(180);
  expect(count((one) => one.email === null)).toBe(3);
  expect(count((one) => one.cvec === null)).toBe(4);
  expect(count((one) => one.civilLastName.length === 60)).toBe(1);
  expect(new Set(students.map(({ ine }) => ine && ineKind(ine)))).toEqual(
    new Set([null, "rnie", "bea", "base36", "apprentice", "provisional"]),
  );
});

test("the example day has the same 80 appointments as a calendar and as a table, for students who exist", () => {
  const calendar = appointmentsIn("rendez-vous.ics");
  const table = appointmentsIn("rendez-vous.csv");
  expect(calendar).toHaveLength(80);
  expect(new Set(calendar.map(({ key }) => key)).size).toBe(80);
  const known = new Map(
    students.flatMap(({ number, email }) => [
      [number, number],
      [email ?? number, number],
    ]),
  );
  const plain = (all: typeof calendar) =>
    all.map(({ student, startsAt, endsAt, reason }) => [known.get(student.text), startsAt, endsAt, reason]);
  expect(plain(calendar)).toEqual(plain(table));
  expect(plain(calendar).every(([number]) => number !== undefined)).toBe(true);
  expect(calendar.every(({ day }) => day === exampleDay)).toBe(true);
  const starts = calendar.map(({ startsAt }) => startsAt);
  expect([starts[0], starts.at(-1)]).toEqual(["2026-09-07T06:45:00.000Z", "2026-09-07T14:20:00.000Z"]);
  expect(new Set(starts).size).toBe(35);
});

test("the example from an old machine reads whole", () => {
  const file = studentsIn("etudiants-cp1252-virgule.csv");
  expect(file.rows).toHaveLength(25);
  expect(file.rows.flatMap(({ remarks }) => remarks)).toEqual([]);
  const names = file.rows.map(({ value }) => value?.civilLastName);
  expect(names).toContain("Lecœur");
  expect(names).toContain("D’Ormesson-Lévêque");
});

test("the example with errors shows eleven refusals and six warnings, each at its line", () => {
  const { rows } = studentsIn("etudiants-avec-erreurs.csv");
  const shown = rows.flatMap(({ value, remarks }) =>
    remarks.map(({ line, reason }) => [line, reason, value !== null]),
  );
  expect(rows).toHaveLength(19);
  expect(shown).toEqual([
    [3, "missing", false],
    [4, "impossible-date", false],
    [5, "not-a-date", false],
    [6, "social-security-number", false],
    [7, "ine-unknown-form", false],
    [8, "ine-letter-for-digit", true],
    [9, "ine-check-letter", true],
    [10, "ine-provisional", true],
    [11, "malformed", false],
    [12, "cvec-unusual", true],
    [13, "email-malformed", true],
    [14, "unknown-value", false],
    [15, "same-number-twice", false],
    [16, "wrong-number-of-cells", false],
    [17, "too-long", false],
    [18, "illegible-characters", true],
    [21, "malformed", false],
  ]);
});

test.each(["2026-11-22", "2027-03-29", "2026-02-28", "2028-02-29"])(
  "shown on %s, the agenda is that day's at the same local times",
  (text) => {
    const day = calendarDay.parse(text);
    const agenda = appointmentsIn("rendez-vous.ics");
    const moved = movedToDay(agenda, day);
    expect(
      moved.every((one) => one.day === day && localTimeIn("Europe/Paris", one.startsAt).day === day),
    ).toBe(true);
    const times = (all: typeof moved) =>
      all.map(({ startsAt, endsAt }) =>
        [startsAt, endsAt ?? startsAt].map((at) => localTimeIn("Europe/Paris", at).second),
      );
    expect(times(moved)).toEqual(times(agenda));
    expect(moved[0]?.key).toBe(`${agenda[0]?.key}@${day}`);
  },
);

test("an agenda shown on its own day stays as it is", () => {
  const agenda = appointmentsIn("rendez-vous.ics");
  expect(movedToDay(agenda, exampleDay)).toEqual(agenda);
  expect(movedToDay([], exampleDay)).toEqual([]);
});

test.each(["2026-09-07", "2026-11-22", "2026-08-31", "2027-08-31", "2027-09-01", "2031-01-15"])(
  "shown on %s, as many students are enrolled and as many are minors as on the example day",
  (text) => {
    const day = calendarDay.parse(text);
    const moved = movedToYear(students, academicYearOf(day, turn));
    expect(moved.filter((one) => !isEnrolled(one, day, turn))).toHaveLength(10);
    expect(moved.filter((one) => isMinor(one, day))).toHaveLength(4);
  },
);

test("students moved by a year keep everything but their dates, and 29 February finds a day", () => {
  const [leap] = students.filter(({ birthDate }) => birthDate === "2004-02-29");
  if (leap === undefined) throw new Error("nobody was born on 29 February");
  const moved = movedToYear([leap], academicYearOf(calendarDay.parse("2027-10-01"), turn))[0];
  expect(moved).toEqual({ ...leap, birthDate: "2005-02-28", enrolledOn: `2027${leap.enrolledOn?.slice(4)}` });
});
