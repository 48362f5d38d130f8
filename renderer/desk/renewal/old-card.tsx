import { Undo2 } from "lucide-react";
import type { RenewalView } from "../../../main/contract/renewals.ts";
import { isOpenRenewal } from "../../../main/core/flows/renew-card.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import type { RenewalAsking } from "./renewal-asking.tsx";
import { useRenewalWords } from "./words.ts";

interface OldCardProps {
  readonly view: RenewalView;
  readonly fixed: boolean;
  readonly asking: RenewalAsking;
}

/** What becomes of the card the student had: live until the new one is, or opposed, and live again if it turns up. */
export function OldCard({ view, fixed, asking }: OldCardProps) {
  const { t } = useRenewalWords();
  const { oldCard, state } = view;
  const may = !fixed && isOpenRenewal(state);
  const renewalId = state.id;
  return (
    <section aria-label={t("oldCard.title")}>
      <h4>{t("oldCard.title")}</h4>
      <Notice tone={state.opposed ? "stop" : "quiet"} what={useStanding(view)}>
        {may && state.opposed && (
          <Button
            size="small"
            icon={Undo2}
            busy={asking.busy}
            onPress={() => asking.ask(() => station.renewals.foundAgain({ renewalId }))}
          >
            {t("oldCard.foundAgain")}
          </Button>
        )}
        {may && (
          <Button
            kind="quiet"
            size="small"
            onPress={() => asking.ask(() => station.renewals.giveUp({ renewalId }))}
          >
            {t("oldCard.giveUp")}
          </Button>
        )}
      </Notice>
      {may && state.opposed && oldCard !== null && <p className="quiet">{t("oldCard.foundMeaning")}</p>}
    </section>
  );
}

function useStanding({ oldCard, state }: RenewalView): string {
  const { t } = useRenewalWords();
  const formats = useFormats();
  if (oldCard === null) return t("oldCard.none");
  if (oldCard.state === "ENABLED") {
    return state.oldCardSince === null
      ? t("oldCard.liveAny")
      : t("oldCard.live", { day: formats.shortDay(state.oldCardSince) });
  }
  if (!state.opposed || oldCard.endedAt === null || state.reason === null) return t("oldCard.ended");
  const reason = t(`reason.${state.reason}`).toLocaleLowerCase();
  return t("oldCard.opposed", { time: formats.time(oldCard.endedAt), reason });
}
