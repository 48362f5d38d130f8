import "../../parts/zod-without-eval.ts";
import { useEffect, useState } from "react";
import type { VisitView } from "../../../main/contract/visit.ts";
import type { VisitId } from "../../../main/core/ids.ts";
import { Button } from "../../parts/button.tsx";
import { ownsEnter, useKeys } from "../../parts/keyboard.ts";
import { useWords } from "../../parts/language.ts";
import { useEnded, useLive } from "../../parts/live.ts";
import { Notice } from "../../parts/notice.tsx";
import { visitLive } from "../../parts/station.ts";
import { goTo, overlay } from "../place.ts";
import { CardPanel } from "./card-panel.tsx";
import { firstOpen, followed, type StepName, stepNow } from "./open-step.ts";
import { StepBody, warmSteps } from "./step-body.tsx";
import { Stepper } from "./stepper.tsx";
import { VisitHead } from "./visit-head.tsx";
import "./visit-screen.css";

/** One visit: its steps in the middle, the student's card and what happened to it on the right. */
export function VisitScreen({ visitId }: { readonly visitId: VisitId }) {
  const { t } = useWords();
  const live = visitLive(visitId);
  const view = useLive(live);
  const gone = useEnded(live) && view === undefined;
  useEffect(warmSteps, []);
  useEnter();
  if (view === undefined) {
    return (
      <>
        <main id="visit-main" className="desk-middle" aria-label={t("visit.landmark")} aria-busy={!gone}>
          {gone && (
            <Notice tone="warn" what={t("visit.gone")}>
              <Button kind="primary" obvious onPress={() => goTo({ at: "day" })}>
                {t("import.toBoard")}
              </Button>
            </Notice>
          )}
        </main>
        <aside className="desk-right" aria-label={t("card.landmark")} />
      </>
    );
  }
  return <Visit view={view} />;
}

function Visit({ view }: { readonly view: VisitView }) {
  const { t } = useWords();
  const [seen, setSeen] = useState(view);
  const [open, setOpen] = useState<StepName>(() => firstOpen(view));
  if (seen !== view) {
    setSeen(view);
    setOpen(followed(open, seen, view));
  }
  useKeys((event) => {
    const step = event.altKey ? view.steps[Number(event.code.replace("Digit", "")) - 1] : undefined;
    if (step === undefined) return;
    event.preventDefault();
    setOpen(step.name);
  });
  return (
    <>
      <main id="visit-main" className="desk-middle visit" aria-label={t("visit.landmark")}>
        <VisitHead view={view} />
        <Stepper view={view} open={open} onOpen={setOpen} />
        <StepBody
          key={open}
          name={open}
          view={view}
          onOpen={setOpen}
          onNext={() => setOpen(stepNow(view) ?? open)}
        />
      </main>
      <aside className="desk-right" aria-label={t("card.landmark")}>
        <CardPanel view={view} onOpen={setOpen} />
      </aside>
    </>
  );
}

/**
 * Enter presses the obvious button, that of what is in hand before any other, unless the focus is on something that keeps Enter for
 * itself. Listens before the controls do: on what is chosen already, Enter goes on; it never takes the choice back.
 */
function useEnter(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || overlay.read() === "keys" || ownsEnter(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      const inHand = document.querySelector<HTMLElement>(".desk-middle [data-in-hand] [data-obvious]");
      (inHand ?? document.querySelector<HTMLElement>(".desk-middle [data-obvious]"))?.click();
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, []);
}
