import type { StickerFault, StickerView } from "../../../main/contract/stickers.ts";
import { LabelTroubleNotice } from "../../parts/label-trouble-notice.tsx";
import { useLabelWords } from "../../parts/labels.ts";
import { Notice } from "../../parts/notice.tsx";

interface StickerFailedProps {
  readonly fault: StickerFault;
  readonly view: StickerView;
}

/** Why no sticker came out, until it is put right: a printer that is ready again is not complained of any more. */
export function StickerFailed({ fault, view }: StickerFailedProps) {
  const { t } = useLabelWords();
  if (fault.kind !== "printer") return <Notice tone="warn" urgent what={t(`sticker.fault.${fault.kind}`)} />;
  const { trouble, code, mayHaveComeOut } = fault;
  if (view.asks === "taken" || view.sticker?.state === "taken") return null;
  return (
    <LabelTroubleNotice
      tone="warn"
      urgent
      trouble={trouble}
      code={code}
      {...(mayHaveComeOut ? { means: t("sticker.maybeOut") } : {})}
    />
  );
}
