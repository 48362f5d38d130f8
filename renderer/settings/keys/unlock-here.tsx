import { useLive } from "../../parts/live.ts";
import { KeyFaultNotice } from "./fault-notice.tsx";
import { keysLive } from "./live.ts";
import { UnlockForm } from "./unlock-form.tsx";
import { useKeyWords } from "./words.ts";

interface UnlockHereProps {
  /** What follows once the store is open: the work that waits for it goes on. */
  readonly onUnlocked?: () => void;
}

/** Opens the key store where work waits for it, so that nobody has to leave what they are at. */
export function UnlockHere({ onUnlocked }: UnlockHereProps) {
  const { t } = useKeyWords();
  const view = useLive(keysLive);
  if (view === undefined) return null;
  switch (view.state) {
    case "locked":
      return (
        <div className="unlock-here">
          {view.lockedBecause !== null && <p>{t(`lockedBecause.${view.lockedBecause}`)}</p>}
          <UnlockForm view={view} takesFocus {...(onUnlocked === undefined ? {} : { onUnlocked })} />
        </div>
      );
    case "open":
      return <p className="quiet">{t("here.open")}</p>;
    case "no-store":
      return <p className="quiet">{t("absent.what")}</p>;
    case "refused":
      return view.fault === null ? null : <KeyFaultNotice fault={view.fault} />;
  }
}
