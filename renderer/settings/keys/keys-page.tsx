import { useState } from "react";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { useLive } from "../../parts/live.ts";
import { Notice } from "../../parts/notice.tsx";
import { StartSection } from "../start/start-section.tsx";
import { Ceremony } from "./ceremony.tsx";
import { KeyFaultNotice } from "./fault-notice.tsx";
import { KeyList } from "./key-list.tsx";
import { KeyPlace } from "./key-place.tsx";
import { type KeysPlace, type KeysShown, keysLive } from "./live.ts";
import { MakeShares } from "./make-shares.tsx";
import { NewPassphrase } from "./new-passphrase.tsx";
import { Operators } from "./operators.tsx";
import { Recovery } from "./recovery.tsx";
import { StoreState } from "./store-state.tsx";
import { TakeToken } from "./take-token.tsx";
import { UseShares } from "./use-shares.tsx";
import { Uses } from "./uses.tsx";
import { useKeyWords } from "./words.ts";
import "./keys.css";

/** The key store of this desk: whether it is open, what it holds, who may open it, and what was asked of it. */
export function KeysPage() {
  const { t } = useKeyWords();
  const view = useLive(keysLive);
  const [place, setPlace] = useState<KeysPlace>("overview");
  if (view === undefined) {
    return (
      <>
        <h3>{t("heading")}</h3>
        <output>{t("loading")}</output>
      </>
    );
  }
  const leave = () => setPlace("overview");
  switch (place) {
    case "ceremony":
      return <Ceremony view={view} onLeave={leave} />;
    case "make-shares":
      return <MakeShares onLeave={leave} />;
    case "use-shares":
      return <UseShares onLeave={leave} />;
    case "create":
      return <Create onLeave={leave} />;
    case "take-token":
      return <TakeToken view={view} onLeave={leave} />;
    case "overview":
      return <Overview view={view} onGo={setPlace} />;
  }
}

function Create({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useKeyWords();
  return (
    <>
      <h3>{t("create.heading")}</h3>
      <p className="quiet">{t("create.intro")}</p>
      <section className="settings-section">
        <NewPassphrase
          words={t("create.do")}
          takesFocus
          onCancel={onLeave}
          keep={async (operator, passphrase) => {
            const done = await station.keys.create({ operator, passphrase });
            if (done.ok) onLeave();
            return done;
          }}
        />
      </section>
    </>
  );
}

interface OverviewProps {
  readonly view: KeysShown;
  readonly onGo: (place: KeysPlace) => void;
}

function Overview({ view, onGo }: OverviewProps) {
  const { t } = useKeyWords();
  const isUsable = view.kind !== "simulated" && (view.state === "open" || view.state === "locked");
  return (
    <>
      <h3>{t("heading")}</h3>
      <p className="quiet">{t("intro")}</p>
      {view.kind === "simulated" && (
        <section className="settings-section">
          <Notice
            tone="warn"
            what={t("simulated.what")}
            means={t("simulated.means")}
            todo={t("simulated.todo")}
          >
            <Button kind="primary" onPress={() => onGo("create")}>
              {t("create.open")}
            </Button>
          </Notice>
        </section>
      )}
      {view.state === "no-store" && (
        <section className="settings-section">
          <Notice tone="stop" what={t("absent.what")} means={t("absent.means")} todo={t("absent.todo")}>
            <Button onPress={() => onGo("create")}>{t("create.open")}</Button>
          </Notice>
        </section>
      )}
      {view.fault !== null && (
        <section className="settings-section">
          <KeyFaultNotice fault={view.fault} />
          <p className="quiet">{t("refused")}</p>
        </section>
      )}
      {isUsable && (
        <>
          <StoreState view={view} onForgotten={() => onGo("use-shares")} />
          <KeyList view={view} onAdd={() => onGo("ceremony")} />
          <Operators view={view} />
          <Recovery view={view} onGo={onGo} />
          <Uses view={view} />
        </>
      )}
      <KeyPlace view={view} onTakeToken={() => onGo("take-token")} />
      <StartSection />
    </>
  );
}
