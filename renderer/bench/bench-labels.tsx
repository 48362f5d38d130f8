import { useEffect, useState } from "react";
import { simulatedLabelFault } from "../../main/core/ports/label-room.ts";
import { station } from "../call.ts";
import { useBlobAddress } from "../parts/blob-address.ts";
import { Button } from "../parts/button.tsx";
import { labelsLive, useLabelWords } from "../parts/labels.ts";
import { useLive } from "../parts/live.ts";
import { Tick } from "../parts/tick.tsx";

const hand = (does: "take" | "new-roll") => void station.labels.hand({ does }).catch(() => undefined);

/** The simulated label printer, in the technician's hands; nothing while it is a real one. */
export function BenchLabels() {
  const { t } = useLabelWords();
  const simulated = useLive(labelsLive)?.simulated ?? null;
  const printed = simulated?.printed ?? 0;
  const [last, setLast] = useState<Blob | null>(null);
  useEffect(() => {
    if (printed > 0)
      station.labels
        .picture()
        .then(setLast)
        .catch(() => undefined);
  }, [printed]);
  const address = useBlobAddress(last);
  if (simulated === null) return null;
  return (
    <section aria-label={t("bench.title")}>
      <h3>{t("bench.title")}</h3>
      <div className="bench-line">
        <span>{t("page.labelsLeft", { count: simulated.labelsLeft })}</span>
        <Button size="small" onPress={() => hand("new-roll")}>
          {t("bench.newRoll")}
        </Button>
        {simulated.labelWaiting && (
          <Button size="small" onPress={() => hand("take")}>
            {t("bench.take")}
          </Button>
        )}
      </div>
      {address !== null && <img className="bench-label" src={address} alt={t("bench.last")} />}
      <div className="bench-faults">
        {simulatedLabelFault.options.map((fault) => (
          <Tick
            key={fault}
            ticked={simulated.faults.includes(fault)}
            onTick={(on) => void station.labels.fault({ fault, on }).catch(() => undefined)}
          >
            {t(`bench.fault.${fault}`)}
          </Tick>
        ))}
      </div>
    </section>
  );
}
