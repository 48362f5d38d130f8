import type { PreflightLine } from "../../../main/contract/preflight.ts";
import type { CalendarDay } from "../../../main/core/calendar.ts";
import { formatsOf } from "../../parts/formats-of.ts";
import { csvOf } from "../import/report-file.ts";
import { mailOf } from "./mail.ts";
import { mailWords, type usePreflightWords } from "./words.ts";

type Words = ReturnType<typeof usePreflightWords>["t"];

/** The list as a file for a mailing: a row per appointment, with its message in both languages; no cell of it is a formula. */
export function listOf(
  lines: readonly PreflightLine[],
  at: { readonly day: CalendarDay; readonly zone: string; readonly university: string },
  t: Words,
): string {
  const formats = formatsOf("fr", at.zone);
  const head = [
    t("table.at"),
    t("table.who"),
    t("table.number"),
    t("table.address"),
    t("table.problems"),
    ...(["fr", "en"] as const).flatMap((language) => [
      `${t("table.subject")} (${language})`,
      `${t("table.text")} (${language})`,
    ]),
  ];
  const rows = lines.map((line) => [
    formats.time(line.dueAt),
    `${line.firstName} ${line.lastName}`,
    line.studentNumber,
    line.email ?? "",
    line.problems.map((one) => t(`problem.${one}`)).join(", "),
    ...(["fr", "en"] as const).flatMap((language) => {
      const { subject, text } = mailOf(line, at, language, mailWords[language]);
      return [subject, text];
    }),
  ]);
  return csvOf([head, ...rows]);
}
