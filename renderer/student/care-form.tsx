import { type FormEvent, type ReactNode, useId } from "react";
import { careReason } from "../../main/core/student-care.ts";
import { Button } from "../parts/button.tsx";
import { useKeys } from "../parts/keyboard.ts";
import { typedIn } from "../parts/typed-in.ts";
import { type CareAsking, CareTrouble } from "./care-asking.tsx";
import { useStudentWords } from "./words.ts";
import "./care-form.css";

/** The field of a form that holds the reason. */
const reasonField = "reason";

interface CareFormProps {
  /** What is done, as the form's name and its button. */
  readonly title: string;
  readonly meaning: string;
  readonly asking: Pick<CareAsking, "busy" | "trouble">;
  /** The label of the reason; null: no reason is asked. */
  readonly reason: string | null;
  readonly button?: string;
  readonly danger?: boolean;
  /** More fields, before the reason. */
  readonly children?: ReactNode;
  readonly onLeave: () => void;
  readonly onSend: (typed: FormData, reason: string) => void;
}

/** A small form that opens where its button was: something changed by hand, and why. Escape leaves it. */
export function CareForm(props: CareFormProps) {
  const { title, meaning, asking, reason, danger = false, children, onLeave, onSend } = props;
  const { t } = useStudentWords();
  const id = useId();
  useKeys((event) => {
    if (event.key === "Escape") onLeave();
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const told = reason === null ? null : careReason.safeParse(typedIn(typed, reasonField));
    if (told === null) onSend(typed, "");
    else if (told.success) onSend(typed, told.data);
  };
  return (
    <form className="care-form" aria-label={title} onSubmit={send}>
      <p className="care-meaning">{meaning}</p>
      {children}
      {reason !== null && (
        <div className="field">
          <label htmlFor={id}>{reason}</label>
          <textarea
            id={id}
            name={reasonField}
            rows={2}
            minLength={4}
            maxLength={300}
            required
            aria-describedby={`${id}-more`}
            // biome-ignore lint/a11y/noAutofocus: the form was just asked for
            autoFocus={children === undefined} // oxlint-disable-line jsx-a11y/no-autofocus
          />
          <p id={`${id}-more`}>{t("reasonKept")}</p>
        </div>
      )}
      <CareTrouble trouble={asking.trouble} />
      <div className="care-buttons">
        <Button kind={danger ? "danger" : "primary"} submit busy={asking.busy}>
          {props.button ?? title}
        </Button>
        <Button onPress={onLeave}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
