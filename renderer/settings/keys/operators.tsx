import { useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { KeyFaultNotice } from "./fault-notice.tsx";
import type { KeyFaultShown, KeysShown } from "./live.ts";
import { NewPassphrase } from "./new-passphrase.tsx";
import { useKeyWords } from "./words.ts";

/** Who may open the store; an open one takes more people in, and lets people go. */
export function Operators({ view }: { readonly view: KeysShown }) {
  const { t } = useKeyWords();
  const asking = useAsking();
  const [adds, setAdds] = useState(false);
  const [sure, setSure] = useState<string | null>(null);
  const [fault, setFault] = useState<KeyFaultShown | null>(null);
  const isOpen = view.state === "open";
  const remove = (operator: string) =>
    asking.run(async () => {
      setSure(null);
      setFault(null);
      const done = await station.keys.removeOperator({ operator });
      if (!done.ok) return setFault(done.fault);
      announce(t("operators.removed", { name: operator }));
    });
  return (
    <section className="settings-section" aria-labelledby="keys-operators">
      <h4 id="keys-operators">{t("operators.heading")}</h4>
      <p className="quiet">{t(view.kind === "token" ? "operators.token" : "operators.intro")}</p>
      <ul className="keys-operators">
        {view.operators.map((name) => (
          <li key={name}>
            <span>{name}</span>
            {isOpen && view.operators.length > 1 && sure !== name && (
              <Button size="small" label={t("operators.remove", { name })} onPress={() => setSure(name)}>
                {t("operators.removeShort")}
              </Button>
            )}
            {sure === name && (
              <>
                <Button size="small" kind="danger" takesFocus onPress={() => void remove(name)}>
                  {t("operators.removeSure")}
                </Button>
                <Button size="small" onPress={() => setSure(null)}>
                  {t("cancel")}
                </Button>
                <span className="quiet">{t("operators.removeHint")}</span>
              </>
            )}
          </li>
        ))}
      </ul>
      {fault !== null && <KeyFaultNotice fault={fault} />}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
      {isOpen && view.kind === "file" && !adds && (
        <Button onPress={() => setAdds(true)}>{t("operators.addHeading")}</Button>
      )}
      {isOpen && adds && (
        <NewPassphrase
          words={t("operators.add")}
          takesFocus
          onCancel={() => setAdds(false)}
          keep={async (operator, passphrase) => {
            const done = await station.keys.addOperator({ operator, passphrase });
            if (done.ok) {
              announce(t("operators.added", { name: operator }));
              setAdds(false);
            }
            return done;
          }}
        />
      )}
    </section>
  );
}
