import { lazy, Suspense } from "react";
import type { VisitView } from "../../../main/contract/visit.ts";
import { answersInForce, choiceSubjects } from "../../../main/core/choice.ts";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../parts/language.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { CardPicture } from "./card-picture.tsx";
import type { StepName } from "./open-step.ts";
import { Timeline } from "./timeline.tsx";
import "./card-panel.css";

const StickerPanel = lazy(async () => ({
  default: (await import("../sticker/sticker-panel.tsx")).StickerPanel,
}));

interface CardPanelProps {
  readonly view: VisitView;
  readonly onOpen: (step: StepName) => void;
}

/** The hero of a visit: the student's card at its true size, what is done on it, and what happened to the student. */
export function CardPanel({ view, onOpen }: CardPanelProps) {
  const { t } = useWords();
  const { card } = view;
  const inForce = answersInForce(view.choices);
  const marks = [
    ["photo", card !== null],
    ["choices", choiceSubjects.every((subject) => inForce.has(subject)) && view.visit.rulesReadAt !== null],
    ["chip", card !== null && card.encodedAt !== null],
    ["print", card !== null && card.printedAt !== null],
    ["live", card?.state === "ENABLED"],
  ] as const;
  return (
    <>
      <section className="card-panel" aria-labelledby="card-title">
        <header>
          <h2 id="card-title">{t("card.title")}</h2>
          <span className="quiet">{card === null ? t("card.trueSize") : t(`card.states.${card.state}`)}</span>
        </header>
        <CardPicture view={view} />
        <ul className="marks" aria-label={t("card.progress")}>
          {marks.map(([mark, done]) => (
            <li key={mark} data-done={done || undefined}>
              <StateMark tone={done ? "good" : "quiet"} />
              <span aria-hidden="true">{t(`card.marks.${mark}`)}</span>
              <span className="only-heard">
                {t("card.markState", {
                  mark: t(`card.marks.${mark}`),
                  state: done ? t("card.done") : t("card.notDone"),
                })}
              </span>
            </li>
          ))}
        </ul>
        {card !== null && (
          <dl className="card-facts">
            <dt>{t("card.escn")}</dt>
            <dd className="mono">{card.escn}</dd>
            {card.uid !== null && (
              <>
                <dt>{t("card.chipNumber")}</dt>
                <dd className="mono">{card.uid}</dd>
              </>
            )}
          </dl>
        )}
        {view.liveCard !== null && view.liveCard.id !== card?.id && (
          <p className="card-before">
            <StateMark tone="warn" />
            {t("card.liveBefore")}
          </p>
        )}
      </section>
      {view.liveCard !== null && (
        <Suspense>
          <StickerPanel key={view.liveCard.id} cardId={view.liveCard.id} />
        </Suspense>
      )}
      <section className="their-choices" aria-labelledby="choices-title">
        <header>
          <h2 id="choices-title">{t("card.choices")}</h2>
          <Button kind="quiet" size="small" onPress={() => onOpen("choices")}>
            {t("common.modify")}
          </Button>
        </header>
        <dl>
          {choiceSubjects.map((subject) => {
            const answer = inForce.get(subject)?.answer;
            return (
              <div key={subject}>
                <dt>{t(`choices.subjects.${subject}`)}</dt>
                <dd>{answer === undefined ? "—" : t(`choices.answers.${answer}`)}</dd>
              </div>
            );
          })}
        </dl>
      </section>
      <Timeline entries={view.timeline} />
    </>
  );
}
