import { useId, useState } from "react";
import type { StudentView } from "../../main/contract/student.ts";
import type { Card, CardState } from "../../main/core/card.ts";
import { spoilReason } from "../../main/core/card.ts";
import { renewalReason } from "../../main/core/fees/reason.ts";
import { station } from "../call.ts";
import { Button } from "../parts/button.tsx";
import { useMay } from "../parts/session.ts";
import { StateMark } from "../parts/state-mark.tsx";
import { typedIn } from "../parts/typed-in.ts";
import { useCareAsking } from "./care-asking.tsx";
import { CareForm } from "./care-form.tsx";
import { Section } from "./section.tsx";
import { becauseKey, useMoment, useStudentWords } from "./words.ts";

/** The fields of the form that cancels. */
const [becauseField, noteField] = ["because", "note"];

const canBeCancelled: readonly CardState[] = ["ENABLED", "NEW", "RENEWED", "REQUEST_CHECKED"];

/** Every card the person had or has, newest first. */
export function Cards({ view }: { readonly view: StudentView }) {
  const { t } = useStudentWords();
  const [open, setOpen] = useState<Card["id"] | null>(null);
  const chosen = view.cards.find(({ id }) => id === open);
  return (
    <Section title={t("cards.title")} wide>
      {view.cards.length === 0 && <p className="quiet">{t("cards.none")}</p>}
      <ul className="person-list">
        {view.cards.map((card) => (
          <CardLine key={card.id} view={view} card={card} onOpen={() => setOpen(card.id)} />
        ))}
      </ul>
      {chosen !== undefined && (
        <CardForm key={chosen.id} view={view} card={chosen} onLeave={() => setOpen(null)} />
      )}
    </Section>
  );
}

interface CardProps {
  readonly view: StudentView;
  readonly card: Card;
}

function CardLine({ view, card, onOpen }: CardProps & { readonly onOpen: () => void }) {
  const { t } = useStudentWords();
  const may = useMay("student.cancelCard");
  const moment = useMoment();
  const endWords = useEndWords();
  const stickers = view.stickers.filter(({ cardId, state }) => cardId === card.id && state !== "void");
  const restores = card.state === "DISABLED" && !view.cards.some(({ state }) => state === "ENABLED");
  return (
    <li>
      <StateMark tone={card.state === "ENABLED" ? "good" : "quiet"} />
      <span className="person-what">
        <strong>{t(`interface:card.states.${card.state}`)}</strong>
        <span className="mono">{card.escn}</span>
        <span>
          {card.uid !== null && (
            <>
              {t("interface:card.chipNumber")} <span className="mono">{card.uid}</span>
              {" · "}
            </>
          )}
          {card.enabledAt === null
            ? t("cards.requested", { when: moment(card.requestedAt) })
            : t("cards.enabled", { when: moment(card.enabledAt) })}
          {stickers.map(({ serialNumber }) => ` · ${t("cards.sticker", { number: serialNumber })}`)}
        </span>
        {card.endedAt !== null && (
          <span>{t("cards.ended", { when: moment(card.endedAt), why: endWords(card.endedBecause) })}</span>
        )}
      </span>
      {may && canBeCancelled.includes(card.state) && (
        <Button size="small" label={t("cards.cancelOf", { escn: card.escn })} onPress={onOpen}>
          {t("cards.cancel")}
        </Button>
      )}
      {may && restores && (
        <Button size="small" label={t("cards.restoreOf", { escn: card.escn })} onPress={onOpen}>
          {t("cards.restore")}
        </Button>
      )}
    </li>
  );
}

/** Why a card ended, in words. */
export function useEndWords(): (because: string | null) => string {
  const { t } = useStudentWords();
  return (because) => {
    const key = becauseKey(because);
    if (key !== null) return t(key);
    const spoiled = spoilReason.safeParse(because);
    return spoiled.success ? t(`reasons:spoil.${spoiled.data}.what`) : (because ?? t("none"));
  };
}

/** Cancels a card, or makes one live again that was cancelled: whichever it is not. */
function CardForm({ view, card, onLeave }: CardProps & { readonly onLeave: () => void }) {
  const { t } = useStudentWords();
  const id = useId();
  const asking = useCareAsking();
  const [was] = useState(card.state);
  const about = { studentId: view.student.id, cardId: card.id };
  if (was === "DISABLED") {
    const restore = async (reason: string) => {
      const done = await asking.ask(
        () => station.student.restoreCard({ ...about, reason }),
        t("cards.restored"),
        () => station.student.cancelCard({ ...about, because: "lost", note: t("identity.undoReason") }),
      );
      if (done) onLeave();
    };
    return (
      <CareForm
        title={t("cards.restoreOf", { escn: card.escn })}
        meaning={t("cards.picture", { escn: card.escn })}
        asking={asking}
        reason={t("cards.found")}
        button={t("cards.restore")}
        onLeave={onLeave}
        onSend={(_typed, reason) => void restore(reason)}
      />
    );
  }
  const cancel = async (typed: FormData) => {
    const because = renewalReason.parse(typedIn(typed, becauseField ?? ""));
    const note = typedIn(typed, noteField ?? "");
    const done = await asking.ask(
      () => station.student.cancelCard({ ...about, because, note }),
      t("cards.cancelled"),
      was === "ENABLED"
        ? () => station.student.restoreCard({ ...about, reason: t("cards.restoreReason") })
        : null,
    );
    if (done) onLeave();
  };
  return (
    <CareForm
      title={t("cards.cancelOf", { escn: card.escn })}
      meaning={was === "ENABLED" ? t("cards.cancelMeaning") : t("cards.callOffMeaning")}
      asking={asking}
      reason={null}
      button={t("cards.cancel")}
      danger
      onLeave={onLeave}
      onSend={(typed) => void cancel(typed)}
    >
      <div className="field">
        <label htmlFor={`${id}-because`}>{t("cards.because")}</label>
        <select
          id={`${id}-because`}
          name={becauseField}
          // biome-ignore lint/a11y/noAutofocus: the form was just asked for
          autoFocus // oxlint-disable-line jsx-a11y/no-autofocus
        >
          {renewalReason.options.map((reason) => (
            <option key={reason} value={reason}>
              {t(`because.${reason}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-note`}>{t("cards.note")}</label>
        <input id={`${id}-note`} name={noteField} type="text" maxLength={300} autoComplete="off" />
      </div>
    </CareForm>
  );
}
