import { useRef, useState } from "react";
import type { ChoiceFault, ChoiceText } from "../../../main/contract/choices.ts";
import { answersInForce } from "../../../main/core/choice.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { type Language, useWords } from "../../parts/language.ts";
import { useLive } from "../../parts/live.ts";
import { Notice } from "../../parts/notice.tsx";
import { OptionCards } from "../../parts/option-cards.tsx";
import { textsLive } from "../../parts/station.ts";
import { ChoiceQuestion } from "./choice-question.tsx";
import { RulesToRead } from "./rules-to-read.tsx";
import type { StepProps } from "./step-body.tsx";
import { useVisitAsking, VisitTrouble } from "./visit-asking.tsx";
import "./choices-step.css";

/** The student's choices: three questions in the student's language, none answered beforehand, and the rules to read. */
export function ChoicesStep({ view, onNext }: StepProps) {
  const { t, language } = useWords();
  const texts = useLive(textsLive);
  const [theirs, setTheirs] = useState<Language>(language);
  const [fault, setFault] = useState<ChoiceFault["kind"] | null>(null);
  const asking = useAsking();
  const reading = useVisitAsking();
  const { id: visitId, rulesReadAt, state } = view.visit;
  const inForce = answersInForce(view.choices);
  const left = texts?.choices.filter((text) => !inForce.has(text.subject)).length ?? 0;
  const complete = left === 0 && rulesReadAt !== null;

  // Who answers faster than the station keeps loses no answer, and the last one stands.
  const before = useRef<Promise<unknown>>(Promise.resolve());
  const enter = (text: ChoiceText, answer: "yes" | "no", guardianConsent: boolean) => {
    const asked = () => asking.run(() => keep(text, answer, guardianConsent));
    before.current = before.current.then(asked);
  };
  const keep = async (text: ChoiceText, answer: "yes" | "no", guardianConsent: boolean) => {
    setFault(null);
    const result = await station.choices.enter({
      studentId: view.student.id,
      subject: text.subject,
      answer,
      textVersion: text.version,
      language: theirs,
      guardianConsent,
    });
    if (!result.ok) return setFault(result.fault.kind);
    const words = {
      subject: t(`choices.subjects.${text.subject}`),
      answer: t(`choices.answers.${answer}`),
    };
    announce(t("choices.saved", words));
  };

  return (
    <div className="step-body choices">
      <div className="choices-head">
        <p>{t("choices.intro")}</p>
        <OptionCards
          label={t("choices.language")}
          size="flat"
          options={[
            { value: "fr", words: t("header.french") },
            { value: "en", words: t("header.english") },
          ]}
          chosen={theirs}
          onChoose={(one) => setTheirs(one === "en" ? "en" : "fr")}
        />
      </div>
      {fault !== null && (
        <Notice
          tone="warn"
          urgent
          what={t(`reasons:choiceFault.${fault}.what`)}
          means={t(`reasons:choiceFault.${fault}.means`)}
          todo={t(`reasons:choiceFault.${fault}.todo`)}
        />
      )}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("common.interrupted")} />}
      <VisitTrouble trouble={reading.trouble} />
      {texts?.choices.map((text) => (
        <ChoiceQuestion
          key={text.subject}
          text={text}
          language={theirs}
          minor={view.minor}
          answer={inForce.get(text.subject) ?? null}
          onAnswer={(answer, consent) => enter(text, answer, consent)}
        />
      ))}
      {texts !== undefined && (
        <RulesToRead
          rules={texts.rules}
          language={theirs}
          readAt={rulesReadAt}
          closed={state === "done"}
          onRead={(read) => reading.ask(() => station.visit.rulesRead({ visitId, read }))}
        />
      )}
      <footer className="step-foot">
        <p className="step-hint">{hint()}</p>
        {state !== "done" && (
          <Button kind="primary" size="large" obvious disabled={!complete} onPress={onNext}>
            {t("common.next")}
          </Button>
        )}
      </footer>
    </div>
  );

  function hint(): string {
    if (left > 0) return t("choices.left", { count: left });
    return rulesReadAt === null ? t("choices.leftRules") : t("choices.complete");
  }
}
