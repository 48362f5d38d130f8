import { Printer } from "lucide-react";
import { useState } from "react";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import type { MadeKey } from "./ceremony-key.tsx";
import { CeremonyRecord } from "./ceremony-record.tsx";
import { KeyFaultNotice } from "./fault-notice.tsx";
import type { KeyFaultShown, KeysShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

interface CeremonyCheckProps {
  readonly ceremony: NonNullable<KeysShown["ceremony"]>;
  readonly onMade: (key: MadeKey) => void;
}

/** The check value of the key both components give, on a record to sign. */
export function CeremonyCheck({ ceremony, onMade }: CeremonyCheckProps) {
  const { t } = useKeyWords();
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
      <CeremonyRecord
        of={ceremony}
        people={ceremony.components.map(({ custodian, kcv }) => ({ name: custodian, kcv }))}
      />
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
