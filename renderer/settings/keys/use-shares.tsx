import { useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { Field } from "./field.tsx";
import { NewPassphrase } from "./new-passphrase.tsx";
import { useKeyWords } from "./words.ts";

/** The way in when passphrases are forgotten: two shares, and a new passphrase. */
export function UseShares({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useKeyWords();
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  return (
    <>
      <h3>{t("recovery.useHeading")}</h3>
      <p className="quiet">{t("recovery.useIntro")}</p>
      <section className="settings-section">
        <div className="keys-form">
          <Field
            kind="written"
            label={t("recovery.first")}
            value={first}
            onChange={setFirst}
            hint={t("recovery.shareHint")}
            takesFocus
          />
          <Field kind="written" label={t("recovery.second")} value={second} onChange={setSecond} />
        </div>
        <NewPassphrase
          words={t("recovery.do")}
          ready={first.trim() !== "" && second.trim() !== ""}
          onCancel={onLeave}
          keep={async (operator, passphrase) => {
            const done = await station.keys.recover({ shares: [first, second], operator, passphrase });
            if (done.ok) {
              announce(t("recovery.then"));
              onLeave();
            }
            return done;
          }}
        />
      </section>
    </>
  );
}
