import { Keyboard, Printer, ScanLine, Wrench } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button } from "../parts/button.tsx";
import { useWords } from "../parts/language.ts";
import { useLive } from "../parts/live.ts";
import { StateMark } from "../parts/state-mark.tsx";
import { devicesLive, useFacts } from "../parts/station.ts";
import { overlay } from "./place.ts";
import "./device-line.css";

const LabelDevice = lazy(async () => ({ default: (await import("./label-device.tsx")).LabelDevice }));

/** The devices in one line, at the bottom of the desk. */
export function DeviceLine() {
  const { t } = useWords();
  const devices = useLive(devicesLive);
  const facts = useFacts();
  return (
    <footer className="devices">
      <span className="devices-seen">
        {devices === undefined ? t("devices.waiting") : <Devices view={devices} />}
      </span>
      <span className="devices-end">
        {facts !== undefined && (
          <span className="devices-operator">{t("devices.operator", { name: facts.operator })}</span>
        )}
        {facts?.simulated === true && (
          <Button
            kind="quiet"
            size="small"
            icon={Wrench}
            keycap={`${t("keys.names.ctrl")} B`}
            onPress={() => overlay.write(overlay.read() === "bench" ? "none" : "bench")}
          >
            {t("devices.bench")}
          </Button>
        )}
        <Button
          kind="quiet"
          size="small"
          icon={Keyboard}
          keycap="?"
          onPress={() => overlay.write(overlay.read() === "keys" ? "none" : "keys")}
        >
          {t("devices.keys")}
        </Button>
      </span>
    </footer>
  );
}

type View = Exclude<ReturnType<typeof devicesLive.read>, undefined>;

function Devices({ view: { printer, labelPrinter, deskReader } }: { readonly view: View }) {
  const { t } = useWords();
  const condition = printer.condition;
  return (
    <>
      <span className="device">
        <Printer aria-hidden="true" />
        <span>{printer.name}</span>
        {printer.simulated && <span className="device-simulated">{t("devices.simulated")}</span>}
        <span className="device-state" data-tone={condition === null ? "good" : "warn"}>
          <StateMark tone={condition === null ? "good" : "warn"} />
          {condition === null ? t("devices.ready") : t(`reasons:condition.${condition}.word`)}
        </span>
        {printer.ribbonLeft !== null && (
          <span className="device-more">{t("devices.ribbon", { count: printer.ribbonLeft })}</span>
        )}
        {printer.notices.map((notice) => (
          <span key={notice} className="device-state" data-tone="warn">
            <StateMark tone="warn" />
            {t(`devices.notices.${notice}`)}
          </span>
        ))}
      </span>
      {labelPrinter !== null && (
        <Suspense>
          <LabelDevice printer={labelPrinter} />
        </Suspense>
      )}
      <span className="device">
        <ScanLine aria-hidden="true" />
        <span>{deskReader.name}</span>
        {deskReader.simulated && <span className="device-simulated">{t("devices.simulatedReader")}</span>}
        <span className="device-state" data-tone={deskReader.cardPresent ? "good" : "quiet"}>
          <StateMark tone={deskReader.cardPresent ? "good" : "quiet"} />
          {deskReader.cardPresent ? t("devices.cardPresent") : t("devices.noCard")}
        </span>
      </span>
    </>
  );
}
