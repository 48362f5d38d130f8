import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { readAgenda } from "./read-agenda.ts";

function rowsOf(text: string, fileName = "agenda", zone?: string) {
  const file = readAgenda(Buffer.from(text), fileName, zone);
  if (!file.ok) throw new Error(JSON.stringify(file.fault));
  return file.value.rows;
}

/** The name of the property a line of a calendar sets. */
function nameOf(line: string): string {
  return line.split(/[;:]/u)[0] ?? "";
}

/** Reads one event; `lines` replace the properties of the same name. */
function readEvent(lines: readonly string[], zone?: string) {
  const usual = [
    "UID:1@x",
    "DTSTART;TZID=Europe/Paris:20260907T084500",
    "SUMMARY:Carte",
    "X-NUMERO-ETUDIANT:22600001",
  ];
  const kept = usual.filter((line) => !lines.some((other) => nameOf(other) === nameOf(line)));
  const event = ["BEGIN:VEVENT", ...kept, ...lines.filter((line) => !line.endsWith(":-")), "END:VEVENT"];
  const row = rowsOf(
    ["BEGIN:VCALENDAR", "VERSION:2.0", ...event, "END:VCALENDAR", ""].join("\r\n"),
    "a.ics",
    zone,
  )[0];
  if (row === undefined) throw new Error("no row");
  return row;
}

describe("a calendar", () => {
  test("gives an appointment with the event's own key", () => {
    expect(readEvent(["DTEND;TZID=Europe/Paris:20260907T085500"])).toEqual({
      line: 3,
      value: {
        key: "1@x",
        student: { by: "number", text: "22600001" },
        day: "2026-09-07",
        startsAt: "2026-09-07T06:45:00.000Z",
        endsAt: "2026-09-07T06:55:00.000Z",
        reason: "Carte",
      },
      remarks: [],
    });
  });

  test.each([
    ["DTSTART;TZID=Europe/Paris:20261024T084500", "2026-10-24T06:45:00.000Z", "2026-10-24"],
    ["DTSTART;TZID=Europe/Paris:20261026T084500", "2026-10-26T07:45:00.000Z", "2026-10-26"],
    ["DTSTART;TZID=Romance Standard Time:20261026T084500", "2026-10-26T07:45:00.000Z", "2026-10-26"],
    ["DTSTART:20260907T084500", "2026-09-07T06:45:00.000Z", "2026-09-07"],
    ["DTSTART:20260907T084500Z", "2026-09-07T08:45:00.000Z", "2026-09-07"],
    ["DTSTART:20260907T223000Z", "2026-09-07T22:30:00.000Z", "2026-09-08"],
    ["DTSTART;TZID=Indian/Reunion:20260907T084500", "2026-09-07T04:45:00.000Z", "2026-09-07"],
  ])("%s is %s, on %s at a desk in Paris", (start, startsAt, day) => {
    expect(readEvent([start]).value).toMatchObject({ startsAt, day });
  });

  test("times without zone are those of the desk, wherever it stands", () => {
    expect(readEvent(["DTSTART:20260907T084500"], "Indian/Reunion").value?.startsAt).toBe(
      "2026-09-07T04:45:00.000Z",
    );
  });

  test("an end may be said as a duration, or not at all", () => {
    expect(readEvent(["DURATION:PT1H15M"]).value?.endsAt).toBe("2026-09-07T08:00:00.000Z");
    expect(readEvent([]).value?.endsAt).toBeNull();
  });

  test.each([
    [["X-NUMERO-ETUDIANT:-", "DESCRIPTION:Bonjour\\nN° étudiant : 22600002\\, merci"], "number", "22600002"],
    [["X-NUMERO-ETUDIANT:-", "SUMMARY:Carte – numéro d’étudiant 22600003"], "number", "22600003"],
    [["X-NUMERO-ETUDIANT:-", "DESCRIPTION:Student number: 22600004"], "number", "22600004"],
    [["X-NUMERO-ETUDIANT:-", "DESCRIPTION:N° étu", " diant : 2260", " 0005"], "number", "22600005"],
    [["X-NUMERO-ETUDIANT:-", "ATTENDEE;CN=A:mailto:A.B@etu.fr"], "email", "a.b@etu.fr"],
    [
      [
        "X-NUMERO-ETUDIANT:-",
        "ORGANIZER:mailto:s@univ.fr",
        "ATTENDEE:mailto:s@univ.fr",
        "ATTENDEE;CUTYPE=ROOM:mailto:r@univ.fr",
        "ATTENDEE:mailto:a@etu.fr",
      ],
      "email",
      "a@etu.fr",
    ],
  ])("the student is found in %j", (lines, by, text) => {
    expect(readEvent(lines).value?.student).toEqual({ by, text });
  });

  test.each([
    [["DTSTART;VALUE=DATE:20260907"], "DTSTART", "startsAt", "malformed", "2026-09-07"],
    [["DTSTART:20260230T084500"], "DTSTART", "startsAt", "impossible-date", "2026-02-30T08:45:00"],
    [["DTSTART;TZID=Middle/Earth:20260907T084500"], "DTSTART", "startsAt", "unknown-value", "Middle/Earth"],
    [["DTSTART:-"], "DTSTART", "startsAt", "missing", ""],
    [["DTEND:20260907T060000Z"], "DTEND", "endsAt", "impossible-date", "2026-09-07T06:00:00Z"],
    [["STATUS:CANCELLED"], "STATUS", "row", "unknown-value", "CANCELLED"],
    [["RRULE:FREQ=WEEKLY;COUNT=3"], "RRULE", "row", "unknown-value", "FREQ=WEEKLY;COUNT=3"],
    [["X-NUMERO-ETUDIANT:-"], "ATTENDEE", "student", "missing", ""],
    [
      ["X-NUMERO-ETUDIANT:-", "ATTENDEE:mailto:a@b.fr", "ATTENDEE:mailto:c@d.fr"],
      "ATTENDEE",
      "student",
      "unknown-value",
      "a@b.fr c@d.fr",
    ],
    [
      ["X-NUMERO-ETUDIANT:2 06 05 75 056 123 45"],
      "X-NUMERO-ETUDIANT",
      "student",
      "social-security-number",
      "",
    ],
    [["X-NUMERO-ETUDIANT:A1/?"], "X-NUMERO-ETUDIANT", "student", "malformed", "A1/?"],
    [[`SUMMARY:${"x".repeat(201)}`], "SUMMARY", "reason", "too-long", "x".repeat(40)],
  ])("%j is refused", (lines, column, field, reason, seen) => {
    expect(readEvent(lines)).toEqual({
      line: 3,
      value: null,
      remarks: [{ line: 3, column, field, reason, seen }],
    });
  });

  test("a damaged motive is remarked on and kept", () => {
    const row = readEvent(["SUMMARY:RÃ©Ã©dition"]);
    expect(row.value?.reason).toBe("RÃ©Ã©dition");
    expect(row.remarks.map(({ reason }) => reason)).toEqual(["illegible-characters"]);
  });

  test("a broken event spoils no other, a second of the same key is refused, and each is known by its line", () => {
    const good = "BEGIN:VEVENT\nUID:1\nDTSTART:20260907T084500\nX-ETU:7\nEND:VEVENT\n";
    const rows = rowsOf(
      `BEGIN:VCALENDAR\n${good}BEGIN:VEVENT\nBEGIN:VEVENT\n;;;\nEND:VEVENT\n${good}BEGIN:VEVENT\n`,
    );
    expect(rows.map(({ line, value }) => [line, value?.key ?? null])).toEqual([
      [2, "1"],
      [7, null],
      [8, null],
      [11, null],
      [16, null],
    ]);
    expect(rows[3]?.remarks[0]).toMatchObject({ reason: "same-number-twice", column: "UID", seen: "1" });
  });

  test("an event without key gets one that stays the same", () => {
    expect(readEvent(["UID:-"]).value?.key).toBe("2026-09-07T06:45:00.000Z 22600001");
  });
});

describe("a table", () => {
  const head = "Date;Heure;Fin;Durée;N° étudiant;Mail;Motif\n";

  test.each([
    ["Date;Heure;N° étudiant\n07/09/2026;8h45;22600001\n"],
    ["Jour,Horaire,Code étudiant\n2026-09-07,08:45:00,22600001\n"],
    ["Début\tNuméro étudiant\n07/09/2026 08:45\t22600001\n"],
    ["start,student number\n2026-09-07T06:45:00Z,22600001\n"],
    ["start,student number\n2026-09-07T08:45:00+02:00,22600001\n"],
    ["Date;Début;Fin;N° étudiant\n07/09/2026;08:45;09:00;22600001\n"],
    ["Date;Créneau;N° étudiant\n07/09/2026;8h45 - 9h00;22600001\n"],
  ])("gives the same appointment with the same key, written as %j", (text) => {
    const row = rowsOf(text)[0];
    expect(row?.remarks).toEqual([]);
    expect(row?.value).toMatchObject({
      key: "2026-09-07T06:45:00.000Z 22600001",
      day: "2026-09-07",
      startsAt: "2026-09-07T06:45:00.000Z",
      student: { by: "number", text: "22600001" },
    });
  });

  test.each([
    ["07/09/2026;8h45;9h00;;1;;", "2026-09-07T07:00:00.000Z"],
    ["07/09/2026;8h45;07/09/2026 09:10;;1;;", "2026-09-07T07:10:00.000Z"],
    ["07/09/2026;8h45;;20;1;;", "2026-09-07T07:05:00.000Z"],
    ["07/09/2026;8h45;;20 min;1;;", "2026-09-07T07:05:00.000Z"],
    ["07/09/2026;8h45-9h15;;;1;;", "2026-09-07T07:15:00.000Z"],
    ["07/09/2026;8h45;;;1;;", null],
  ])("the row %s ends at %s", (row, endsAt) => {
    expect(rowsOf(`${head}${row}\n`)[0]?.value?.endsAt).toBe(endsAt);
  });

  test("without a number the student is known by address", () => {
    expect(rowsOf(`${head}07/09/2026;8h45;;;;A.B@Etu.fr;Carte\n`)[0]?.value).toMatchObject({
      student: { by: "email", text: "a.b@etu.fr" },
      reason: "Carte",
    });
  });

  test.each([
    ["31/09/2026;8h45;;;1;;", "Date", "startsAt", "impossible-date"],
    ["lundi;8h45;;;1;;", "Date", "startsAt", "not-a-date"],
    ["07/09/2026;25h00;;;1;;", "Heure", "startsAt", "malformed"],
    ["07/09/2026;;;;1;;", "Date", "startsAt", "malformed"],
    [";;;;1;;", "Date", "startsAt", "missing"],
    ["07/09/2026;8h45;8h30;;1;;", "Fin", "endsAt", "impossible-date"],
    ["07/09/2026;8h45;tard;;1;;", "Fin", "endsAt", "malformed"],
    ["07/09/2026;8h45;;;;;", "N° étudiant", "student", "missing"],
    ["07/09/2026;8h45;;;206057505612345;;", "N° étudiant", "student", "social-security-number"],
    ["07/09/2026;8h45;;;;Louise Faure;", "Mail", "student", "malformed"],
  ])("the row %s is refused", (row, column, field, reason) => {
    const read = rowsOf(`${head}${row}\n`)[0];
    expect(read?.value).toBeNull();
    expect(read?.remarks).toEqual([expect.objectContaining({ line: 2, column, field, reason })]);
  });

  test("the same student twice at the same time is one appointment", () => {
    const rows = rowsOf(`${head}07/09/2026;8h45;;;1;;\n2026-09-07;08:45;;;1;;\n07/09/2026;8h55;;;1;;\n`);
    expect(rows.map(({ value }) => value !== null)).toEqual([true, false, true]);
    expect(rows[1]?.remarks[0]).toMatchObject({ line: 3, field: "row", reason: "same-number-twice" });
  });

  test.each([
    ["Motif;N° étudiant\nCarte;1\n", ["startsAt"]],
    ["Date;N° étudiant\n07/09/2026;1\n", ["startsAt"]],
    ["Date;Heure;Motif\n07/09/2026;8h;Carte\n", ["student"]],
  ])("the table %j lacks %j", (text, columns) => {
    expect(readAgenda(Buffer.from(text), "a.csv")).toEqual({
      ok: false,
      fault: { kind: "missing-columns", columns },
    });
  });
});

test("what is in the file counts, not what it is called, but a calendar by name alone is none", () => {
  const calendar =
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260907T084500\nX-ETU:7\nEND:VEVENT\nEND:VCALENDAR\n";
  expect(rowsOf(`\uFEFF${calendar}`, "agenda.csv")).toHaveLength(1);
  expect(readAgenda(Buffer.from("Date;Heure;N° étudiant\n"), "agenda.ics")).toEqual({
    ok: false,
    fault: { kind: "unknown-format" },
  });
});

const block = (inside: string) => `BEGIN:VEVENT\n${inside}\nEND:VEVENT\n`;

test.each([
  ["events never ended", () => "BEGIN:VEVENT\n".repeat(90_000)],
  ["a description without end", () => block(`DESCRIPTION:${"n".repeat(20_000_000)}`)],
  ["a line folded thousands of times", () => block(`DESCRIPTION:${"n\n ".repeat(20_000)}`).repeat(50)],
  ["thousands of parameters", () => block(`DTSTART${";A=B".repeat(15_000)}:20260907T084500`).repeat(50)],
  [
    "a calendar that half names students",
    () => block(`DESCRIPTION:${"numéro étudiant ".repeat(3_000)}`).repeat(50),
  ],
])("%s: refused row by row within a bounded time", (_what, events) => {
  const started = performance.now();
  const rows = rowsOf(`BEGIN:VCALENDAR\n${events()}END:VCALENDAR\n`);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every(({ value }) => value === null)).toBe(true);
  expect(performance.now() - started).toBeLessThan(10_000);
});
