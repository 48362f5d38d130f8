import { Check } from "lucide-react";
import type { VisitStep, VisitView } from "../../../main/contract/visit.ts";
import { answersInForce, choiceSubjects } from "../../../main/core/choice.ts";
import { useWords } from "../../parts/language.ts";
import type { StepName } from "./open-step.ts";
import "./stepper.css";

interface StepperProps {
  readonly view: VisitView;
  readonly open: StepName;
  readonly onOpen: (step: StepName) => void;
}

/** The steps in order: done ones folded to one line of what was done, each can be opened again. */
export function Stepper({ view, open, onOpen }: StepperProps) {
  const { t } = useWords();
  return (
    <nav className="stepper" aria-label={t("visit.steps")}>
      <ol>
        {view.steps.map((step, i) => (
          <li key={step.name} data-state={step.state} data-open={step.name === open || undefined}>
            <button
              type="button"
              aria-current={step.name === open ? "step" : undefined}
              aria-keyshortcuts={`Alt+${i + 1}`}
              onClick={() => onOpen(step.name)}
            >
              <span className="step-mark" aria-hidden="true">
                {step.state === "done" ? <Check /> : i + 1}
              </span>
              <span className="step-name">
                {t(`step.names.${step.name}`)}
                <span className="only-heard"> {t(`step.states.${step.state}`)}</span>
              </span>
              <span className="step-summary">
                <Summary view={view} step={step} />
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** What was done in a step, in a word or two. */
function Summary({ view, step }: { readonly view: VisitView; readonly step: VisitStep }) {
  const { t } = useWords();
  if (step.name === "check-in" && view.visit.identitySeen !== null) {
    return t(`checkIn.documents.${view.visit.identitySeen}`);
  }
  if (step.name === "choices" && view.choices.length > 0) {
    const inForce = answersInForce(view.choices);
    return choiceSubjects
      .map((subject) => inForce.get(subject)?.answer)
      .map((answer) => (answer === undefined ? "–" : t(`choices.answers.${answer}`)))
      .join("\u2009·\u2009");
  }
  if (step.name === "issue" && view.issue !== null) {
    if (view.issue.state === "running") return t("step.summary.running");
    if (view.issue.need !== null && view.issue.need.kind !== "verify") return t("step.summary.attention");
    return t("step.summary.attempts", { count: view.issue.attempt });
  }
  if (step.state === "done" && step.name === "photo") return t("step.summary.photoDone");
  if (step.state === "done" && step.name === "hand-over") return t("step.summary.handed");
  return step.state === "now" ? t("step.summary.todo") : "";
}
