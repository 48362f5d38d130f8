import { Tag } from "lucide-react";
import type { DevicesView } from "../../main/contract/devices.ts";
import { useLabelWords } from "../parts/labels.ts";
import { StateMark } from "../parts/state-mark.tsx";

interface LabelDeviceProps {
  readonly printer: NonNullable<DevicesView["labelPrinter"]>;
}

/** The label printer in the line of devices. */
export function LabelDevice({ printer: { name, simulated, trouble, notices } }: LabelDeviceProps) {
  const { t } = useLabelWords();
  const tone = trouble === null ? "good" : trouble === "label-waiting" ? "busy" : "warn";
  return (
    <span className="device">
      <Tag aria-hidden="true" />
      <span>{name}</span>
      {simulated && <span className="device-simulated">{t("interface:devices.simulated")}</span>}
      <span className="device-state" data-tone={tone}>
        <StateMark tone={tone} />
        {trouble === null ? t("interface:devices.ready") : t(`trouble.${trouble}.word`)}
      </span>
      {notices.map((notice) => (
        <span key={notice} className="device-state" data-tone="warn">
          <StateMark tone="warn" />
          {t(`notice.${notice}.word`)}
        </span>
      ))}
    </span>
  );
}
