import { type ReactNode, useId } from "react";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import type { Description } from "./use-description.ts";

interface PrinterFormProps {
  readonly heading: string;
  readonly words: { readonly use: string; readonly notKept: string };
  readonly description: Pick<Description<never>, "asking" | "refused" | "use">;
  /** What is still missing, once it was tried without. */
  readonly incomplete: string | null;
  /** What is said when the printer can not be taken now. */
  readonly refusal?: ReactNode;
  /** What stands before the form. */
  readonly before?: ReactNode;
  readonly children: ReactNode;
}

/** Another printer, described by hand. */
export function PrinterForm(props: PrinterFormProps) {
  const { heading, words, description, incomplete, refusal, before, children } = props;
  const { asking, refused, use } = description;
  const id = useId();
  return (
    <section className="settings-section" aria-labelledby={id}>
      <h4 id={id}>{heading}</h4>
      {before}
      <form
        className="printer-form"
        onSubmit={(event) => {
          event.preventDefault();
          use();
        }}
      >
        {children}
        <div className="printer-wide printer-use">
          <Button kind="primary" submit busy={asking.busy}>
            {words.use}
          </Button>
          {incomplete !== null && <Notice tone="warn" urgent what={incomplete} />}
          {refused && refusal}
          {asking.brokenOff && <Notice tone="stop" urgent what={words.notKept} />}
        </div>
      </form>
    </section>
  );
}
