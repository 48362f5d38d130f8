import { useEffect, useState } from "react";
import type { ImportFault, ImportLook, ImportUnderstood } from "../../../main/contract/imports.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { Scroller } from "../../parts/scroller.tsx";
import { ImportFaultNotice } from "./import-fault-notice.tsx";
import { type Reading, withField } from "./import-work.ts";
import { Understood } from "./understood.tsx";
import { fieldKey, useImportWords } from "./words.ts";
import "./columns-view.css";

const kinds = ["students", "agenda"] as const;

const fieldsOf = {
  students: [
    "number",
    "ine",
    "civilLastName",
    "civilFirstName",
    "usageLastName",
    "usageFirstName",
    "birthDate",
    "email",
    "programme",
    "level",
    "enrolledOn",
    "cvec",
    "blocks",
    "libraryBlock",
    "debtBlock",
    "population",
    "photoFile",
  ],
  agenda: ["number", "email", "start", "day", "time", "end", "minutes", "reason"],
} as const;

const pauseMs = 150;

interface ColumnsViewProps {
  readonly file: File;
  readonly look: ImportLook;
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
  readonly onCheck: () => void;
  readonly onAnother: () => void;
}

/** Which column holds what: guessed, corrected by a person, with the first rows as they will be understood. */
export function ColumnsView({ file, look, reading, onReading, onCheck, onAnother }: ColumnsViewProps) {
  const { t } = useImportWords();
  const wished = reading.as ?? look.as;
  const as = wished === "crous" ? "students" : wished;
  const columns = reading.columns ?? look.guesses[as];
  const { understood, fault } = useUnderstood(file, as, columns);
  return (
    <div className="columns-view">
      <header className="columns-head">
        <div>
          <h3>{t("columns.title")}</h3>
          <p className="quiet">{look.remembered === null ? t("columns.intro") : t("columns.remembered")}</p>
        </div>
        <fieldset className="columns-kind">
          <legend>{t("columns.readAs")}</legend>
          <div className="pair">
            {kinds.map((kind) => (
              <button
                key={kind}
                type="button"
                aria-pressed={as === kind}
                onClick={() => onReading({ as: kind, columns: look.guesses[kind] })}
              >
                {t(`interface:import.as.${kind}`)}
              </button>
            ))}
          </div>
        </fieldset>
      </header>
      <Scroller className="columns-table" label={t("columns.title")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("columns.heading")}</th>
              <th scope="col">{t("columns.samples")}</th>
              <th scope="col">{t("columns.holds")}</th>
            </tr>
          </thead>
          <tbody>
            {look.headings.map((heading, at) => {
              const words = heading === "" ? t("columns.noHeading", { number: at + 1 }) : heading;
              const held = Object.entries(columns).find(([, column]) => column === at)?.[0] ?? "";
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is told by its place; headings may repeat
                <tr key={at} data-unused={held === "" || undefined}>
                  <th scope="row">{words}</th>
                  <td className="columns-samples">{look.samples[at]?.join(" · ")}</td>
                  <td>
                    <select
                      aria-label={`${t("columns.holds")} : ${words}`}
                      value={held}
                      onChange={(event) =>
                        onReading({ as, columns: withField(columns, at, event.target.value || null) })
                      }
                    >
                      <option value="">{t("columns.nothing")}</option>
                      {fieldsOf[as].map((field) => (
                        <option key={field} value={field}>
                          {t(`field.${field}`)}
                        </option>
                      ))}
                    </select>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroller>
      {fault !== null && <ImportFaultNotice fault={fault} />}
      {fault === null && <Understood understood={understood} fieldWords={fieldWords} />}
      <footer className="step-foot">
        <Button kind="quiet" onPress={onAnother}>
          {t("interface:import.another")}
        </Button>
        <Button
          kind="primary"
          size="large"
          obvious
          takesFocus
          disabled={fault !== null || understood === null}
          onPress={onCheck}
        >
          {t("columns.check")}
        </Button>
      </footer>
    </div>
  );

  function fieldWords(field: string): string {
    const key = fieldKey(field);
    return key === null ? field : t(key);
  }
}

/** The first rows with these columns, asked again a moment after each change. */
function useUnderstood(
  file: File,
  as: Exclude<ImportLook["as"], "crous">,
  columns: Readonly<Record<string, number>>,
) {
  const [answer, setAnswer] = useState<{
    readonly understood: ImportUnderstood | null;
    readonly fault: ImportFault | null;
  }>({
    understood: null,
    fault: null,
  });
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const told = await station.imports.understand(
          { file, fileName: file.name, as, columns },
          { signal: stop.signal },
        );
        if (stop.signal.aborted) return;
        setAnswer(
          told.ok ? { understood: told.value, fault: null } : { understood: null, fault: told.fault },
        );
      } catch {
        // A lost connection is said elsewhere; the next change asks again.
      }
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [file, as, columns]);
  return answer;
}
