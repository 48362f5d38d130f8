import { Printer } from "lucide-react";
import { useEffect, useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { KeyFaultNotice } from "./fault-notice.tsx";
import type { KeyFaultShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

/** Three shares, shown one after the other to three people; they count once the last one is safe. */
export function MakeShares({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useKeyWords();
  const asking = useAsking();
  const [shares, setShares] = useState<readonly string[] | null>(null);
  const [at, setAt] = useState(0);
  const [alone, setAlone] = useState(false);
  const [fault, setFault] = useState<KeyFaultShown | null>(null);
  const { run } = asking;
  useEffect(() => {
    void run(async () => {
      const made = await station.keys.makeShares();
      if (made.ok) setShares(made.value);
      else setFault(made.fault);
    });
  }, [run]);
  const share = shares?.[at];
  const next = () =>
    run(async () => {
      setAlone(false);
      if (shares !== null && at + 1 < shares.length) return setAt(at + 1);
      setShares(null);
      const kept = await station.keys.keepShares();
      if (!kept.ok) return setFault(kept.fault);
      announce(t("recovery.done"));
      onLeave();
    });
  return (
    <>
      <h3>{t("recovery.heading")}</h3>
      <p className="quiet">{t("recovery.onlyThen")}</p>
      <section className="settings-section" aria-labelledby="keys-share">
        {share !== undefined && (
          <>
            <h4 id="keys-share">{t("recovery.shareHeading", { n: at + 1 })}</h4>
            <p>{t("recovery.shareIntro", { n: at + 1 })}</p>
            {alone ? (
              <div className="keys-printed">
                <p>{t("recovery.shareLabel", { n: at + 1 })}</p>
                <p className="keys-secret mono">
                  {share.split("-").map((group) => (
                    <span key={group}>{group}</span>
                  ))}
                </p>
              </div>
            ) : (
              <Button kind="primary" takesFocus onPress={() => setAlone(true)}>
                {t("ceremony.alone")}
              </Button>
            )}
          </>
        )}
        {fault !== null && <KeyFaultNotice fault={fault} />}
        {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
        <div className="keys-buttons">
          {alone && (
            <>
              <Button kind="primary" busy={asking.busy} onPress={() => void next()}>
                {t(at === 2 ? "recovery.last" : "recovery.next")}
              </Button>
              <Button icon={Printer} onPress={() => window.print()}>
                {t("print")}
              </Button>
            </>
          )}
          <Button onPress={onLeave}>{t(fault === null ? "cancel" : "back")}</Button>
        </div>
      </section>
    </>
  );
}
