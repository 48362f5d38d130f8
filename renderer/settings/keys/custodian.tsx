import { Dices, Printer } from "lucide-react";
import { useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { KeyFaultNotice } from "./fault-notice.tsx";
import { Field } from "./field.tsx";
import type { KeyFaultShown, KeysShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

const digitsOf = { "aes-128": 32, "aes-192": 48, "aes-256": 64, "2tdea": 32, "3tdea": 48 } as const;

interface CustodianProps {
  readonly which: "first" | "second";
  readonly ceremony: NonNullable<KeysShown["ceremony"]>;
  readonly drawn: string | null;
  readonly onDrawn: (drawn: string | null) => void;
}

/** One custodian before the screen, alone: brings a component, or has one drawn. */
export function Custodian({ which, ceremony, drawn, onDrawn }: CustodianProps) {
  const { t } = useKeyWords();
  const asking = useAsking();
  const [alone, setAlone] = useState(drawn !== null);
  const [custodian, setCustodian] = useState("");
  const [component, setComponent] = useState("");
  const [fault, setFault] = useState<KeyFaultShown | null>(null);
  const before = ceremony.components[0];
  const last = ceremony.components.at(-1);
  const digits = digitsOf[ceremony.type];
  const typed = component.replaceAll(/[\s-]/g, "").length;
  const bring = (own: string | null) =>
    asking.run(async () => {
      setFault(null);
      const done = await station.keys.component({ custodian: custodian.trim(), component: own });
      if (!done.ok) return setFault(done.fault);
      setComponent("");
      onDrawn(done.value.drawn);
      if (done.value.drawn === null) announce(t(`ceremony.custodianIntro.second`));
    });

  if (drawn !== null && last !== undefined) {
    return (
      <>
        <p>{t("ceremony.drawnIntro")}</p>
        <div className="keys-printed">
          <p>{t("ceremony.drawnHeading")}</p>
          <p className="keys-secret mono">
            {(drawn.match(/.{1,4}/g) ?? []).map((group, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: groups of digits have no name of their own
              <span key={i}>{group}</span>
            ))}
          </p>
          <p>{t("ceremony.componentKcv", { kcv: last.kcv })}</p>
        </div>
        <div className="keys-buttons">
          <Button kind="primary" onPress={() => onDrawn(null)}>
            {t("ceremony.written")}
          </Button>
          <Button icon={Printer} onPress={() => window.print()}>
            {t("print")}
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      {which === "second" && before !== undefined && (
        <Notice tone="good" what={t("ceremony.kept", { name: before.custodian, kcv: before.kcv })} />
      )}
      <p>{t(`ceremony.custodianIntro.${which}`)}</p>
      {alone ? (
        <form
          className="keys-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed === digits && custodian.trim() !== "") void bring(component);
          }}
        >
          <Field label={t("ceremony.custodian")} value={custodian} onChange={setCustodian} takesFocus />
          <Field
            kind="written"
            label={t("ceremony.component", { digits })}
            value={component}
            onChange={setComponent}
            hint={t("ceremony.componentHint")}
          />
          {fault !== null && <KeyFaultNotice fault={fault} />}
          {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
          <div className="keys-buttons">
            <Button
              kind="primary"
              submit
              busy={asking.busy}
              disabled={typed !== digits || custodian.trim() === ""}
            >
              {t("ceremony.keep")}
            </Button>
            <Button
              icon={Dices}
              busy={asking.busy}
              disabled={typed > 0 || custodian.trim() === ""}
              onPress={() => void bring(null)}
            >
              {t("ceremony.draw")}
            </Button>
          </div>
        </form>
      ) : (
        <div className="keys-buttons">
          <Button kind="primary" takesFocus onPress={() => setAlone(true)}>
            {t("ceremony.alone")}
          </Button>
        </div>
      )}
    </>
  );
}
