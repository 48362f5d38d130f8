import type { VisitStep, VisitView } from "../../../main/contract/visit.ts";

/** The name of a step. */
export type StepName = VisitStep["name"];

type Steps = Pick<VisitView, "steps" | "issue">;

/** The step a visit opens on: the one to do now, or the last one when all is done. */
export function firstOpen(view: Steps): StepName {
  return stepNow(view) ?? "hand-over";
}

/** The step to do now, if any is left. */
export function stepNow(view: Steps): StepName | null {
  if (view.issue?.need?.kind === "verify") return "hand-over";
  return view.steps.find((step) => step.state === "now")?.name ?? null;
}

/**
 * The step that stays or comes before the eyes when the visit changed. Steps a machine finishes (or a confirmation ends)
 * make place for the next; steps the operator fills in stay until they go on; a hand-over that is no longer due goes back.
 */
export function followed(open: StepName, before: Steps, after: Steps): StepName {
  const now = stepNow(after);
  if (now === null || now === open || now === stepNow(before)) return open;
  if (open === "photo" || open === "issue" || open === "hand-over") {
    return open === stepNow(before) ? now : open;
  }
  return open;
}
