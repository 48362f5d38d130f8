import type { ReactNode } from "react";
import type { LabelTrouble } from "../../main/core/label-trouble.ts";
import { useLabelWords } from "./labels.ts";
import { Notice } from "./notice.tsx";

interface LabelTroubleNoticeProps {
  readonly trouble: LabelTrouble;
  /** The maker's own words, behind "Pourquoi ?". */
  readonly code: string;
  readonly tone: "warn" | "stop";
  readonly means?: string;
  readonly urgent?: boolean;
  readonly children?: ReactNode;
}

/** What keeps a label printer from printing, and what to do about it. */
export function LabelTroubleNotice({ trouble, code, ...more }: LabelTroubleNoticeProps) {
  const { t } = useLabelWords();
  return (
    <Notice
      {...more}
      what={t(`trouble.${trouble}.what`)}
      todo={t(`trouble.${trouble}.todo`)}
      {...(code === "" ? {} : { why: <p className="mono">{t("page.code", { code })}</p> })}
    />
  );
}
