import type { ImportUnderstood } from "../../../main/contract/imports.ts";
import type { CalendarDay, Instant } from "../../../main/core/calendar.ts";
import { useFormats } from "../../parts/formats.ts";
import type { Formats } from "../../parts/formats-of.ts";
import { Scroller } from "../../parts/scroller.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useImportWords } from "./words.ts";

interface UnderstoodProps {
  readonly understood: ImportUnderstood | null;
  readonly fieldWords: (field: string) => string;
}

/** The first rows as they will be understood: a column for each field that any of them holds. */
export function Understood({ understood, fieldWords }: UnderstoodProps) {
  const { t } = useImportWords();
  const formats = useFormats();
  if (understood === null) {
    return (
      <output className="import-busy">
        <span className="spinner" /> {t("understood.reading")}
      </output>
    );
  }
  const fields = [...new Set(understood.rows.flatMap((row) => Object.keys(row.values ?? {})))].filter(
    (field) => field !== "key",
  );
  return (
    <div className="understood">
      <header>
        <h3>{t("understood.title")}</h3>
        <p className="quiet">{t("understood.counts", { ...counted(understood) })}</p>
      </header>
      <Scroller className="remarks-scroll" label={t("understood.title")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("understood.line")}</th>
              {fields.map((field) => (
                <th key={field} scope="col">
                  {fieldWords(field)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {understood.rows.map((row) => (
              <tr key={row.line}>
                <td className="mono number">{row.line}</td>
                {row.values === null ? (
                  <td colSpan={Math.max(fields.length, 1)}>
                    <span className="remark-state">
                      <StateMark tone="stop" /> {t("understood.refused")} :{" "}
                      {row.remarks.map((remark) => fieldWords(remark.field)).join(", ")}
                    </span>
                  </td>
                ) : (
                  fields.map((field) => <td key={field}>{shown(row.values?.[field] ?? "", formats)}</td>)
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </div>
  );
}

/** Days and moments as the language writes them; anything else as it was read. */
function shown(value: string, formats: Formats): string {
  if (/^\d{4}-\d{2}-\d{2}$/u.test(value)) return formats.shortDay(value as CalendarDay);
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/u.test(value)) return value;
  const moment = value as Instant;
  return `${formats.shortDay(formats.dayOf(moment))} ${formats.time(moment)}`;
}

function counted({ accepted, warned, refused }: ImportUnderstood) {
  return { accepted, warned, refused };
}
