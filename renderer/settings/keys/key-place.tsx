import { useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { KeyFaultNotice } from "./fault-notice.tsx";
import type { KeyFaultShown, KeysShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

interface KeyPlaceProps {
  readonly view: KeysShown;
  readonly onTakeToken: () => void;
}

/** Where the keys of this desk are, and the way to keep them elsewhere. */
export function KeyPlace({ view, onTakeToken }: KeyPlaceProps) {
  const { t } = useKeyWords();
  const asking = useAsking();
  const [isSure, setSure] = useState(false);
  const [fault, setFault] = useState<KeyFaultShown | null>(null);
  const { token } = view;
  const goBack = () =>
    asking.run(async () => {
      setSure(false);
      setFault(null);
      const done = await station.keys.takeFile();
      if (!done.ok) return setFault(done.fault);
      announce(t("place.backDone"));
    });
  return (
    <section className="settings-section" aria-labelledby="keys-place">
      <h4 id="keys-place">{t("place.heading")}</h4>
      {view.kind === "simulated" && <p>{t("place.simulated")}</p>}
      {view.kind === "file" && <p>{t("place.file")}</p>}
      {token !== null && (
        <>
          <p>{t("place.token", { label: token.label })}</p>
          <p className="quiet keys-path">
            {t("place.tokenOf", { library: token.library })}
            {token.serial !== null && `, ${t("place.serial", { serial: token.serial })}`}
          </p>
        </>
      )}
      <div className="keys-buttons">
        <Button onPress={onTakeToken}>{t(token === null ? "place.change" : "place.another")}</Button>
        {token !== null && !isSure && (
          <Button busy={asking.busy} onPress={() => setSure(true)}>
            {t("place.back")}
          </Button>
        )}
      </div>
      {isSure && (
        <Notice tone="warn" what={t("place.back")} means={t("place.backMeans")}>
          <Button kind="danger" takesFocus onPress={() => void goBack()}>
            {t("place.backSure")}
          </Button>
          <Button onPress={() => setSure(false)}>{t("cancel")}</Button>
        </Notice>
      )}
      {fault !== null && <KeyFaultNotice fault={fault} />}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
    </section>
  );
}
