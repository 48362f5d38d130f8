import { lazy, Suspense, useEffect, useRef } from "react";
import type { VisitView } from "../../../main/contract/visit.ts";
import { useWords } from "../../parts/language.ts";
import { CheckInStep } from "./check-in-step.tsx";
import { ChoicesStep } from "./choices-step.tsx";
import { HandOverStep } from "./hand-over-step.tsx";
import { IssueStep } from "./issue-step.tsx";
import type { StepName } from "./open-step.ts";

const RenewalStep = lazy(async () => ({
  default: (await import("../renewal/renewal-step.tsx")).RenewalStep,
}));
const PhotoStep = lazy(async () => ({ default: (await loadPhoto()).PhotoStep }));

function loadPhoto() {
  return import("../photo/photo-step.tsx");
}

/** Fetches the code of the later steps before they are asked for. */
export function warmSteps(): void {
  void loadPhoto();
}

/** Gets ready what a photo will ask for, from the step before it on. */
async function warmPhotoFor(step: StepName): Promise<void> {
  if (step !== "check-in" && step !== "renewal" && step !== "photo") return;
  (await import("../photo/warm-photo.ts")).warmPhoto();
}

/** What every step is given. */
export interface StepProps {
  readonly view: VisitView;
  /** Goes to the step to do now. */
  readonly onNext: () => void;
  readonly onOpen: (step: StepName) => void;
}

/** The step that is open. Its heading takes the focus, so that the keyboard and the screen reader follow. */
export function StepBody({ name, ...props }: StepProps & { readonly name: StepName }) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => void warmPhotoFor(name), [name]);
  return (
    <section className="step" aria-labelledby="step-heading">
      <h3 id="step-heading" ref={heading} tabIndex={-1} className="step-heading">
        {t(`step.heading.${name}`)}
      </h3>
      <Suspense fallback={<div className="step-body" aria-busy="true" />}>{bodyOf(name, props)}</Suspense>
    </section>
  );
}

function bodyOf(name: StepName, props: StepProps) {
  switch (name) {
    case "check-in":
      return <CheckInStep {...props} />;
    case "renewal":
      return <RenewalStep {...props} />;
    case "photo":
      return <PhotoStep {...props} />;
    case "choices":
      return <ChoicesStep {...props} />;
    case "issue":
      return <IssueStep {...props} />;
    case "hand-over":
      return <HandOverStep {...props} />;
  }
}
