import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type PreflightLine, preflightLine } from "../../../main/contract/preflight.ts";
import { calendarDay } from "../../../main/core/calendar.ts";
import { type MailWords, mailOf } from "./mail.ts";

const wordsOf = (language: string): MailWords =>
  JSON.parse(
    readFileSync(new URL(`../../../assets/locales/${language}/preflight.json`, import.meta.url), "utf8"),
  ).mail;
const line = (problems: PreflightLine["problems"]): PreflightLine =>
  preflightLine.parse({
    visitId: "019a0000-0000-7000-8000-000000000001",
    studentId: "019a0000-0000-7000-8000-000000000002",
    dueAt: "2026-09-08T07:05:00.000Z",
    firstName: "Tao",
    lastName: "Gonçalves",
    studentNumber: "22602924",
    email: null,
    service: { fr: "Carte étudiante", en: "Student card" },
    problems,
  });
const at = { day: calendarDay.parse("2026-09-08"), zone: "Europe/Paris", university: "Université d’Exemple" };

test("a student is told what to settle, in their language and at the desk's own hour", () => {
  const french = mailOf(line(["not-enrolled", "no-email"]), at, "fr", wordsOf("fr"));
  expect(french.subject).toContain("mardi 8 septembre 2026 à 9\u00a0h\u00a005");
  expect(french.text.split("\n").filter((each) => each.startsWith("– "))).toEqual([
    `– ${wordsOf("fr").todo["not-enrolled"]}`,
  ]);
  expect(mailOf(line([]), at, "en", wordsOf("en")).text).toContain("09:05");
});

test("nothing is left unfilled in a mail, whatever is wrong", () => {
  const all: PreflightLine["problems"] = [
    "photo-missing",
    "live-card",
    "outside-hours",
    "slot-full",
    "twice",
  ];
  for (const language of ["fr", "en"] as const) {
    const { subject, text } = mailOf(line(all), at, language, wordsOf(language));
    expect(`${subject}${text}`).not.toMatch(/[{}]/);
    expect(text).toContain("Tao Gonçalves");
  }
});
