import type { PreflightLine } from "../../../main/contract/preflight.ts";
import type { CalendarDay } from "../../../main/core/calendar.ts";
import type { PreflightProblem } from "../../../main/core/preflight.ts";
import { formatsOf } from "../../parts/formats-of.ts";
import type { Language } from "../../parts/language.ts";

/** The sentences of a mail, as `preflight:mail` holds them. */
export interface MailWords {
  readonly subject: string;
  readonly hello: string;
  readonly intro: string;
  readonly fine: string;
  readonly bring: string;
  readonly bye: string;
  readonly from: string;
  readonly todo: Readonly<Record<Exclude<PreflightProblem, "no-email">, string>>;
}

/** What is written to one student: what to bring and to settle before they come, in one language. */
export function mailOf(
  { dueAt, firstName, lastName, service, problems }: PreflightLine,
  at: { readonly day: CalendarDay; readonly zone: string; readonly university: string },
  language: Language,
  words: MailWords,
): { readonly subject: string; readonly text: string } {
  const formats = formatsOf(language, at.zone);
  const facts: Readonly<Record<string, string>> = {
    day: formats.longDay(at.day),
    time: formats.time(dueAt),
    name: `${firstName} ${lastName}`,
    service: service[language],
    university: at.university,
  };
  const filled = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => facts[name] ?? "");
  const todo = problems.flatMap((one) => (one === "no-email" ? [] : [`– ${words.todo[one]}`]));
  const lines = [
    words.hello,
    "",
    todo.length === 0 ? words.fine : words.intro,
    ...todo,
    "",
    words.bring,
    "",
    words.bye,
    words.from,
  ];
  return { subject: filled(words.subject), text: lines.map(filled).join("\n") };
}
