import { Plus } from "lucide-react";
import { useId, useState } from "react";
import { type BenchView, type SimulatedCardKind, simulatedCardKind } from "../../main/contract/bench.ts";
import { station } from "../call.ts";
import { Button } from "../parts/button.tsx";
import { useWords } from "../parts/language.ts";

/** The feeder: what is in it, and cards of each kind to put on top. */
export function BenchFeeder({ view }: { readonly view: BenchView }) {
  const { t } = useWords();
  const id = useId();
  const [kind, setKind] = useState<SimulatedCardKind>("blank-ev2");
  const load = (count: number) => void station.bench.load({ kind, count }).catch(() => undefined);
  return (
    <section aria-label={t("bench.feeder")}>
      <h3>{t("bench.feeder")}</h3>
      <p>
        <strong>{t("bench.feederCount", { count: view.feeder })}</strong>
        {view.nextInFeeder !== null && (
          <span className="quiet">
            {" "}
            · {t("bench.nextCard", { kind: t(`bench.kinds.${view.nextInFeeder}`) })}
          </span>
        )}
      </p>
      <div className="bench-line">
        <label htmlFor={id} className="only-heard">
          {t("bench.kind")}
        </label>
        <select
          id={id}
          value={kind}
          onChange={(event) => setKind(simulatedCardKind.parse(event.target.value))}
        >
          {simulatedCardKind.options.map((one) => (
            <option key={one} value={one}>
              {t(`bench.kinds.${one}`)}
            </option>
          ))}
        </select>
        <Button size="small" icon={Plus} onPress={() => load(1)}>
          {t("bench.addOne")}
        </Button>
        <Button size="small" icon={Plus} onPress={() => load(10)}>
          {t("bench.addTen")}
        </Button>
      </div>
    </section>
  );
}
