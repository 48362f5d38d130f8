import { labelsLive, useLabelWords } from "../../parts/labels.ts";
import { useLive } from "../../parts/live.ts";
import { LabelPrinterChoice } from "./label-printer-choice.tsx";
import { LabelPrinterNow } from "./label-printer-now.tsx";
import "../printers/printers.css";

/** The label printer of this desk: which one it is, how it is, and how to take another. */
export function LabelsPage() {
  const { t } = useLabelWords();
  const view = useLive(labelsLive);
  return (
    <>
      <h3>{t("page.heading")}</h3>
      <p className="quiet">{t("page.intro")}</p>
      {view === undefined ? (
        <output>{t("page.loading")}</output>
      ) : (
        <>
          <LabelPrinterNow view={view} />
          <LabelPrinterChoice chosen={view.chosen} />
        </>
      )}
    </>
  );
}
