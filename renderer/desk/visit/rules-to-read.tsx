import { BookOpen } from "lucide-react";
import { useState } from "react";
import { Button } from "../../parts/button.tsx";
import { type Language, useWordsIn } from "../../parts/language.ts";
import { Scroller } from "../../parts/scroller.tsx";
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
  const theirs = useWordsIn(language);
  const [shown, setShown] = useState(false);
  return (
    <div className="rules" lang={language}>
      <div className="rules-line">
        <Tick ticked={readAt !== null} disabled={closed} onTick={onRead}>
          {theirs("choices.rulesRead")}
        </Tick>
        <Button kind="quiet" icon={BookOpen} onPress={() => setShown(!shown)}>
          {shown ? theirs("choices.foldRules") : theirs("choices.readRules")}
        </Button>
      </div>
      {shown && (
        <Scroller className="rules-text" label={rules.title[language]}>
          <h4>{rules.title[language]}</h4>
          {rules.text[language].split(/\n+/).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </Scroller>
      )}
    </div>
  );
}
