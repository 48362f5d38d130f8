import type { ReactNode } from "react";
import { useWords } from "./language.ts";
import { StateMark, type Tone } from "./state-mark.tsx";
import "./notice.css";

interface NoticeProps {
  readonly tone: Tone;
  /** What happened. */
  readonly what: string;
  /** What it means for the student. */
  readonly means?: string;
  /** What to do now. */
  readonly todo?: string;
  /** Behind "Pourquoi ?". */
  readonly why?: ReactNode;
  /** The buttons that do it. */
  readonly children?: ReactNode;
  /** Read aloud when it appears. */
  readonly urgent?: boolean;
}

/** Something to know: what happened, what it means, what to do, and the button that does it. */
export function Notice(props: NoticeProps) {
  const { t } = useWords();
  return (
    <div className="notice" data-tone={props.tone} role={props.urgent === true ? "alert" : undefined}>
      <StateMark tone={props.tone} />
      <div className="notice-words">
        <p className="notice-what">{props.what}</p>
        {props.means !== undefined && <p>{props.means}</p>}
        {props.todo !== undefined && <p className="notice-todo">{props.todo}</p>}
        {props.children !== undefined && <div className="notice-buttons">{props.children}</div>}
        {props.why !== undefined && (
          <details className="why">
            <summary>{t("common.why")}</summary>
            <div>{props.why}</div>
          </details>
        )}
      </div>
    </div>
  );
}
