import type { Instant } from "../../main/core/calendar.ts";
import { instant } from "../../main/core/calendar.ts";
import { nameOnCard, type Student } from "../../main/core/student.ts";
import { fullName } from "../desk/moves.ts";
import { dataKey, useMoment, useStudentWords } from "./words.ts";

/** Makes of exported data a document that a person can read and print, in the language of the window. */
export function useDocument(): (student: Student, json: string) => Blob {
  const { t, language } = useStudentWords();
  const moment = useMoment();

  const label = (name: string) => {
    const key = dataKey(name);
    return escaped(key === null ? name : t(key));
  };
  const written = (value: unknown, name: string): string => {
    if (value === null || value === undefined || value === "") return t("none");
    if (typeof value === "boolean") return t(value ? "data.yes" : "data.no");
    if (name === "jpeg" && typeof value === "string") {
      return `<img src="data:image/jpeg;base64,${escaped(value)}" alt="" width="150">`;
    }
    if (typeof value === "string") return escaped(isInstant(value) ? moment(value) : value);
    if (Array.isArray(value))
      return value.length === 0 ? t("data.nothing") : value.map((each) => written(each, name)).join("");
    if (typeof value === "object") return table(value);
    return escaped(JSON.stringify(value));
  };
  const table = (facts: object): string =>
    `<table>${Object.entries(facts)
      .map(([name, value]) => `<tr><th scope="row">${label(name)}</th><td>${written(value, name)}</td></tr>`)
      .join("")}</table>`;

  return (student, json) => {
    const { university, madeAt, ...parts }: Record<string, unknown> = JSON.parse(json);
    const title = escaped(t("data.title", { name: fullName(nameOnCard(student)) }));
    const when = typeof madeAt === "string" && isInstant(madeAt) ? moment(madeAt) : "";
    const intro = escaped(t("data.intro", { when, university: String(university) }));
    const sections = Object.entries(parts).map(
      ([name, value]) => `<h2>${label(name)}</h2>${written(value, name)}`,
    );
    const page = `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${title}</title><style>${style}</style><h1>${title}</h1><p>${intro}</p>${sections.join("")}</html>`;
    return new Blob([page], { type: "text/html" });
  };
}

const style =
  "body{font:15px/1.45 system-ui,sans-serif;max-width:900px;margin:32px auto;padding:0 16px;color:#1b1a18}h2{margin-top:28px;border-bottom:1px solid #ccc}table{border-collapse:collapse;margin:0 0 12px;width:100%}th,td{text-align:left;vertical-align:top;padding:4px 10px 4px 0;border-bottom:1px solid #eee;overflow-wrap:anywhere}th{width:34%;font-weight:600}";

function isInstant(text: string): text is Instant {
  return instant.safeParse(text).success;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
