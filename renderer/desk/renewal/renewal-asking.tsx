import { useRef, useState } from "react";
import type { RenewalFault } from "../../../main/contract/renewals.ts";
import type { Result } from "../../../main/core/result.ts";
import { useAsking } from "../../parts/asking.ts";
import { Notice } from "../../parts/notice.tsx";
import { useRenewalWords } from "./words.ts";

/** Something asked about a renewal, and why it was not done, ready to be shown. */
export interface RenewalAsking {
  readonly busy: boolean;
  readonly ask: (work: () => Promise<Result<unknown, RenewalFault>>) => void;
  readonly trouble: RenewalFault["kind"] | "broken-off" | null;
}

/** Asks one thing about a renewal at a time; what is pressed meanwhile waits for its turn, so that no tick of a quick hand is lost. */
export function useRenewalAsking(): RenewalAsking {
  const asking = useAsking();
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const [fault, setFault] = useState<RenewalFault["kind"] | null>(null);
  return {
    busy: asking.busy,
    ask: (work) => {
      const once = async () => {
        setFault(null);
        const answer = await work();
        if (!answer.ok) setFault(answer.fault.kind);
      };
      turn.current = turn.current.then(() => asking.run(once));
    },
    trouble: asking.brokenOff ? "broken-off" : fault,
  };
}

/** Why something asked about a renewal was not done. */
export function RenewalTrouble({ trouble }: Pick<RenewalAsking, "trouble">) {
  const { t } = useRenewalWords();
  if (trouble === null) return null;
  if (trouble === "broken-off") return <Notice tone="warn" urgent what={t("interface:common.interrupted")} />;
  return <Notice tone="warn" urgent what={t(`fault.${trouble}.what`)} todo={t(`fault.${trouble}.todo`)} />;
}
