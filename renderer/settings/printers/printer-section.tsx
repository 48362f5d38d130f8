import type { LucideIcon } from "lucide-react";
import { type ReactNode, useId } from "react";
import { StateMark, type Tone } from "../../parts/state-mark.tsx";

interface PrinterSectionProps {
  readonly icon: LucideIcon;
  readonly heading: string;
  readonly name: string;
  /** How it works, in a line. */
  readonly about: string | null;
  readonly state: { readonly tone: Tone; readonly words: string; readonly more: string | null } | null;
  /** What it wants of a person, now and before long. */
  readonly wants: ReactNode;
  /** What can be done with it. */
  readonly acts: ReactNode;
}

/** A printer of cards or labels as it is now. */
export function PrinterSection(props: PrinterSectionProps) {
  const { icon: Icon, heading, name, about, state, wants, acts } = props;
  const id = useId();
  return (
    <section className="settings-section" aria-labelledby={id}>
      <h4 id={id}>{heading}</h4>
      <div className="printer-head">
        <Icon aria-hidden="true" />
        <div>
          <p className="printer-name">{name}</p>
          {about !== null && <p className="quiet">{about}</p>}
        </div>
        {state !== null && (
          <div className="printer-state">
            <p data-tone={state.tone}>
              <StateMark tone={state.tone} />
              {state.words}
            </p>
            {state.more !== null && <p className="quiet">{state.more}</p>}
          </div>
        )}
      </div>
      <div className="printer-wants" aria-live="polite">
        {wants}
      </div>
      {acts !== null && <div className="printer-acts">{acts}</div>}
    </section>
  );
}
