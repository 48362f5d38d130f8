import { useState } from "react";
import reasons from "../../../assets/locales/fr/reasons.json";
import type { ImportRemark, ImportReport } from "../../../main/contract/imports.ts";
import { useWords } from "../../parts/language.ts";
import { Scroller } from "../../parts/scroller.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { type RemarkFilter, remarksOf } from "./import-work.ts";
import "./remarks.css";

const filters: readonly RemarkFilter[] = ["all", "refused", "warned"];

/** Lines drawn at once; a file with more remarks than this is better narrowed than scrolled. */
const mostShown = 300;

/** Every remark on the rows of a file: line, column, what stood there, and the reason in words. */
export function Remarks({ report }: { readonly report: ImportReport }) {
  const { t } = useWords();
  const [filter, setFilter] = useState<RemarkFilter>("all");
  if (report.remarks.length === 0) {
    return (
      <p className="remarks-none">
        <StateMark tone="good" /> {t("import.noRemarks")}
      </p>
    );
  }
  const found = remarksOf(report, filter);
  return (
    <div className="remarks">
      <header>
        <h3>{t("import.remarks")}</h3>
        <fieldset className="day-filters">
          <legend className="only-heard">{t("import.filter")}</legend>
          {filters.map((one) => (
            <button
              key={one}
              type="button"
              className="day-filter"
              aria-pressed={filter === one}
              onClick={() => setFilter(one)}
            >
              {t(`import.filters.${one}`)} <span className="day-count">{remarksOf(report, one).length}</span>
            </button>
          ))}
        </fieldset>
      </header>
      {found.length === 0 ? (
        <p className="quiet">{t("import.noneInFilter")}</p>
      ) : (
        <Scroller className="remarks-scroll" label={t("import.remarks")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("import.line")}</th>
                <th scope="col">{t("import.column")}</th>
                <th scope="col">{t("import.seen")}</th>
                <th scope="col">{t("import.reason")}</th>
                <th scope="col">{t("import.state")}</th>
              </tr>
            </thead>
            <tbody>
              {found.slice(0, mostShown).map((remark) => (
                <Row key={`${remark.line} ${remark.field} ${remark.reason}`} remark={remark} />
              ))}
            </tbody>
          </table>
          {found.length > mostShown && (
            <p className="quiet">{t("import.more", { shown: mostShown, total: found.length })}</p>
          )}
        </Scroller>
      )}
    </div>
  );
}

function Row({ remark }: { readonly remark: ImportRemark }) {
  const { t } = useWords();
  return (
    <tr>
      <td className="mono number">{remark.line}</td>
      <td>{remark.column}</td>
      <td className="mono">{remark.seen || <span className="quiet">{t("import.empty")}</span>}</td>
      <td>
        {isKnown(remark.reason)
          ? t(`reasons:importReason.${remark.reason}`)
          : t("reasons:importReason.unknown", { reason: remark.reason })}
      </td>
      <td>
        <span className="remark-state">
          <StateMark tone={remark.refused ? "stop" : "warn"} />
          {remark.refused ? t("import.isRefused") : t("import.isWarned")}
        </span>
      </td>
    </tr>
  );
}

type Known = Exclude<keyof typeof reasons.importReason, "unknown">;

function isKnown(reason: string): reason is Known {
  return reason !== "unknown" && Object.hasOwn(reasons.importReason, reason);
}
