import type { VisitView } from "../../../main/contract/visit.ts";
import { answersInForce, choiceSubjects } from "../../../main/core/choice.ts";
import type { StepName } from "./open-step.ts";

/** Something that stands before making the card, and the step that settles it; null for what the board settles. */
export interface Missing {
  readonly what: "served" | "second-card" | "identity" | "guardian" | "photo" | "choices" | "rules";
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
  if (secondCardUnasked(view)) found.push({ what: "second-card", step: "check-in" });
  if (view.card === null) found.push({ what: "photo", step: "photo" });
  if (choiceSubjects.some((subject) => !inForce.has(subject)))
    found.push({ what: "choices", step: "choices" });
  if (visit.rulesReadAt === null) found.push({ what: "rules", step: "choices" });
  return found;
}

/** Whether the student has a live card, of an earlier visit, that nobody has let pass. */
export function secondCardUnasked({ visit, card, liveCard, overrides }: VisitView): boolean {
  if (visit.state === "done" || liveCard === null || liveCard.id === card?.id) return false;
  return !overrides.some(({ kind }) => kind === "second-card");
}
