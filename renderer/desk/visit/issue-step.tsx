import { CreditCard } from "lucide-react";
import { useState } from "react";
import type { IssueFault } from "../../../main/contract/issue.ts";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { ActList } from "./act-list.tsx";
import { CardFits } from "./card-fits.tsx";
import { GivenUp, wasGivenUp } from "./given-up.tsx";
import { missingBeforeIssue } from "./missing.ts";
import { NeedPanel } from "./need-panel.tsx";
import type { StepProps } from "./step-body.tsx";
import "./issue-step.css";

/** Making the card: one button, then each act as it happens, and what a person must do when one is needed. */
export function IssueStep({ view, onOpen, onNext }: StepProps) {
  const { t } = useWords();
  const asking = useAsking();
  const [fault, setFault] = useState<IssueFault["kind"] | null>(null);
  const { issue } = view;
  const missing = missingBeforeIssue(view);
  const over = view.visit.state === "done";
  const underWay = issue?.state === "running" || issue?.state === "waiting";
  const mayStart = !over && !underWay && missing.length === 0 && view.readiness !== "red";

  const start = () =>
    asking.run(async () => {
      setFault(null);
      const answer = await station.issue.start({ visitId: view.visit.id });
      if (!answer.ok) setFault(answer.fault.kind);
    });

  return (
    <div className="step-body issue">
      <GivenUp view={view} />
      {fault !== null && (
        <Notice
          tone="stop"
          urgent
          what={t(`reasons:issueFault.${fault}.what`)}
          means={t(`reasons:issueFault.${fault}.means`)}
          todo={t(`reasons:issueFault.${fault}.todo`)}
        />
      )}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("common.interrupted")} />}
      {!underWay && !over && view.readiness === "red" && (
        <Notice tone="stop" what={t("checkIn.stopped")}>
          <Button onPress={() => onOpen("check-in")}>
            {t("issue.goTo", { step: t("step.names.check-in") })}
          </Button>
        </Notice>
      )}
      {!underWay && !over && missing.length > 0 && (
        <section className="issue-missing" aria-label={t("issue.before")}>
          <h4>{t("issue.before")}</h4>
          {missing.map(({ what, step }) => (
            <Notice key={what} tone="warn" what={t(`issue.missing.${what}`)}>
              {step !== null && (
                <Button size="small" onPress={() => onOpen(step)}>
                  {t("issue.goTo", { step: t(`step.names.${step}`) })}
                </Button>
              )}
            </Notice>
          ))}
        </section>
      )}
      {issue !== null && <NeedPanel issue={issue} />}
      {issue !== null && !wasGivenUp(view) && <ActList acts={issue.acts} />}
      {mayStart && (
        <div className="issue-start">
          <p className="issue-ready">
            {issue === null || wasGivenUp(view) ? t("issue.ready") : t("issue.stopped")}
          </p>
          <p className="quiet">{t("issue.readyMeaning")}</p>
          {view.card !== null && <CardFits card={view.card} />}
          <Button
            kind="primary"
            size="large"
            obvious
            icon={CreditCard}
            busy={asking.busy}
            onPress={() => void start()}
          >
            {issue === null ? t("issue.make") : t("issue.again")}
          </Button>
        </div>
      )}
      {issue?.need?.kind === "verify" && (
        <footer className="step-foot">
          <Button kind="primary" size="large" obvious onPress={onNext}>
            {t("common.next")}
          </Button>
        </footer>
      )}
    </div>
  );
}
