import { type ReactNode, useId } from "react";

interface SectionProps {
  readonly title: string;
  /** What can be done here, beside the title. */
  readonly acts?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** One part of a person's page. */
export function Section({ title, acts, wide = false, children }: SectionProps) {
  const id = useId();
  return (
    <section className="person-section" data-wide={wide || undefined} aria-labelledby={id}>
      <header>
        <h3 id={id}>{title}</h3>
        {acts}
      </header>
      {children}
    </section>
  );
}
