import { BookOpen } from "lucide-react";
import { useState } from "react";
import { Button } from "../../parts/button.tsx";
import { type Language, useWords, useWordsIn } from "../../parts/language.ts";
import { Tick } from "../../parts/tick.tsx";

interface RulesToReadProps {
  readonly rules: {
    readonly title: Readonly<Record<Language, string>>;
    readonly text: Readonly<Record<Language, string>>;
  };
  readonly language: Language;
  readonly readAt: string | null;
  readonly closed: boolean;
  readonly onRead: (read: boolean) => void;
}

/** The card's rules: opened to be read, ticked when they were. */
export function RulesToRead({ rules, language, readAt, closed, onRead }: RulesToReadProps) {
  const { t } = useWords();
  const theirs = useWordsIn(language);
  const [shown, setShown] = useState(false);
  return (
    <section className="rules" aria-label={t("choices.rulesTitle")} lang={language}>
      <div className="rules-line">
        <Tick ticked={readAt !== null} disabled={closed} onTick={onRead}>
          {theirs("choices.rulesRead")}
        </Tick>
        <Button kind="quiet" icon={BookOpen} onPress={() => setShown(!shown)}>
          {shown ? theirs("choices.foldRules") : theirs("choices.readRules")}
        </Button>
      </div>
      {shown && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling text must be reached by the keyboard
        <article className="rules-text" tabIndex={0} aria-label={rules.title[language]}>
          <h4>{rules.title[language]}</h4>
          {rules.text[language].split(/\n+/).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </article>
      )}
    </section>
  );
}
