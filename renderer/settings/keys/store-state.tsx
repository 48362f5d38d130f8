import { Lock } from "lucide-react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import type { KeysShown } from "./live.ts";
import { UnlockForm } from "./unlock-form.tsx";
import { useKeyWords } from "./words.ts";

interface StoreStateProps {
  readonly view: KeysShown;
  readonly onForgotten: () => void;
}

/** Whether the store is open, by whom and until when, and the way to open or lock it. */
export function StoreState({ view, onForgotten }: StoreStateProps) {
  const { t } = useKeyWords();
  const formats = useFormats();
  const asking = useAsking();
  const isOpen = view.state === "open";
  const { idleMs, usesUntilLock, chipsPerHour } = view.limits;
  const lock = () =>
    asking.run(async () => {
      await station.keys.lock();
      announce(t("locked"));
    });
  return (
    <section className="settings-section" aria-labelledby="keys-state">
      <div className="keys-state">
        <StateMark tone={isOpen ? "good" : "quiet"} />
        <h4 id="keys-state">{t(isOpen ? "state.open" : "state.locked")}</h4>
        {isOpen && view.openedBy !== null && view.openedAt !== null && (
          <p>{t("state.openedBy", { name: view.openedBy, time: formats.time(view.openedAt) })}</p>
        )}
        {!isOpen && view.lockedBecause !== null && <p>{t(`lockedBecause.${view.lockedBecause}`)}</p>}
        {isOpen && (
          <Button icon={Lock} busy={asking.busy} onPress={() => void lock()}>
            {t("lock")}
          </Button>
        )}
      </div>
      {isOpen ? (
        <p className="quiet">
          {t("state.uses", { count: view.usesSinceOpened })}
          {", "}
          {t("state.chips", { count: view.chipsThisHour, most: chipsPerHour })}.
        </p>
      ) : (
        <>
          <UnlockForm view={view} />
          {view.kind === "file" && view.recoveryMadeAt !== null && (
            <Button kind="quiet" size="small" onPress={onForgotten}>
              {t("forgotten")}
            </Button>
          )}
        </>
      )}
      <p className="quiet">
        {t("state.autoLock", {
          minutes: formats.count(idleMs / 60_000),
          uses: formats.count(usesUntilLock),
        })}
      </p>
    </section>
  );
}
