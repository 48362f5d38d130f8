import "../parts/zod-without-eval.ts";
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { BenchView } from "../../main/contract/bench.ts";
import { simulatedFault } from "../../main/contract/bench.ts";
import { station } from "../call.ts";
import { overlay } from "../desk/place.ts";
import { Button } from "../parts/button.tsx";
import { useFormats } from "../parts/formats.ts";
import { Keycap } from "../parts/keycap.tsx";
import { useWords } from "../parts/language.ts";
import { useLive } from "../parts/live.ts";
import { benchLive } from "../parts/station.ts";
import { Tick } from "../parts/tick.tsx";
import { BenchCards } from "./bench-cards.tsx";
import { BenchFeeder } from "./bench-feeder.tsx";
import { BenchLabels } from "./bench-labels.tsx";
import { Happening } from "./happening.tsx";
import "./bench.css";

/** The simulated hardware, in the technician's hands. It stands beside the desk and blocks nothing. */
export function BenchDrawer() {
  const { t } = useWords();
  const view = useLive(benchLive);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <section className="bench" ref={panel} tabIndex={-1} aria-labelledby="bench-title">
      <header>
        <div>
          <h2 id="bench-title">
            {t("bench.title")} <Keycap name={t("keys.names.ctrl")} /> <Keycap name="B" />
          </h2>
          <p className="quiet">{t("bench.meaning")}</p>
        </div>
        <Button kind="quiet" icon={X} label={t("common.close")} onPress={() => overlay.write("none")} />
      </header>
      {view === null && <p>{t("bench.real")}</p>}
      {view !== null && view !== undefined && <Bench view={view} />}
    </section>
  );
}

function Bench({ view }: { readonly view: BenchView }) {
  const { t } = useWords();
  const formats = useFormats();
  return (
    <div className="bench-body">
      <BenchFeeder view={view} />
      <section aria-label={t("bench.ribbon")}>
        <h3>{t("bench.ribbon")}</h3>
        <div className="bench-line">
          <span>{t("bench.ribbonLeft", { count: view.ribbonLeft })}</span>
          <Button size="small" onPress={() => void station.bench.newRibbon().catch(() => undefined)}>
            {t("bench.newRibbon")}
          </Button>
        </div>
      </section>
      <section aria-label={t("bench.hands")}>
        <h3>{t("bench.hands")}</h3>
        <div className="bench-line">
          <Button
            size="small"
            onPress={() => void station.bench.layBlank({ kind: "blank-ev2" }).catch(() => undefined)}
          >
            {t("bench.layBlank")}
          </Button>
          <Button size="small" onPress={() => void station.bench.putInPrinter().catch(() => undefined)}>
            {t("bench.putInPrinter")}
          </Button>
          <Button size="small" onPress={() => void station.bench.clean().catch(() => undefined)}>
            {t("bench.clean")}
          </Button>
        </div>
      </section>
      <section aria-label={t("bench.faults")}>
        <h3>{t("bench.faults")}</h3>
        <div className="bench-faults">
          {simulatedFault.options.map((fault) => (
            <Tick
              key={fault}
              ticked={view.faults.includes(fault)}
              onTick={(on) => void station.bench.fault({ fault, on }).catch(() => undefined)}
            >
              {t(`bench.fault.${fault}`)}
            </Tick>
          ))}
        </div>
      </section>
      <BenchLabels />
      <BenchCards cards={view.cards} />
      <section aria-label={t("bench.happenings")}>
        <h3>{t("bench.happenings")}</h3>
        {view.happenings.length === 0 && <p className="quiet">{t("bench.noHappenings")}</p>}
        <ol className="happenings">
          {view.happenings.slice(0, 40).map((happening, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: happenings have no identity of their own
            <li key={`${happening.at} ${i}`}>
              <time>{formats.time(happening.at)}</time>
              <span>
                <Happening what={happening.what} />
              </span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
