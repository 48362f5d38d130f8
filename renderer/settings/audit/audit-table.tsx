import type { AuditLine } from "../../../main/contract/audit.ts";
import { goTo, hashOf } from "../../desk/place.ts";
import { useFormats } from "../../parts/formats.ts";
import { actKey, useAuditWords } from "./words.ts";

const outcomes = ["done", "refused", "failed"] as const;

/** The acts, one a row; what was different before and after opens below each. */
export function AuditTable({ lines }: { readonly lines: readonly AuditLine[] }) {
  const { t } = useAuditWords();
  const formats = useFormats();
  return (
    <div className="audit-scroll">
      <table className="audit-table">
        <caption className="only-heard">{t("table.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("table.seq")}</th>
            <th scope="col">{t("table.at")}</th>
            <th scope="col">{t("table.act")}</th>
            <th scope="col">{t("table.by")}</th>
            <th scope="col">{t("table.subject")}</th>
            <th scope="col">{t("table.outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.seq} data-outcome={line.outcome}>
              <td className="audit-number">{line.seq}</td>
              <td className="audit-when">
                {formats.shortDay(formats.dayOf(line.at))} {formats.time(line.at)}
              </td>
              <td>
                <Act line={line} />
              </td>
              <td>
                {line.by === "desk" ? t("table.desk") : line.by}
                {line.second !== null && ` ${t("table.with", { second: line.second })}`}
              </td>
              <td>
                <Subject subject={line.subject} />
              </td>
              <td>{outcomeOf(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

  function outcomeOf({ outcome }: AuditLine): string {
    const known = outcomes.find((one) => one === outcome);
    return known === undefined ? outcome : t(`outcome.${known}`);
  }
}

/** The person an act was about, which leads to their page. */
function Subject({ subject }: Pick<AuditLine, "subject">) {
  const { t } = useAuditWords();
  if (subject === null) return null;
  if (subject === "erased") return t("table.erased");
  const page = { at: "student", studentId: subject.id } as const;
  return (
    <a
      href={hashOf(page)}
      onClick={(event) => {
        event.preventDefault();
        goTo(page);
      }}
    >
      {subject.name} · {subject.number}
    </a>
  );
}

function Act({ line }: { readonly line: AuditLine }) {
  const { t } = useAuditWords();
  const key = actKey(line.act);
  return (
    <details className="audit-act">
      <summary>
        {key === null ? <code className="mono">{line.act}</code> : t(`act.${key}`)}
        <span className="only-heard">{t("table.details")}</span>
      </summary>
      <Facts facts={line.facts} />
    </details>
  );
}

function Facts({ facts }: Pick<AuditLine, "facts">) {
  const { t } = useAuditWords();
  if (facts === null) return <p>{t("table.gone")}</p>;
  const names = [...new Set([...Object.keys(facts.before), ...Object.keys(facts.after)])];
  return (
    <>
      {facts.reason !== null && <p>{t("table.reasonIs", { reason: facts.reason })}</p>}
      {names.length === 0 ? (
        facts.reason === null && <p>{t("table.nothing")}</p>
      ) : (
        <table className="audit-facts">
          <thead>
            <tr>
              <th scope="col">{t("table.what")}</th>
              <th scope="col">{t("table.before")}</th>
              <th scope="col">{t("table.after")}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">
                  <code className="mono">{name}</code>
                </th>
                <td>{written(facts.before[name])}</td>
                <td>{written(facts.after[name])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** A fact as it is kept: a text as it stands, anything else as JSON. */
function written(fact: unknown): string {
  if (fact === undefined || fact === null) return "—";
  return typeof fact === "string" ? fact : JSON.stringify(fact);
}
