import { useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { type Credential, KnownHolder, NewHolder, StartForm } from "./start-form.tsx";
import { useStartWords } from "./words.ts";

/** Who can open the desk; one of them lets others in, and out. */
export function Holders({ holders }: { readonly holders: readonly string[] }) {
  const { t } = useStartWords();
  const [adds, setAdds] = useState(false);
  const [leaving, setLeaving] = useState<string | null>(null);
  return (
    <>
      <h5 id="start-holders" className="start-holders">
        {t("holders.heading")}
      </h5>
      <ul className="keys-operators" aria-labelledby="start-holders">
        {holders.map((name) => (
          <li key={name}>
            <span>{name}</span>
            {holders.length > 1 && leaving === null && !adds && (
              <Button size="small" label={t("holders.removeName", { name })} onPress={() => setLeaving(name)}>
                {t("holders.remove")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {holders.length === 1 && !adds && (
        <Notice
          tone="warn"
          what={t("holders.alone.what")}
          means={t("holders.alone.means")}
          todo={t("holders.alone.todo")}
        />
      )}
      {leaving !== null && (
        <RemoveForm holders={holders} leaving={leaving} onLeave={() => setLeaving(null)} />
      )}
      {adds && <AddForm holders={holders} onLeave={() => setAdds(false)} />}
      {!adds && leaving === null && (
        <div className="keys-buttons">
          <Button onPress={() => setAdds(true)}>{t("holders.add")}</Button>
        </div>
      )}
    </>
  );
}

interface FormProps {
  readonly holders: readonly string[];
  readonly onLeave: () => void;
}

function AddForm({ holders, onLeave }: FormProps) {
  const { t } = useStartWords();
  const [by, setBy] = useState<Credential | null>(null);
  const [fresh, setFresh] = useState<Credential | null>(null);
  return (
    <StartForm
      words={t("holders.addDo")}
      ready={by !== null && fresh !== null}
      onCancel={onLeave}
      act={async () => {
        if (by === null || fresh === null) return { ok: true };
        const done = await station.start.addHolder({ by, fresh });
        if (done.ok) {
          announce(t("holders.added", { name: fresh.holder }));
          onLeave();
        }
        return done;
      }}
    >
      <fieldset>
        <legend>{t("holders.by")}</legend>
        <KnownHolder holders={holders} onChange={setBy} takesFocus />
      </fieldset>
      <fieldset>
        <legend>{t("holders.fresh")}</legend>
        <NewHolder onChange={setFresh} />
      </fieldset>
    </StartForm>
  );
}

function RemoveForm({ holders, leaving, onLeave }: FormProps & { readonly leaving: string }) {
  const { t } = useStartWords();
  const [by, setBy] = useState<Credential | null>(null);
  return (
    <StartForm
      words={t("holders.removeDo", { name: leaving })}
      danger
      ready={by !== null}
      onCancel={onLeave}
      act={async () => {
        if (by === null) return { ok: true };
        const done = await station.start.removeHolder({ by, holder: leaving });
        if (done.ok) {
          announce(t("holders.removed", { name: leaving }));
          onLeave();
        }
        return done;
      }}
    >
      <p>{t("holders.removeMeans")}</p>
      <KnownHolder holders={holders} onChange={setBy} takesFocus />
    </StartForm>
  );
}
