import { useState } from "react";
import type { ChoiceText } from "../../../main/contract/choices.ts";
import type { ChoiceEntry } from "../../../main/core/choice.ts";
import { station } from "../../call.ts";
import { useFormats } from "../../parts/formats.ts";
import { type Language, useWords, useWordsIn } from "../../parts/language.ts";
import { OptionCards } from "../../parts/option-cards.tsx";
import { Tick } from "../../parts/tick.tsx";

interface ChoiceQuestionProps {
  readonly text: ChoiceText;
  /** The language the student reads. */
  readonly language: Language;
  readonly minor: boolean;
  /** The answer in force, null before the first. */
  readonly answer: ChoiceEntry | null;
  readonly onAnswer: (answer: "yes" | "no", guardianConsent: boolean) => void;
}

/** One question: Yes and No weigh the same, nothing is chosen beforehand. */
export function ChoiceQuestion({ text, language, minor, answer, onAnswer }: ChoiceQuestionProps) {
  const { t } = useWords();
  const theirs = useWordsIn(language);
  const formats = useFormats();
  const [consent, setConsent] = useState(answer?.guardianConsent === true);
  const asksGuardian = minor && text.subject === "photo-diffusion";
  return (
    <section
      className="choice"
      data-answer={answer?.answer}
      aria-label={t(`choices.subjects.${text.subject}`)}
    >
      <div className="choice-words" lang={language}>
        <h4>{text.question[language]}</h4>
        <p>{text.explanation[language]}</p>
      </div>
      <div className="choice-answer">
        <OptionCards
          label={text.question[language]}
          options={[
            { value: "yes", words: text.yes[language] },
            { value: "no", words: text.no[language] },
          ]}
          chosen={answer?.answer ?? null}
          onChoose={(chosen) => {
            if (chosen !== null) onAnswer(chosen, consent);
          }}
        />
        <p className="quiet choice-when">
          {answer === null
            ? t("choices.unanswered")
            : t("choices.enteredAt", { when: whenOf(answer, formats) })}
        </p>
      </div>
      {answer !== null && answer.textVersion !== text.version && <FormerText answer={answer} />}
      {asksGuardian && (
        <div className="choice-guardian" lang={language}>
          <Tick ticked={consent} onTick={setConsent} more={theirs("choices.guardianNeeded")}>
            {theirs("choices.guardian")}
          </Tick>
        </div>
      )}
    </section>
  );
}

/** The very words an answer was given to, where others are in force since. */
function FormerText({ answer }: { readonly answer: ChoiceEntry }) {
  const { t } = useWords();
  const [text, setText] = useState<ChoiceText | null | undefined>(undefined);
  const { subject, textVersion: version, textSha256: sha256, language } = answer;
  const read = async () => {
    const words = await station.choices.read({ subject, version, language, sha256 }).catch(() => undefined);
    setText(words);
  };
  return (
    <details
      className="why choice-former"
      onToggle={(event) => {
        if (event.currentTarget.open && text === undefined) void read();
      }}
    >
      <summary>{t("choices.former", { version })}</summary>
      {text === null && <p>{t("choices.formerUnknown")}</p>}
      {text !== null && text !== undefined && (
        <div lang={language}>
          <p>{text.question[language]}</p>
          <p>{text.explanation[language]}</p>
          <p>{text[answer.answer][language]}</p>
        </div>
      )}
    </details>
  );
}

function whenOf(entry: ChoiceEntry, formats: ReturnType<typeof useFormats>): string {
  return `${formats.shortDay(formats.dayOf(entry.at))} · ${formats.time(entry.at)}`;
}
