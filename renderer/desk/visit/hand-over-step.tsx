import { Eye, ThumbsDown, ThumbsUp } from "lucide-react";
import type { IssueNeed } from "../../../main/contract/issue.ts";
import type { JobId } from "../../../main/core/ids.ts";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useFacts } from "../../parts/station.ts";
import { HandedOver } from "./handed-over.tsx";
import { NeedPanel } from "./need-panel.tsx";
import { SimulatedTap } from "./simulated-tap.tsx";
import type { StepProps } from "./step-body.tsx";
import { TapState } from "./tap-state.tsx";
import "./hand-over-step.css";

/** The last look and the tap; then the card is the student's. */
export function HandOverStep({ view, onOpen }: StepProps) {
  const { t } = useWords();
  const { issue, visit } = view;
  if (visit.state === "done") return <HandedOver view={view} onOpen={onOpen} />;
  if (issue?.need?.kind === "verify") return <Verify jobId={issue.jobId} need={issue.need} />;
  return (
    <div className="step-body hand-over">
      {issue !== null && issue.need !== null ? (
        <NeedPanel issue={issue} />
      ) : (
        <Notice tone="quiet" what={t("handOver.notYet")}>
          <Button onPress={() => onOpen("issue")}>{t("issue.goTo", { step: t("step.names.issue") })}</Button>
        </Notice>
      )}
    </div>
  );
}

interface VerifyProps {
  readonly jobId: JobId;
  readonly need: Extract<IssueNeed, { readonly kind: "verify" }>;
}

function Verify({ jobId, need }: VerifyProps) {
  const { t } = useWords();
  const facts = useFacts();
  const asking = useAsking();
  const say = (word: "looks-good" | "looks-bad" | "will-not-verify") =>
    asking.run(() => station.issue.say({ jobId, word }));
  return (
    <div className="step-body hand-over">
      <p>{t("handOver.intro")}</p>
      <div className="checks">
        <section className="check" data-done={need.lookedAt || undefined} aria-label={t("handOver.look")}>
          <h4>
            {need.lookedAt ? <StateMark tone="good" /> : <Eye aria-hidden="true" />}
            {t("handOver.look")}
          </h4>
          <p className="quiet">{t("handOver.lookMeaning")}</p>
          {need.lookedAt ? (
            <p className="check-done">{t("handOver.lookedGood")}</p>
          ) : (
            <Button
              kind="primary"
              size="large"
              obvious
              icon={ThumbsUp}
              busy={asking.busy}
              onPress={() => void say("looks-good")}
            >
              {t("handOver.good")}
            </Button>
          )}
          <Button kind="quiet" icon={ThumbsDown} onPress={() => void say("looks-bad")}>
            {t("handOver.bad")}
          </Button>
        </section>
        <section className="check" data-done={need.chipMatched || undefined} aria-label={t("handOver.tap")}>
          <TapState need={need} />
          {facts?.simulated === true && !need.chipMatched && <SimulatedTap obvious={need.lookedAt} />}
          {need.lastTap !== null && !need.chipMatched && (
            <Button kind="quiet" onPress={() => void say("will-not-verify")}>
              {t("handOver.willNotVerify")}
            </Button>
          )}
        </section>
      </div>
      {asking.brokenOff && <Notice tone="warn" urgent what={t("common.interrupted")} />}
    </div>
  );
}
