import { CircleCheckBig, UserRoundCheck } from "lucide-react";
import { useEffect } from "react";
import type { VisitView } from "../../../main/contract/visit.ts";
import { nameOnCard } from "../../../main/core/student.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../parts/language.ts";
import { useLive } from "../../parts/live.ts";
import { Notice } from "../../parts/notice.tsx";
import { boardLive, useFacts } from "../../parts/station.ts";
import { useStore } from "../../parts/store.ts";
import { nextToServe } from "../day-order.ts";
import { callNext, fullName } from "../moves.ts";
import { chosenDesk, chosenService, ownDesk, ownService } from "../own-desk.ts";
import type { StepName } from "./open-step.ts";

interface HandedOverProps {
  readonly view: VisitView;
  readonly onOpen: (step: StepName) => void;
}

/** The end of a visit: the card is live, and the next person waits. */
export function HandedOver({ view, onOpen }: HandedOverProps) {
  const { t } = useWords();
  const board = useLive(boardLive);
  const simulated = useFacts()?.simulated === true;
  const name = fullName(nameOnCard(view.student));
  const handed = view.card?.state === "ENABLED";
  const chosen = useStore(chosenDesk);
  const only = useStore(chosenService);
  const next =
    board === undefined
      ? null
      : nextToServe(board, ownDesk(board.plan, chosen), ownService(board.plan, only));
  const words = handed ? t("handOver.done") : t("visit.closedBanner");
  useEffect(() => announce(words), [words]);

  const goOn = () => {
    // The simulated hand takes the card off the reader, as the student does with a real one.
    if (simulated) void station.bench.tap({ card: null }).catch(() => undefined);
    if (board !== undefined) void callNext();
  };
  return (
    <div className="step-body handed">
      {handed ? (
        <div className="handed-words">
          <CircleCheckBig aria-hidden="true" />
          <p className="handed-title">{t("handOver.done")}</p>
          <p>{t("handOver.doneMeaning", { name })}</p>
          <p>{t("handOver.handItNow")}</p>
        </div>
      ) : (
        <Notice tone="quiet" what={t("visit.closedBanner")}>
          <Button onPress={() => onOpen("choices")}>
            {t("issue.goTo", { step: t("step.names.choices") })}
          </Button>
        </Notice>
      )}
      <div className="handed-next">
        <Button
          kind="primary"
          size="large"
          obvious
          icon={UserRoundCheck}
          keycap={t("keys.names.enter")}
          onPress={goOn}
        >
          {t("handOver.nextStudent")}
        </Button>
        <p className="quiet">
          {next === null ? t("visit.noneWaiting") : t("handOver.nextWho", { name: fullName(next) })}
        </p>
      </div>
    </div>
  );
}
