import { PlugZap } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { connection } from "../call.ts";
import { useWords } from "../parts/language.ts";
import "./connection-bar.css";

const patienceMs = 600;

/** Says that the station can not be heard, and that nothing is lost. A first connection is given a moment before it is mentioned. */
export function ConnectionBar() {
  const { t } = useWords();
  const state = useSyncExternalStore(connection.subscribe, connection.read);
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (state === "open" || (state === "connecting" && !waited)) return null;
  return (
    <div className="connection" role="alert" data-state={state}>
      <PlugZap aria-hidden="true" />
      <strong>{t(`connection.${state}`)}</strong>
      {state === "lost" && <span>{t("connection.lostMeaning")}</span>}
    </div>
  );
}
