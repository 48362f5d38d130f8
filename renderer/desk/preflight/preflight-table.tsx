import { Copy } from "lucide-react";
import { useState } from "react";
import type { PreflightLine } from "../../../main/contract/preflight.ts";
import type { CalendarDay } from "../../../main/core/calendar.ts";
import { announce } from "../../parts/announcer.tsx";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import type { Language } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useFacts } from "../../parts/station.ts";
import { fullName } from "../moves.ts";
import { goTo } from "../place.ts";
import { mailOf } from "./mail.ts";
import { mailWords, usePreflightWords } from "./words.ts";

interface PreflightTableProps {
  readonly lines: readonly PreflightLine[];
  readonly day: CalendarDay;
}

/** A row per appointment: when, who, what will go wrong, and what to write to them. */
export function PreflightTable({ lines, day }: PreflightTableProps) {
  const { t, language } = usePreflightWords();
  const formats = useFormats();
  const facts = useFacts();
  const [failed, setFailed] = useState(false);
  const copy = async (line: PreflightLine, theirs: Language) => {
    if (facts === undefined) return;
    const { subject, text } = mailOf(line, { day, ...facts }, theirs, mailWords[theirs]);
    try {
      await navigator.clipboard.writeText(`${subject}\n\n${text}`);
      setFailed(false);
      announce(t("copied", { name: fullName(line) }));
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      {failed && <Notice urgent tone="warn" what={t("notCopied")} />}
      <div className="preflight-scroll">
        <table className="preflight-table">
          <thead>
            <tr>
              <th scope="col">{t("table.at")}</th>
              <th scope="col">{t("table.who")}</th>
              <th scope="col">{t("table.service")}</th>
              <th scope="col">{t("table.problems")}</th>
              <th scope="col" className="preflight-mail">
                {t("table.mail")}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.visitId}>
                <td className="preflight-at">{formats.time(line.dueAt)}</td>
                <td>
                  <button
                    type="button"
                    className="preflight-who"
                    aria-label={t("open", { name: fullName(line) })}
                    onClick={() => goTo({ at: "student", studentId: line.studentId })}
                  >
                    {fullName(line)}
                  </button>
                  <small className="mono">{line.studentNumber}</small>
                  <small>{line.email}</small>
                </td>
                <td>{line.service[language]}</td>
                <td>
                  <Problems of={line.problems} />
                </td>
                <td className="preflight-mail">
                  <details>
                    <summary>{t("write", { name: line.firstName })}</summary>
                    <Mail line={line} day={day} />
                    <Button size="small" icon={Copy} onPress={() => void copy(line, "fr")}>
                      {t("copyFr")}
                    </Button>
                    <Button size="small" icon={Copy} onPress={() => void copy(line, "en")}>
                      {t("copyEn")}
                    </Button>
                  </details>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Problems({ of }: { readonly of: PreflightLine["problems"] }) {
  const { t } = usePreflightWords();
  if (of.length === 0) {
    return (
      <span className="preflight-problem">
        <StateMark tone="good" /> {t("fine")}
      </span>
    );
  }
  return (
    <ul className="preflight-problems">
      {of.map((one) => (
        <li key={one} className="preflight-problem">
          <StateMark tone="warn" /> {t(`problem.${one}`)}
        </li>
      ))}
    </ul>
  );
}

function Mail({ line, day }: { readonly line: PreflightLine; readonly day: CalendarDay }) {
  const { language } = usePreflightWords();
  const facts = useFacts();
  if (facts === undefined) return null;
  return (
    <p className="preflight-text">{mailOf(line, { day, ...facts }, language, mailWords[language]).text}</p>
  );
}
