import { useFormats } from "../../parts/formats.ts";
import type { PrinterShown } from "./live.ts";
import { usePrinterWords } from "./words.ts";

const names = [
  "ribbonLeft",
  "cardsUntilCleaning",
  "cardsUntilWarrantyLost",
  "cardsSinceCleaning",
  "cardsPrinted",
] as const;

/** What the printer counts. */
export function PrinterCounters({ counters }: { readonly counters: PrinterShown["counters"] }) {
  const { t } = usePrinterWords();
  const formats = useFormats();
  return (
    <section className="settings-section" aria-labelledby="printer-counters">
      <h4 id="printer-counters">{t("counters")}</h4>
      {counters === null ? (
        <p className="quiet">{t("noCounters")}</p>
      ) : (
        <dl className="settings-facts">
          {names.map((name) => (
            <div key={name} className="printer-counter">
              <dt>{t(`counter.${name}`)}</dt>
              <dd>{counters[name] === null ? t("notCounted") : formats.count(counters[name])}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
