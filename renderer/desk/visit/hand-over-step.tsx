import { Eye, ThumbsDown, ThumbsUp } from "lucide-react";
import { useState } from "react";
import type { IssueNeed } from "../../../main/contract/issue.ts";
import type { JobId } from "../../../main/core/ids.ts";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useKeys } from "../../parts/keyboard.ts";
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

type VerifyNeed = Extract<IssueNeed, { readonly kind: "verify" }>;

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
          <BadPrint onSure={() => void say("looks-bad")} />
        </section>
        <section className="check" data-done={need.chipMatched || undefined} aria-label={t("handOver.tap")}>
          <TapState need={need} />
          {facts?.simulated === true && !need.chipMatched && <SimulatedTap obvious={need.lookedAt} />}
          {saysSomething(need.lastTap) && !need.chipMatched && (
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

/** Whether the tap says anything of the card: one that the keys gave nothing out for is no bad card. */
function saysSomething(lastTap: VerifyNeed["lastTap"]): boolean {
  return lastTap === "matches" || lastTap === "another-card" || lastTap === "unreadable";
}

/** Throws a card away, asked twice: there is no way back. */
function BadPrint({ onSure }: { readonly onSure: () => void }) {
  const { t } = useWords();
  const [sure, setSure] = useState(false);
  useKeys((event) => {
    if (event.key === "Escape") setSure(false);
  });
  if (!sure) {
    return (
      <Button kind="quiet" icon={ThumbsDown} onPress={() => setSure(true)}>
        {t("handOver.bad")}
      </Button>
    );
  }
  return (
    <fieldset className="visit-sure">
      <legend>{t("handOver.badAsk")}</legend>
      <Button kind="danger" size="small" onPress={onSure}>
        {t("handOver.badSure")}
      </Button>
      <Button size="small" takesFocus onPress={() => setSure(false)}>
        {t("handOver.badNo")}
      </Button>
    </fieldset>
  );
}
