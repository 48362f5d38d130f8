import { CreditCard, Lightbulb } from "lucide-react";
import { useState } from "react";
import { station } from "../../call.ts";
import { goTo } from "../../desk/place.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { properName, type ReaderShown, turnedTo } from "./live.ts";
import { useReaderWords } from "./words.ts";

/** A reader that is plugged in; its line lights up while a card lies on it. */
export function ReaderRow({ reader }: { readonly reader: ReaderShown }) {
  const { t } = useReaderWords();
  const { name, vendor, serial, simulated, usable, cardPresent, canSignal, roles } = reader;
  const asking = useAsking();
  const [fault, setFault] = useState<"not-supported" | "failed" | null>(null);
  const proper = properName(name);
  const signal = async () => {
    setFault(null);
    const given = await asking.run(() => station.readers.signal({ reader: name }));
    if (given?.ok === true) announce(t("readers.signalling", { name: proper }));
    else if (given !== undefined) {
      setFault(given.fault.kind === "not-supported" ? "not-supported" : "failed");
    }
  };
  const tone = usable ? (cardPresent ? "good" : "quiet") : "stop";
  return (
    <li className="reader" data-lit={cardPresent || undefined}>
      <div className="reader-name">
        <strong>{proper}</strong>
        {roles.map((role) => (
          <span key={role} className="chip">
            {t(`readers.role.${role}.name`)}
          </span>
        ))}
        <p className="quiet">
          {simulated ? t("readers.simulatedReader") : (vendor ?? "")}
          {!simulated && (
            <span className={serial === null ? undefined : "mono"}>
              {vendor === null ? "" : " · "}
              {serial === null ? t("readers.noSerial") : t("readers.serial", { serial })}
            </span>
          )}
        </p>
      </div>
      <span className="reader-state" data-tone={tone}>
        <StateMark tone={tone} />
        {usable ? t(cardPresent ? "readers.cardPresent" : "readers.noCard") : t("readers.unusable")}
      </span>
      <div className="reader-buttons">
        {canSignal && (
          <Button icon={Lightbulb} busy={asking.busy} onPress={() => void signal()}>
            {t("readers.signal")}
          </Button>
        )}
        <Button
          icon={CreditCard}
          disabled={!cardPresent}
          onPress={() => {
            turnedTo.write(name);
            goTo({ at: "settings", page: "read-card" });
          }}
        >
          {t("readers.read")}
        </Button>
      </div>
      {(fault !== null || asking.brokenOff) && (
        <p className="reader-fault" role="alert">
          <StateMark tone="warn" />
          {t(`readers.signalFault.${fault ?? "failed"}`, { name: proper })}
        </p>
      )}
    </li>
  );
}
