import { useEffect, useState } from "react";
import type { FeesView } from "../../../main/contract/fees.ts";
import type { FeeRule } from "../../../main/core/fees/rule.ts";
import { station } from "../../call.ts";
import { useRenewalWords } from "../../desk/renewal/words.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import { FormSelect } from "../form-field.tsx";
import { FeeEffect } from "./fee-effect.tsx";
import { FeeRules } from "./fee-rules.tsx";
import "./fees-page.css";

/** The table of fees: edited as a whole, seen on examples, and put in force as a new version. */
export function FeesPage() {
  const { t } = useRenewalWords();
  const [view, setView] = useState<FeesView | null>(null);
  const look = async () => setView(await station.fees.look());
  useEffect(() => {
    const asked = { still: true };
    void station.fees.look().then((seen) => asked.still && setView(seen));
    return () => {
      asked.still = false;
    };
  }, []);
  return (
    <>
      <h3>{t("table.heading")}</h3>
      <p className="quiet">{t("table.intro")}</p>
      {view !== null && <Editor key={view.tables[0]?.version ?? 0} view={view} onKept={look} />}
    </>
  );
}

interface EditorProps {
  readonly view: FeesView;
  readonly onKept: () => Promise<void>;
}

const none = "none";
const inForceName = "in-force";

function Editor({ view, onKept }: EditorProps) {
  const { t } = useRenewalWords();
  const formats = useFormats();
  const asking = useAsking();
  const [inForce] = view.tables;
  const [from, setFrom] = useState(inForce === undefined ? none : inForceName);
  const [rules, setRules] = useState<readonly FeeRule[]>(inForce?.rules ?? []);
  const [fault, setFault] = useState<"rules-changed" | "disk-full" | null>(null);
  const changed = JSON.stringify(rules) !== JSON.stringify(inForce?.rules ?? []);

  const startFrom = (name: string) => {
    setFrom(name);
    const example = view.examples.find((each) => each.name === name);
    // An example is adopted for whoever this desk serves: its own university's name would match nobody here.
    if (example !== undefined) setRules(example.rules.map((rule) => ({ ...rule, establishment: null })));
    else setRules(name === inForceName ? (inForce?.rules ?? []) : []);
  };
  const keep = () =>
    asking.run(async () => {
      setFault(null);
      const kept = await station.fees.keep({ version: inForce?.version ?? 0, rules });
      if (kept.ok) await onKept();
      else setFault(kept.fault.kind);
    });

  return (
    <>
      {inForce === undefined ? (
        <Notice tone="warn" what={t("table.none")} />
      ) : (
        <Notice
          tone="good"
          what={t("table.inForce", {
            version: inForce.version,
            day: formats.shortDay(formats.dayOf(inForce.at)),
            by: inForce.by,
          })}
        />
      )}
      <section className="settings-section fees-start">
        <FormSelect
          label={t("table.start")}
          value={from}
          options={[
            ...(inForce === undefined ? [] : [inForceName]),
            none,
            ...view.examples.map(({ name }) => name),
          ]}
          words={(name) => {
            if (name === none) return t("table.startNone");
            if (name === inForceName) return t("table.startInForce");
            const university = view.examples.find((each) => each.name === name)?.university ?? name;
            return t("table.startExample", { university });
          }}
          onChoose={startFrom}
        />
        {from !== none && from !== inForceName && <p className="quiet">{t("table.exampleMeaning")}</p>}
      </section>
      <FeeRules rules={rules} onChange={setRules} />
      <FeeEffect rules={rules} inForce={inForce?.rules ?? []} university={view.university} />
      {fault !== null && (
        <Notice
          tone="warn"
          urgent
          what={t(`table.fault.${fault}.what`)}
          todo={t(`table.fault.${fault}.todo`)}
        />
      )}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
      <div className="settings-row">
        <Button
          kind="primary"
          size="large"
          disabled={!changed}
          busy={asking.busy}
          onPress={() => void keep()}
        >
          {t("table.keep")}
        </Button>
        {!changed && <span className="quiet">{t("table.unchanged")}</span>}
      </div>
      {view.tables.length > 0 && (
        <section className="settings-section" aria-labelledby="fee-versions">
          <h4 id="fee-versions">{t("table.versions")}</h4>
          <ol className="fee-versions">
            {view.tables.map(({ version, at, by, rules: kept }) => (
              <li key={version}>
                {t("table.version", {
                  version,
                  day: formats.shortDay(formats.dayOf(at)),
                  time: formats.time(at),
                  by,
                })}{" "}
                <span className="quiet">{t("table.rulesCount", { count: kept.length })}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
