import { Download, Printer, X } from "lucide-react";
import { useEffect, useId, useState } from "react";
import type { Preflight } from "../../../main/contract/preflight.ts";
import type { CalendarDay } from "../../../main/core/calendar.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { useKeys } from "../../parts/keyboard.ts";
import { useFacts } from "../../parts/station.ts";
import { Tick } from "../../parts/tick.tsx";
import { saveText } from "../import/report-file.ts";
import { goTo } from "../place.ts";
import { listOf } from "./list-file.ts";
import { PreflightTable } from "./preflight-table.tsx";
import { usePreflightWords } from "./words.ts";
import "./preflight-screen.css";

/** The appointments of a day to come: what will go wrong with each, to print, and what to write to whom. */
export function PreflightScreen() {
  const { t } = usePreflightWords();
  const formats = useFormats();
  const facts = useFacts();
  const choice = useId();
  const [asked, setAsked] = useState<CalendarDay | null>(null);
  const [ahead, setAhead] = useState<Preflight | null>(null);
  const [onlyWrong, setOnlyWrong] = useState(true);
  useKeys((event) => {
    if (event.key === "Escape") goTo({ at: "day" });
  });
  useEffect(() => {
    let left = false;
    void station.preflight.look({ day: asked }).then((found) => !left && setAhead(found), nothing);
    return () => {
      left = true;
    };
  }, [asked]);
  const wrong = ahead?.lines.filter(({ problems }) => problems.length > 0) ?? [];
  const shown = onlyWrong ? wrong : (ahead?.lines ?? []);
  const day = ahead?.day ?? null;
  const save = () => {
    if (facts === undefined || day === null || ahead === null) return;
    saveText(t("file", { day }), listOf(ahead.lines, { day, ...facts }, t));
  };
  return (
    <main id="visit-main" className="desk-middle preflight" tabIndex={-1}>
      <header className="preflight-head">
        <div>
          <h2>{t("title")}</h2>
          <p className="quiet">{t("intro")}</p>
        </div>
        <Button
          kind="quiet"
          icon={X}
          label={t("interface:common.close")}
          onPress={() => goTo({ at: "day" })}
        />
      </header>
      {ahead !== null && day === null && (
        <div className="preflight-none">
          <p>{t("none")}</p>
          <Button kind="primary" onPress={() => goTo({ at: "import" })}>
            {t("import")}
          </Button>
        </div>
      )}
      {ahead !== null && day !== null && (
        <>
          <div className="preflight-bar">
            <label htmlFor={choice}>{t("day")}</label>
            <select
              id={choice}
              value={day}
              onChange={(event) => setAsked(ahead.days.find((one) => one === event.target.value) ?? null)}
            >
              {ahead.days.map((one) => (
                <option key={one} value={one}>
                  {formats.longDay(one)}
                </option>
              ))}
            </select>
            <p>
              {t("all", { count: ahead.lines.length })} ·{" "}
              <strong>{t("wrong", { count: wrong.length })}</strong>
            </p>
            <Tick ticked={onlyWrong} onTick={setOnlyWrong}>
              {t("onlyWrong")}
            </Tick>
            <Button size="small" icon={Download} onPress={save}>
              {t("export")}
            </Button>
            <Button size="small" icon={Printer} onPress={() => window.print()}>
              {t("print")}
            </Button>
          </div>
          <h3 className="preflight-printed">{formats.longDay(day)}</h3>
          {shown.length === 0 ? (
            <p className="preflight-fine">{t("allFine")}</p>
          ) : (
            <PreflightTable lines={shown} day={day} />
          )}
        </>
      )}
    </main>
  );
}

function nothing(): void {
  // A lost connection is said elsewhere.
}
