import { useLive } from "../../parts/live.ts";
import { printersLive } from "./live.ts";
import { PrinterChoice } from "./printer-choice.tsx";
import { PrinterCounters } from "./printer-counters.tsx";
import { PrinterNow } from "./printer-now.tsx";
import { usePrinterWords } from "./words.ts";
import "./printers.css";

/** The card printer of this desk: which one it is, how it is, and how to take another. */
export function PrintersPage() {
  const { t } = usePrinterWords();
  const view = useLive(printersLive);
  return (
    <>
      <h3>{t("heading")}</h3>
      <p className="quiet">{t("intro")}</p>
      {view === undefined ? (
        <output>{t("loading")}</output>
      ) : (
        <>
          <PrinterNow view={view} />
          {view.chosen.kind !== "none" && <PrinterCounters counters={view.counters} />}
          <PrinterChoice chosen={view.chosen} />
        </>
      )}
    </>
  );
}
