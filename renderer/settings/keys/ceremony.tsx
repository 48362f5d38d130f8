import { Check, Printer } from "lucide-react";
import { useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { CeremonyCheck } from "./ceremony-check.tsx";
import { CeremonyKey, type MadeKey } from "./ceremony-key.tsx";
import { CeremonyRecord } from "./ceremony-record.tsx";
import { Custodian } from "./custodian.tsx";
import type { KeysShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

const steps = ["key", "first", "second", "check"] as const;
type Step = (typeof steps)[number];

interface CeremonyProps {
  readonly view: KeysShown;
  readonly onLeave: () => void;
}

/** A key made of two components that two custodians bring one after the other. */
export function Ceremony({ view, onLeave }: CeremonyProps) {
  const { t } = useKeyWords();
  const asking = useAsking();
  /** The component just drawn: shown to its custodian until it is safe, and to nobody else. */
  const [drawn, setDrawn] = useState<string | null>(null);
  const [made, setMade] = useState<MadeKey | null>(null);
  /** Who saw the key made inside a token: their record is still to be printed. */
  const [witnesses, setWitnesses] = useState<readonly string[]>([]);
  const { ceremony } = view;
  const step = stepOf(ceremony, drawn);
  const leave = () =>
    asking.run(async () => {
      setDrawn(null);
      await station.keys.dropCeremony();
      onLeave();
    });

  if (made !== null) {
    return (
      <>
        <h3>{t("ceremony.heading")}</h3>
        <section className="settings-section">
          <Notice
            tone="good"
            what={t("ceremony.done", made)}
            {...(made.version > 1 ? { means: t("ceremony.rotated") } : {})}
          >
            <Button kind="primary" takesFocus onPress={onLeave}>
              {t("back")}
            </Button>
          </Notice>
          {witnesses.length > 0 && (
            <>
              <p className="keys-next">{t("ceremony.inside.made")}</p>
              <CeremonyRecord of={made} people={witnesses.map((name) => ({ name, kcv: null }))} />
              <div className="keys-buttons">
                <Button icon={Printer} onPress={() => window.print()}>
                  {t("print")}
                </Button>
              </div>
            </>
          )}
        </section>
      </>
    );
  }
  return (
    <>
      <h3>{t("ceremony.heading")}</h3>
      <p className="quiet">{t("ceremony.intro")}</p>
      <section className="settings-section" aria-labelledby="ceremony-step">
        <CeremonySteps now={step} />
        <h4 id="ceremony-step">{t(`ceremony.step.${step}`)}</h4>
        {ceremony !== null && (
          <p className="ceremony-for">
            {t("ceremony.for", {
              name: ceremony.name,
              version: ceremony.version,
              type: t(`type.${ceremony.type}`),
            })}
          </p>
        )}
        {step === "key" && (
          <CeremonyKey
            known={view.keys?.map(({ name }) => name) ?? []}
            inToken={view.kind === "token"}
            onMadeInside={(key, seenBy) => {
              setMade(key);
              setWitnesses(seenBy);
              announce(t("ceremony.done", key));
            }}
          />
        )}
        {ceremony !== null && (step === "first" || step === "second") && (
          <Custodian key={step} which={step} ceremony={ceremony} drawn={drawn} onDrawn={setDrawn} />
        )}
        {ceremony !== null && step === "check" && (
          <CeremonyCheck
            ceremony={ceremony}
            onMade={(key) => {
              setMade(key);
              announce(t("ceremony.done", key));
            }}
          />
        )}
        <div className="keys-buttons">
          <Button kind="quiet" busy={asking.busy} onPress={() => void leave()}>
            {t(ceremony === null ? "cancel" : "ceremony.leave")}
          </Button>
        </div>
      </section>
    </>
  );
}

/** A custodian whose component was drawn is not done before it is safe. */
function stepOf(ceremony: KeysShown["ceremony"], drawn: string | null): Step {
  if (ceremony === null) return "key";
  const brought = ceremony.components.length - (drawn === null ? 0 : 1);
  return brought === 0 ? "first" : brought === 1 ? "second" : "check";
}

function CeremonySteps({ now }: { readonly now: Step }) {
  const { t } = useKeyWords();
  const at = steps.indexOf(now);
  return (
    <ol className="ceremony-steps" aria-label={t("ceremony.steps")}>
      {steps.map((step, i) => (
        <li
          key={step}
          data-state={i < at ? "done" : i === at ? "now" : "later"}
          aria-current={i === at ? "step" : undefined}
        >
          <span aria-hidden="true">{i < at ? <Check /> : i + 1}</span>
          {t(`ceremony.step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
