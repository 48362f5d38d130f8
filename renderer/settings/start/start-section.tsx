import { useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { Button } from "../../parts/button.tsx";
import { liveOf, useLive } from "../../parts/live.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { useFacts } from "../../parts/station.ts";
import { Holders } from "./holders.tsx";
import { type Credential, KnownHolder, NewHolder, StartForm } from "./start-form.tsx";
import { useStartWords } from "./words.ts";

const startLive = liveOf((signal) => station.start.live(undefined, { signal }));

/** Where the key of the desk's database lies while the desk is off, and the way to have it lie elsewhere. */
export function StartSection() {
  const { t } = useStartWords();
  const view = useLive(startLive);
  const facts = useFacts();
  const [changes, setChanges] = useState(false);
  if (view === undefined) return <output>{t("loading")}</output>;
  const asks = view.mode === "ask";
  return (
    <section className="settings-section" aria-labelledby="start-heading">
      <h4 id="start-heading">{t("heading")}</h4>
      <p className="quiet">{t("intro")}</p>
      <div className="keys-state start-state">
        <StateMark tone={asks ? "good" : "quiet"} />
        <p>
          <strong>{t(`${view.mode}.state`)}</strong>
        </p>
      </div>
      <p>{t(`${view.mode}.where`)}</p>
      {!asks && <p className="quiet">{t("unattended.why")}</p>}
      {!asks && facts?.simulated === true && <p className="quiet">{t("unattended.simulated")}</p>}
      {asks && <Holders holders={view.holders} />}
      {!changes && (
        <div className="keys-buttons">
          <Button onPress={() => setChanges(true)}>{t(asks ? "back.open" : "ask.open")}</Button>
        </div>
      )}
      {changes && !asks && <AskForm onLeave={() => setChanges(false)} />}
      {changes && asks && <BackForm holders={view.holders} onLeave={() => setChanges(false)} />}
    </section>
  );
}

function AskForm({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useStartWords();
  const [first, setFirst] = useState<Credential | null>(null);
  return (
    <StartForm
      words={t("ask.do")}
      ready={first !== null}
      onCancel={onLeave}
      act={async () => {
        if (first === null) return { ok: true };
        const done = await station.start.ask(first);
        if (done.ok) {
          announce(t("ask.done"));
          onLeave();
        }
        return done;
      }}
    >
      <p>{t("ask.means")}</p>
      <p className="quiet">{t("ask.first")}</p>
      <NewHolder onChange={setFirst} takesFocus />
    </StartForm>
  );
}

function BackForm({
  holders,
  onLeave,
}: {
  readonly holders: readonly string[];
  readonly onLeave: () => void;
}) {
  const { t } = useStartWords();
  const [by, setBy] = useState<Credential | null>(null);
  return (
    <StartForm
      words={t("back.do")}
      danger
      ready={by !== null}
      onCancel={onLeave}
      act={async () => {
        if (by === null) return { ok: true };
        const done = await station.start.unattended(by);
        if (done.ok) {
          announce(t("back.done"));
          onLeave();
        }
        return done;
      }}
    >
      <p>{t("back.means")}</p>
      <KnownHolder holders={holders} onChange={setBy} takesFocus />
    </StartForm>
  );
}
