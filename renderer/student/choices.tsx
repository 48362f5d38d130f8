import type { StudentView } from "../../main/contract/student.ts";
import { answersInForce, type ChoiceEntry, choiceSubjects } from "../../main/core/choice.ts";
import { station } from "../call.ts";
import { outcome } from "../desk/moves.ts";
import { useAsking } from "../parts/asking.ts";
import { Button } from "../parts/button.tsx";
import { useLive } from "../parts/live.ts";
import { useMay } from "../parts/session.ts";
import { textsLive } from "../parts/station.ts";
import { Section } from "./section.tsx";
import { useMoment, useStudentWords } from "./words.ts";

/** What the person agreed to and what not, as it stands and as it came to be; an agreement is withdrawn in one press. */
export function Choices({ view }: { readonly view: StudentView }) {
  const { t } = useStudentWords();
  const moment = useMoment();
  const inForce = answersInForce(view.choices);
  return (
    <Section title={t("choices.title")}>
      <ul className="person-list">
        {choiceSubjects.map((subject) => {
          const entry = inForce.get(subject);
          return (
            <li key={subject}>
              <span className="person-what">
                <strong>{t(`interface:choices.subjects.${subject}`)}</strong>
                <span>
                  {entry === undefined
                    ? t("choices.never")
                    : t("choices.line", {
                        answer: t(`interface:choices.answers.${entry.answer}`),
                        when: moment(entry.at),
                      })}
                </span>
              </span>
              {entry?.answer === "yes" && <Withdraw view={view} entry={entry} />}
            </li>
          );
        })}
      </ul>
      {view.choices.length > 0 && (
        <details className="person-more">
          <summary>{t("choices.history")}</summary>
          <ol>
            {view.choices.toReversed().map((entry) => (
              <li key={`${entry.at} ${entry.subject} ${entry.answer}`}>
                <strong>{t(`interface:choices.subjects.${entry.subject}`)}</strong>
                {" · "}
                {t("choices.line", {
                  answer: t(`interface:choices.answers.${entry.answer}`),
                  when: moment(entry.at),
                })}
                {" · "}
                <span className="quiet">
                  {t("choices.more", { version: entry.textVersion, by: entry.by })},{" "}
                  {t(`choices.channels.${entry.channel}`)}
                  {entry.guardianConsent && ` · ${t("choices.guardian")}`}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </Section>
  );
}

function Withdraw({ view, entry }: { readonly view: StudentView; readonly entry: ChoiceEntry }) {
  const { t, language } = useStudentWords();
  const may = useMay("choices.enter");
  const asking = useAsking();
  const texts = useLive(textsLive);
  const text = texts?.choices.find(({ subject }) => subject === entry.subject);
  if (!may || text === undefined) return null;
  const name = t(`interface:choices.subjects.${entry.subject}`);
  const enter = (answer: "yes" | "no", guardianConsent: boolean) =>
    station.choices.enter({
      studentId: view.student.id,
      subject: entry.subject,
      answer,
      textVersion: text.version,
      language,
      guardianConsent,
    });
  const withdraw = () =>
    void asking.run(async () => {
      const done = await enter("no", false);
      const words = done.ok
        ? t("choices.withdrawn", { subject: name })
        : t(`reasons:choiceFault.${done.fault.kind}.what`);
      const takeBack = async () => void (await enter("yes", entry.guardianConsent));
      outcome.write({ kind: "done", words, takeBack: done.ok ? takeBack : null });
    });
  return (
    <Button
      size="small"
      busy={asking.busy}
      label={t("choices.withdrawOf", { subject: name })}
      onPress={withdraw}
    >
      {t("choices.withdraw")}
    </Button>
  );
}
