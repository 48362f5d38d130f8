import { Printer } from "lucide-react";
import { useState } from "react";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import { useFacts } from "../../parts/station.ts";
import { KeyFaultNotice } from "./fault-notice.tsx";
import type { KeyFaultShown, KeysShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

type Made = Omit<NonNullable<KeysShown["keys"]>[number], "current">;

interface CeremonyCheckProps {
  readonly ceremony: NonNullable<KeysShown["ceremony"]>;
  readonly onMade: (key: Made) => void;
}

/** The check value of the key both components give, on a record to sign. */
export function CeremonyCheck({ ceremony, onMade }: CeremonyCheckProps) {
  const { t } = useKeyWords();
  const formats = useFormats();
  const facts = useFacts();
  const asking = useAsking();
  const [fault, setFault] = useState<KeyFaultShown | null>(null);
  const end = () =>
    asking.run(async () => {
      setFault(null);
      const made = await station.keys.endCeremony();
      if (made.ok) onMade(made.value);
      else setFault(made.fault);
    });
  return (
    <>
      <p>{t("ceremony.checkIntro")}</p>
      <div className="keys-printed">
        <p className="keys-record">{t("ceremony.record")}</p>
        <dl className="settings-facts">
          <dt>{t("list.key")}</dt>
          <dd className="mono">{ceremony.name}</dd>
          <dt>{t("list.version")}</dt>
          <dd>{ceremony.version}</dd>
          <dt>{t("list.type")}</dt>
          <dd>{t(`type.${ceremony.type}`)}</dd>
          <dt>{t("list.kcv")}</dt>
          <dd className="keys-kcv mono">{ceremony.kcv}</dd>
          {facts !== undefined && (
            <>
              <dt>{t("ceremony.recordDay")}</dt>
              <dd>
                {formats.longDay(facts.today)}
                {", "}
                {facts.university}
              </dd>
            </>
          )}
          <dt>{t("ceremony.custodians")}</dt>
          <dd>
            <ul>
              {ceremony.components.map(({ custodian, kcv }) => (
                <li key={custodian}>
                  {custodian} <span className="mono">{kcv}</span>
                </li>
              ))}
            </ul>
          </dd>
          <dt className="only-printed">{t("ceremony.signatures")}</dt>
          <dd className="only-printed keys-signatures" />
        </dl>
      </div>
      {fault !== null && <KeyFaultNotice fault={fault} />}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
      <div className="keys-buttons">
        <Button kind="primary" busy={asking.busy} takesFocus onPress={() => void end()}>
          {t("ceremony.end")}
        </Button>
        <Button icon={Printer} onPress={() => window.print()}>
          {t("print")}
        </Button>
      </div>
    </>
  );
}
