import type { VisitView } from "../../../main/contract/visit.ts";
import { answersInForce, choiceSubjects } from "../../../main/core/choice.ts";
import type { StepName } from "./open-step.ts";

/** Something that stands before making the card, and the step that settles it; null for what the board settles. */
export interface Missing {
  readonly what: "served" | "renewal" | "identity" | "guardian" | "photo" | "choices" | "rules";
  readonly step: StepName | null;
}

/** All that stands between a visit and its card, besides the concerns that forbid one. */
export function missingBeforeIssue(view: VisitView): readonly Missing[] {
  const { visit, student } = view;
  const inForce = answersInForce(view.choices);
  const found: Missing[] = [];
  if (visit.state !== "being-served") found.push({ what: "served", step: null });
  if (visit.identitySeen === null) found.push({ what: "identity", step: "check-in" });
  if (view.minor && student.guardianSeenOn === null) found.push({ what: "guardian", step: "check-in" });
  if (isRenewalDue(view)) found.push({ what: "renewal", step: "renewal" });
  if (view.card === null) found.push({ what: "photo", step: "photo" });
  if (choiceSubjects.some((subject) => !inForce.has(subject)))
    found.push({ what: "choices", step: "choices" });
  if (visit.rulesReadAt === null) found.push({ what: "rules", step: "choices" });
  return found;
}

/** Whether the student had a card before, and the renewal that makes another is neither paid nor free yet. */
function isRenewalDue({ steps }: VisitView): boolean {
  return steps.some(({ name, state }) => name === "renewal" && state !== "done");
}
