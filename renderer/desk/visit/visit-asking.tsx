import { useState } from "react";
import type { VisitFault } from "../../../main/contract/visit.ts";
import type { Result } from "../../../main/core/result.ts";
import { useAsking } from "../../parts/asking.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";

/** Something asked about a visit, and why it was not done, ready to be shown. */
export interface VisitAsking {
  readonly busy: boolean;
  readonly ask: (work: () => Promise<Result<null, VisitFault>>) => void;
  readonly trouble: VisitTroubleKind | null;
}

type VisitTroubleKind = VisitFault["kind"] | "broken-off";

/** Asks one thing about a visit at a time. */
export function useVisitAsking(): VisitAsking {
  const asking = useAsking();
  const [fault, setFault] = useState<VisitFault["kind"] | null>(null);
  return {
    busy: asking.busy,
    ask: (work) => {
      void asking.run(async () => {
        setFault(null);
        const answer = await work();
        if (!answer.ok) setFault(answer.fault.kind);
      });
    },
    trouble: asking.brokenOff ? "broken-off" : fault,
  };
}

/** Why something asked about a visit was not done. */
export function VisitTrouble({ trouble }: { readonly trouble: VisitTroubleKind | null }) {
  const { t } = useWords();
  if (trouble === null) return null;
  if (trouble === "broken-off") return <Notice tone="warn" urgent what={t("common.interrupted")} />;
  return (
    <Notice
      tone="warn"
      urgent
      what={t(`reasons:visitFault.${trouble}.what`)}
      means={t(`reasons:visitFault.${trouble}.means`)}
      todo={t(`reasons:visitFault.${trouble}.todo`)}
    />
  );
}
